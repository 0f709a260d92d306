// One run: its state in words, the flow with live state, every step with input and output, what the model was asked and cost, decisions,
// reports. While the run goes on the page follows it: by script where there is one, else by reloading.
import type { Hono } from 'hono';
import { AppError } from '../../../workflows/definition/errors.ts';
import { actorOf, type AppEnv } from '../../shared/app-env.ts';
import { may } from '../../shared/permissions.ts';
import { firstText, postedForm } from '../form/form-entries.ts';
import { pageContext } from '../page-context.ts';
import { readFormData } from '../read-form-data.ts';
import { isUuid } from '../read-id.ts';
import { sendPage } from '../respond.ts';
import type { WebDeps } from '../web-deps.ts';
import { RunPage } from './run-view.tsx';

const MAX_REASON = 500;

export function addRunPage(app: Hono<AppEnv>, deps: WebDeps): void {
  app.get('/runs/:id', async (c) => {
    const actor = actorOf(c);
    const id = c.req.param('id');
    const run = isUuid(id) ? await deps.runs.find(actor, id) : undefined;
    if (run === undefined) throw new AppError('not-found', 'No run has this id.');
    const { namespace, name, version } = run.definition;
    const [definition, steps, modelCalls, tasks, reports] = await Promise.all([
      deps.definitions.find(actor, namespace, name, version),
      deps.runs.steps(actor, id),
      may(actor, 'model-call.read') ? deps.runs.modelCalls(actor, id) : undefined,
      deps.tasks.listOfRun(actor, id),
      deps.reports.list(actor, { runId: id, limit: 20 }),
    ]);
    return sendPage(
      c,
      <RunPage
        page={pageContext(c, deps)}
        data={{ run, definition, steps, modelCalls, tasks, reports, opened: openedStep(c.req.query('step')) }}
      />,
    );
  });
  app.post('/runs/:id/cancel', async (c) => {
    const id = c.req.param('id');
    if (!isUuid(id)) throw new AppError('not-found', 'No run has this id.');
    const { entries } = postedForm(await readFormData(c.req));
    const reason = (firstText(entries, 'reason') ?? '').trim().slice(0, MAX_REASON);
    try {
      await deps.cancelRun(actorOf(c), id, reason);
    } catch (error) {
      // It ended meanwhile: the run page says how.
      if (!(error instanceof AppError && error.code === 'conflict')) throw error;
    }
    return c.redirect(`/runs/${id}`, 303);
  });
  app.post('/runs/:id/rerun', async (c) => {
    const id = c.req.param('id');
    if (!isUuid(id)) throw new AppError('not-found', 'No run has this id.');
    const { entries } = postedForm(await readFormData(c.req));
    const fromStep = openedStep(firstText(entries, 'fromStep'));
    const key = firstText(entries, 'key') ?? '';
    if (fromStep === undefined || !isUuid(key)) throw new AppError('usage', 'The form came incomplete. Open the run again and choose a step.');
    const again = await deps.rerun(actorOf(c), { runId: id, fromStep, key });
    return c.redirect(`/runs/${again.runId}`, 303);
  });
}

function openedStep(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}
