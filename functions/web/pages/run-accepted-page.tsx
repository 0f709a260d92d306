// Shown with 202 when a submission is recorded but the workflow engine is away: the outbox starts the run by itself later.
import { Banner } from '../design/banner.tsx';
import { ButtonLink } from '../design/button.tsx';
import { PageShell } from '../design/page-shell.tsx';
import type { PageContext } from '../page-context.ts';
import type { DefinitionView } from '../views.ts';
import { titleText } from '../wording.ts';

export function acceptedPage(page: PageContext, definition: DefinitionView, runId: string) {
  const { copy } = page;
  return (
    <PageShell page={page} title={copy.runs.acceptedTitle} narrow>
      <div class="stack">
        <h1>{titleText(definition, page.language)}</h1>
        <Banner tone="good" title={copy.runs.acceptedTitle}>
          <p>{copy.runs.acceptedLead}</p>
        </Banner>
        <ButtonLink href={`/runs/${runId}`} kind="primary" wide>
          {copy.tasks.openRun}
        </ButtonLink>
      </div>
    </PageShell>
  );
}
