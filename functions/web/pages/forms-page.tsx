// The list of forms that the actor may start.
import type { Hono } from 'hono';
import { actorOf, type AppEnv } from '../../shared/app-env.ts';
import { Card } from '../design/card.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { PageShell } from '../design/page-shell.tsx';
import { pageContext } from '../page-context.ts';
import { sendPage } from '../respond.ts';
import { startableForms } from '../startable.ts';
import type { WebDeps } from '../web-deps.ts';
import { FormCards } from './home-page.tsx';

export function addFormsPage(app: Hono<AppEnv>, deps: WebDeps): void {
  app.get('/forms', async (c) => {
    const actor = actorOf(c);
    const forms = startableForms(await deps.definitions.list(actor), actor);
    const page = pageContext(c, deps);
    const { copy } = page;
    return sendPage(
      c,
      <PageShell page={page} title={copy.forms.title}>
        <div class="stack">
          <div class="page-head">
            <h1>{copy.forms.title}</h1>
            <p class="muted">{copy.forms.lead}</p>
          </div>
          {forms.length === 0 ? (
            <Card plain>
              <EmptyState icon="forms" title={copy.home.noForms} lead={copy.home.noFormsLead} />
            </Card>
          ) : (
            <FormCards page={page} forms={forms} />
          )}
        </div>
      </PageShell>,
    );
  });
}
