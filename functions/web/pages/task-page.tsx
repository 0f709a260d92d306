// One decision with its evidence. The answer is posted once, with an id made with the page; the first decision wins and a late one is
// told so kindly, with the first.
import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { AppError } from '../../../workflows/definition/errors.ts';
import type { Issue } from '../../../workflows/definition/issue.ts';
import type { JsonObject } from '../../../workflows/definition/json.ts';
import { actorOf, type AppEnv } from '../../shared/app-env.ts';
import { may } from '../../shared/permissions.ts';
import { asLanguage, COPY, type Language } from '../copy/copy.ts';
import { fieldIssue } from '../form/field-issue.ts';
import { firstText, type PostedForm, postedForm } from '../form/form-entries.ts';
import { formModel } from '../form/form-model.ts';
import { CONTROL, type FormState, initialEntries } from '../form/form-state.ts';
import { readSubmittedForm } from '../form/submitted-form.ts';
import { DEFAULT_TIME_ZONE, languageOf, pageContext } from '../page-context.ts';
import { readFormData } from '../read-form-data.ts';
import { isUuid } from '../read-id.ts';
import { keepLanguage, SENT_COOKIE, sendPage } from '../respond.ts';
import type { TaskView } from '../views.ts';
import type { DecideResult, WebDeps } from '../web-deps.ts';
import { TaskPage } from './task-view.tsx';

export const REASON = 'reason';
const OUTCOMES = ['approve', 'reject', 'submit'] as const;

export function addTaskPage(app: Hono<AppEnv>, deps: WebDeps): void {
  app.get('/tasks/:id', async (c) => {
    const task = await openTask(c, deps);
    const language = languageOf(c);
    return draw(c, deps, task, stateOf(language, { entries: initialEntries(fieldsOf(task, language)) }));
  });
  // Where sign-in leads back to when the session had ended under a decision.
  app.get('/tasks/:id/decision', (c) => c.redirect(`/tasks/${encodeURIComponent(c.req.param('id'))}`, 303));
  app.post('/tasks/:id/decision', async (c) => {
    const posted = postedForm(await readFormData(c.req));
    const task = await openTask(c, deps);
    const chosen = asLanguage(firstText(posted.entries, CONTROL.language));
    if (chosen !== undefined) {
      keepLanguage(c, chosen);
      return draw(c, deps, task, stateOf(chosen, { entries: posted.entries }));
    }
    return decide(c, deps, task, posted);
  });
}

async function openTask(c: Context<AppEnv>, deps: WebDeps): Promise<TaskView> {
  const id = c.req.param('id');
  const task = isUuid(id) ? await deps.tasks.find(actorOf(c), id) : undefined;
  if (task === undefined) throw new AppError('not-found', 'No task has this id.');
  return task;
}

export function fieldsOf(task: TaskView, language: Language) {
  return formModel(task.request.form, {}, language);
}

function stateOf(language: Language, given: Pick<FormState, 'entries'> & { readonly issues?: readonly Issue[] }): FormState {
  return { entries: given.entries, issues: given.issues ?? [], doubts: [], copy: COPY[language], language };
}

interface Drawing {
  readonly status?: 200 | 202 | 409 | 422 | 503;
  readonly result?: DecideResult;
  readonly unavailable?: boolean;
}

async function draw(c: Context<AppEnv>, deps: WebDeps, task: TaskView, state: FormState, drawing: Drawing = {}): Promise<Response> {
  const actor = actorOf(c);
  const [definition, steps, modelCalls] = await Promise.all([
    deps.definitions.find(actor, task.definition.namespace, task.definition.name, task.definition.version),
    deps.runs.steps(actor, task.runId),
    may(actor, 'model-call.read') ? deps.runs.modelCalls(actor, task.runId) : [],
  ]);
  if (drawing.status === 503) c.header('retry-after', '10');
  const kept = firstText(state.entries, CONTROL.idempotencyKey);
  const view = {
    task,
    definition,
    steps,
    modelCalls,
    state,
    fields: fieldsOf(task, state.language),
    decisionId: isUuid(kept) ? kept : randomUUID(),
    mayDecide: may(actor, 'task.decide') && decides(task, actor),
    result: drawing.result,
    unavailable: drawing.unavailable,
  };
  return sendPage(c, <TaskPage page={pageContext(c, deps, state.language)} view={view} />, drawing.status ?? 200);
}

function decides(task: TaskView, actor: { readonly userId: string; readonly roles: readonly string[] }): boolean {
  const { roles, people, escalateTo, requesterMayDecide } = task.request;
  if (!requesterMayDecide && task.requestedBy === actor.userId) return false;
  if (people?.includes(actor.userId) === true) return true;
  const able = task.state === 'escalated' ? [...roles, ...(escalateTo ?? [])] : roles;
  return able.length === 0 || able.some((role) => actor.roles.includes(role));
}

async function decide(c: Context<AppEnv>, deps: WebDeps, task: TaskView, posted: PostedForm): Promise<Response> {
  const language = languageOf(c);
  const outcome = OUTCOMES.find((one) => one === firstText(posted.entries, 'outcome'));
  if (outcome === undefined) throw new AppError('usage', 'The outcome must be approve, reject or submit.');
  const reason = (firstText(posted.entries, REASON) ?? '').trim();
  const { form, issues } = answerOf(deps, task, posted, language, outcome);
  const missing = outcome === 'reject' && reason === '' ? [fieldIssue(`/${REASON}`, 'required', (copy) => copy.required)] : [];
  const state = stateOf(language, { entries: posted.entries, issues: [...missing, ...issues] });
  if (state.issues.length > 0) return draw(c, deps, task, state, { status: 422 });
  const key = firstText(posted.entries, CONTROL.idempotencyKey);
  try {
    const decisionId = isUuid(key) ? key : randomUUID();
    const result = await deps.decide(actorOf(c), {
      taskId: task.id,
      decisionId,
      outcome,
      ...(reason === '' ? {} : { reason }),
      ...(form === undefined ? {} : { form }),
    });
    setCookie(c, SENT_COOKIE, decisionId, { path: `/tasks/${task.id}`, maxAge: 86_400, sameSite: 'Lax' });
    // Applied: the run page shows the decision and what follows from it.
    if (result.state === 'applied') return c.redirect(`/runs/${task.runId}`, 303);
    const fresh = (await deps.tasks.find(actorOf(c), task.id)) ?? task;
    return await draw(c, deps, fresh, state, { status: result.state === 'recorded' ? 202 : 409, result });
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return draw(c, deps, task, state, { status: 503, unavailable: true });
    if (error instanceof AppError && error.code === 'conflict')
      return draw(c, deps, (await deps.tasks.find(actorOf(c), task.id)) ?? task, state, { status: 409, result: { state: 'refused' } });
    throw error;
  }
}

/** What else the person filled in; a rejection need not be complete. */
function answerOf(
  deps: WebDeps,
  task: TaskView,
  posted: PostedForm,
  language: Language,
  outcome: string,
): { form?: JsonObject; issues: readonly Issue[] } {
  const schema = task.request.form;
  const fields = fieldsOf(task, language);
  if (schema === undefined || fields.length === 0) return { issues: [] };
  const read = readSubmittedForm(schema, fields, posted, { timeZone: deps.timeZone ?? DEFAULT_TIME_ZONE, validate: deps.validate });
  const issues = outcome === 'reject' ? read.issues.filter((issue) => issue.code !== 'required') : read.issues;
  return { form: read.value, issues };
}
