// Running an ended run again from one of its steps: a plain form. Which steps may be chosen is decided by functions/shared/rerun.ts again.
import { isNested } from '../../shared/recorded-steps.ts';
import { may } from '../../shared/permissions.ts';
import { Button } from '../design/button.tsx';
import { Icon } from '../design/icon.tsx';
import type { PageContext } from '../page-context.ts';
import { stepTitle } from '../step-title.ts';
import type { DefinitionView, RunView, StepView } from '../views.ts';

/** A loop of thousands would make the list useless; whoever needs a later step has the API. */
const OFFERED = 200;

export function RerunForm({
  page,
  run,
  steps,
  definition,
}: {
  page: PageContext;
  run: RunView;
  steps: readonly StepView[];
  definition: DefinitionView | undefined;
}) {
  const { copy } = page;
  const offered = steps.filter((step) => !isNested(step.path)).slice(0, OFFERED);
  if (page.actor === undefined || !may(page.actor, 'run.rerun') || offered.length === 0) return null;
  // The innermost step that faulted is the last that did.
  const suggested = offered.findLast((step) => step.state === 'faulted')?.step ?? 0;
  return (
    <details class="confirm" id="rerun">
      <summary class="button button-small">
        <Icon name="runs" />
        {copy.runs.rerun}
      </summary>
      <form class="stack confirm-body" method="post" action={`/runs/${run.id}/rerun`}>
        <p>{copy.runs.rerunLead}</p>
        {/* Sent twice, it is one run. */}
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <label class="field-label" for="fromStep">
          {copy.runs.rerunFrom}
        </label>
        <select class="input" id="fromStep" name="fromStep">
          {offered.map((step) => (
            <option value={String(step.step)} selected={step.step === suggested}>
              {`${step.step + 1} · ${stepTitle(definition?.document, step, page.language)}`}
            </option>
          ))}
        </select>
        <Button kind="plain">{copy.runs.rerunDo}</Button>
      </form>
    </details>
  );
}
