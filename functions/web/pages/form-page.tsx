// One form: drawn from the definition's input schema, read back, checked, submitted. What was typed is never lost: every refusal draws
// the same page again with the same key.
import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { AppError } from '../../../workflows/definition/errors.ts';
import type { Issue } from '../../../workflows/definition/issue.ts';
import type { JsonSchema } from '../../../workflows/definition/json.ts';
import { actorOf, type AppEnv } from '../../shared/app-env.ts';
import { asLanguage, COPY, type Language } from '../copy/copy.ts';
import type { FormEntries } from '../form/field-model.ts';
import { firstText, type PostedForm, postedForm } from '../form/form-entries.ts';
import { formModel } from '../form/form-model.ts';
import { CONTROL, type FormState, initialEntries } from '../form/form-state.ts';
import type { Doubt } from '../form/plausibility.ts';
import { readSubmittedForm } from '../form/submitted-form.ts';
import { DEFAULT_TIME_ZONE, languageOf, pageContext } from '../page-context.ts';
import { readFormData } from '../read-form-data.ts';
import { keepLanguage, SENT_COOKIE, sendPage } from '../respond.ts';
import { mayStart, startRoles } from '../startable.ts';
import type { DefinitionView } from '../views.ts';
import type { WebDeps } from '../web-deps.ts';
import { rolesText } from '../wording.ts';
import { FormView, type FormViewProps } from './form-view.tsx';
import { acceptedPage } from './run-accepted-page.tsx';

const KEY = /^[A-Za-z0-9_-]{8,128}$/;

export function addFormPage(app: Hono<AppEnv>, deps: WebDeps): void {
  app.get('/forms/:namespace/:name', async (c) => {
    const form = await openForm(c, deps);
    const state = formState(form, languageOf(c), { entries: initialEntries(form.fields(languageOf(c)), queryPresets(c)) });
    return drawForm(c, deps, form, state, {});
  });
  app.post('/forms/:namespace/:name', async (c) => {
    const posted = postedForm(await readFormData(c.req));
    const form = await openForm(c, deps);
    return (await redrawn(c, deps, form, posted)) ?? (await submitted(c, deps, form, posted));
  });
}

interface OpenForm {
  readonly definition: DefinitionView;
  readonly schema: JsonSchema;
  readonly fields: (language: Language) => ReturnType<typeof formModel>;
}

/** Throws `not-found`, or `forbidden` where the actor's role may not start it. */
async function openForm(c: Context<AppEnv>, deps: WebDeps): Promise<OpenForm> {
  const actor = actorOf(c);
  const definition = await deps.definitions.find(actor, c.req.param('namespace') ?? '', c.req.param('name') ?? '');
  if (definition === undefined || definition.state !== 'published') throw new AppError('not-found', 'No published form has this name.');
  if (!mayStart(definition, actor)) {
    const roles = startRoles(definition);
    throw new AppError('forbidden', COPY[languageOf(c)].forms.notMineLead(rolesText(roles, COPY[languageOf(c)])), { context: { roles } });
  }
  const schema = definition.document.input?.schema?.document ?? {};
  return { definition, schema, fields: (language) => formModel(schema, definition.document.document.metadata?.aix?.ui, language) };
}

/** `?lotNumber=AB123456` prefills text fields, so that a QR code on a lot can open the form. */
function queryPresets(c: Context): Readonly<Record<string, string>> {
  const { lang: _lang, ...given } = c.req.query();
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value.length <= 500));
}

function formState(
  form: OpenForm,
  language: Language,
  given: { entries: FormEntries; issues?: readonly Issue[]; doubts?: readonly Doubt[] },
): FormState {
  return { entries: given.entries, issues: given.issues ?? [], doubts: given.doubts ?? [], copy: COPY[language], language };
}

type Drawing = Pick<FormViewProps, 'banner' | 'extraRow' | 'firstRunId'> & {
  readonly status?: 200 | 409 | 422 | 503;
  readonly newKey?: boolean;
};

function drawForm(c: Context<AppEnv>, deps: WebDeps, form: OpenForm, state: FormState, drawing: Drawing) {
  const page = pageContext(c, deps, state.language);
  const kept = firstText(state.entries, CONTROL.idempotencyKey);
  const key = drawing.newKey !== true && kept !== undefined && KEY.test(kept) ? kept : randomUUID();
  if (drawing.status === 503) c.header('retry-after', '10');
  const view = (
    <FormView
      page={page}
      definition={form.definition}
      fields={form.fields(state.language)}
      state={state}
      idempotencyKey={key}
      banner={drawing.banner}
      extraRow={drawing.extraRow}
      firstRunId={drawing.firstRunId}
    />
  );
  return sendPage(c, view, drawing.status ?? 200);
}

/** The posts that only change how the form is drawn: another language, one row more, a version that changed meanwhile. */
async function redrawn(c: Context<AppEnv>, deps: WebDeps, form: OpenForm, posted: PostedForm): Promise<Response | undefined> {
  const chosen = asLanguage(firstText(posted.entries, CONTROL.language));
  if (chosen !== undefined) keepLanguage(c, chosen);
  const language = chosen ?? languageOf(c);
  const state = formState(form, language, { entries: posted.entries });
  const version = firstText(posted.entries, CONTROL.version);
  if (version !== undefined && version !== form.definition.version) return drawForm(c, deps, form, state, { status: 409, banner: 'stale' });
  const extraRow = firstText(posted.entries, CONTROL.add);
  return chosen === undefined && extraRow === undefined ? undefined : drawForm(c, deps, form, state, { extraRow });
}

async function submitted(c: Context<AppEnv>, deps: WebDeps, form: OpenForm, posted: PostedForm): Promise<Response> {
  const language = languageOf(c);
  const read = readSubmittedForm(form.schema, form.fields(language), posted, {
    timeZone: deps.timeZone ?? DEFAULT_TIME_ZONE,
    validate: deps.validate,
  });
  const state = formState(form, language, { entries: posted.entries, issues: read.issues, doubts: read.doubts });
  if (read.issues.length > 0 || read.doubts.length > 0) return drawForm(c, deps, form, state, { status: 422 });
  const key = firstText(posted.entries, CONTROL.idempotencyKey);
  const { namespace, name, version } = form.definition;
  try {
    const idempotencyKey = key !== undefined && KEY.test(key) ? key : randomUUID();
    const result = await deps.submit(actorOf(c), { definition: { namespace, name, version }, input: read.value, idempotencyKey });
    // Tells the browser's draft keeper that this key is done; no secret, so its script may read it.
    setCookie(c, SENT_COOKIE, idempotencyKey, { path: new URL(c.req.url).pathname, maxAge: 86_400, sameSite: 'Lax' });
    // A repeat of a post that is just being started is no sign of an absent engine: its run page says how far it is.
    if (!result.started && result.created) return await sendPage(c, acceptedPage(pageContext(c, deps), form.definition, result.runId), 202);
    return c.redirect(`/runs/${result.runId}`, 303);
  } catch (error) {
    return await refused(c, deps, form, state, error);
  }
}

/** What the engine refused, as a state of the same form. Everything else is the error page's. */
async function refused(c: Context<AppEnv>, deps: WebDeps, form: OpenForm, state: FormState, error: unknown): Promise<Response> {
  if (!(error instanceof AppError)) throw error;
  if (error.code === 'invalid') {
    const issues = error.issues.map((issue) => ({ ...issue, path: issue.path.replace(/^\/input(?=\/|$)/, '') }));
    return drawForm(c, deps, form, { ...state, issues }, { status: 422 });
  }
  if (error.code === 'conflict') {
    const firstRunId = typeof error.context.runId === 'string' ? error.context.runId : undefined;
    return drawForm(c, deps, form, state, { status: 409, banner: 'sent', firstRunId, newKey: true });
  }
  if (error.code === 'unavailable') return drawForm(c, deps, form, state, { status: 503, banner: 'unavailable' });
  throw error;
}
