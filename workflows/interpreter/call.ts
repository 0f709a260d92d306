// `call`: a task of the catalog, a function of use.functions, or http, openapi, mcp. Frame: that of whatever it leads to.
import { catalog } from '../catalog/catalog.ts';
import type { CatalogEntry } from '../definition/catalog-entry.ts';
import type { CallTask, Task } from '../definition/document.ts';
import type { Json, JsonObject } from '../definition/json.ts';
import { isJsonObject } from '../definition/json.ts';
import { callName } from '../definition/call-name.ts';
import { pointer } from '../definition/pointer.ts';
import { isRuntimeExpression } from '../expression/runtime-expression.ts';
import type { CallRequest } from '../worker/activities.ts';
import { evaluateValue, variablesFor, type At } from './evaluation.ts';
import { checkSchema, executeTask } from './execute-task.ts';
import { fault } from './fault.ts';
import type { Awaitable, Execution, Executor, Outcome } from './flow.ts';
import { childFrame } from './frame.ts';
import { mockedOutput } from './mocks.ts';
import type { Session } from './session.ts';
import { waitForPerson } from './waits.ts';

/** Calls that the outbound client makes; their `with` may hold secrets, which travel unevaluated. */
const PROTOCOLS: ReadonlySet<string> = new Set(['http', 'openapi', 'mcp']);

export const callExecutor: Executor<CallTask> = (session, execution) => {
  const { task, name, path } = execution;
  if (session.start.mocks !== undefined) {
    // What the call would have been given is evaluated and checked all the same: a dry run must find a wrong `with`.
    checkArguments(session, execution);
    const mocked = mockedOutput(session, name, path);
    if (mocked) return mocked;
  }
  const own = session.document.use?.functions;
  if (own && Object.hasOwn(own, task.call)) return callFunction(session, execution, own[task.call] as Task);
  if (PROTOCOLS.has(task.call)) return callProtocol(session, execution);
  return callCatalog(session, execution, entryOf(task.call, path));
};

function checkArguments(session: Session, { task, path, input, scope }: Execution<CallTask>): void {
  if (PROTOCOLS.has(task.call) || task.with === undefined) return;
  const args = evaluateValue(session, task.with, input, { path, scope, input });
  const entry = Object.hasOwn(catalog, callName(task.call).name) ? catalog[callName(task.call).name] : undefined;
  if (entry && !Object.hasOwn(session.document.use?.functions ?? {}, task.call))
    checkSchema(entry.input as Json, args, path, `"with" of ${entry.name}`);
}

function entryOf(call: string, path: string): CatalogEntry {
  const { name, version } = callName(call);
  const entry = Object.hasOwn(catalog, name) ? catalog[name] : undefined;
  if (!entry) throw fault('configuration', path, `"${call}" is neither a function of use.functions nor a task of the catalog.`);
  if (version !== undefined && version !== entry.version)
    throw fault('configuration', path, `The catalog has version ${entry.version} of "${name}", not ${version}.`);
  return entry;
}

async function callFunction(
  session: Session,
  { name, task, path, input, scope, frame }: Execution<CallTask>,
  definition: Task,
): Promise<Outcome> {
  const args = task.with === undefined ? input : evaluateValue(session, task.with, input, { path, scope, input });
  const result = await executeTask(session, {
    name,
    task: definition,
    path: `/use/functions/${name}`,
    input: args,
    scope,
    frame: childFrame(frame, 'function'),
  });
  return { output: result.output };
}

function callCatalog(session: Session, execution: Execution<CallTask>, entry: CatalogEntry): Awaitable<Outcome> {
  const { task, path, input, scope, name } = execution;
  const args = evaluateValue(session, task.with ?? {}, input, { path, scope, input });
  if (!isJsonObject(args)) throw fault('validation', path, '`with` must be an object.');
  checkSchema(entry.input as Json, args, path, `"with" of ${entry.name}`);
  if (!entry.pure) refuseEffect(session, name, entry, path);
  if (entry.taskClass === 'wait') return askPerson(session, execution, entry.name === 'form' ? 'form' : 'approve', args);
  return callActivity(session, entry.taskClass, requestOf(session, execution, entry.name, args));
}

async function askPerson(session: Session, execution: Execution<CallTask>, kind: 'approve' | 'form', args: JsonObject): Promise<Outcome> {
  return { output: await waitForPerson(session, execution, kind, args) };
}

/** Without a platform nothing may look done that was not: a notice that nobody gets, a count that no table keeps. */
function refuseEffect(session: Session, name: string, entry: CatalogEntry, path: string): void {
  const what = entry.taskClass === 'wait' ? 'waits for a person' : 'needs a model, a database, files or mail';
  const about = `"${name}" (${entry.name}) ${what}`;
  if (session.start.dryRun === true)
    throw fault('runtime', path, `mock-missing: ${about}; give it an answer in the mock file.`, { title: 'mock-missing', status: 501 });
  if (session.start.needsPlatform === true)
    throw fault('runtime', path, `needs-platform: ${about}; run it on a platform or give it a mock.`, {
      title: 'needs-platform',
      status: 501,
    });
}

function callProtocol(session: Session, execution: Execution<CallTask>): Promise<Outcome> {
  const { task, path, input, scope, name } = execution;
  if (session.start.dryRun === true)
    throw fault('runtime', path, `mock-missing: "${name}" (${task.call}) calls out; give it an answer in the mock file.`, {
      title: 'mock-missing',
      status: 501,
    });
  const at: At = { path, scope, input };
  const secretPaths: string[] = [];
  const evaluated = evaluateButSecrets(session, task.with ?? {}, input, at, { path: '', found: secretPaths });
  if (!isJsonObject(evaluated)) throw fault('validation', path, '`with` must be an object.');
  const authentications = session.document.use?.authentications;
  // The scope holds the whole document: it travels only where something is left to evaluate or to look up in it.
  const needsScope = secretPaths.length > 0 || namesPolicy(task.with ?? {});
  return callActivity(session, 'heavy', {
    ...requestOf(session, execution, task.call, evaluated),
    uriVariables: isJsonObject(input) ? input : {},
    ...(needsScope
      ? { secretScope: { input, variables: variablesFor(session, at), secrets: session.document.use?.secrets ?? [], paths: secretPaths } }
      : {}),
    ...(authentications ? { authentications } : {}),
  });
}

/** Whether a call signs in by something named: a policy of use.authentications, or a secret that holds one. */
function namesPolicy(value: Json, inside = false): boolean {
  if (Array.isArray(value)) return (value as readonly Json[]).some((part) => namesPolicy(part, inside));
  if (!isJsonObject(value)) return false;
  return Object.entries(value).some(([key, part]) => (inside && key === 'use') || namesPolicy(part, inside || key === 'authentication'));
}

function requestOf(
  session: Session,
  { path, step, name }: Execution<CallTask>,
  task: string,
  input: JsonObject,
): Omit<CallRequest, 'transitions'> {
  const modelTokens = session.document.document.metadata?.aix?.budget?.modelTokens;
  return {
    run: session.run,
    step,
    path,
    name,
    task,
    input,
    ...(session.start.requestedBy === undefined ? {} : { requestedBy: session.start.requestedBy }),
    ...(modelTokens === undefined ? {} : { modelTokens }),
  };
}

async function callActivity(
  session: Session,
  taskClass: 'light' | 'heavy' | 'model',
  request: Omit<CallRequest, 'transitions'>,
): Promise<Outcome> {
  const closed = session.parking.gate();
  if (closed) await closed;
  session.parking.begin();
  try {
    const transitions = session.journal.batch();
    const result = await session.activities[taskClass]({ ...request, transitions });
    session.journal.stored(transitions);
    return { output: result.output, ...(result.attempts === undefined ? {} : { attempts: result.attempts }) };
  } finally {
    session.parking.end();
  }
}

/**
 * A string of the document that names $secrets or $authorization stays as it is and its place is noted: it is evaluated inside the
 * activity, never in the history, and only there. What the run's data looks like does not matter: nobody evaluates data.
 */
function evaluateButSecrets(
  session: Session,
  value: Json,
  on: Json,
  at: At,
  notes: { readonly path: string; readonly found: string[] },
): Json {
  const within = (part: Json, key: string | number): Json =>
    evaluateButSecrets(session, part, on, at, { path: pointer(notes.path, key), found: notes.found });
  if (typeof value === 'string') {
    if (!isRuntimeExpression(value) || !/\$(?:secrets|authorization)\b/.test(value)) return evaluateValue(session, value, on, at);
    notes.found.push(notes.path);
    return value;
  }
  if (Array.isArray(value)) return (value as readonly Json[]).map((part, index) => within(part, index));
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, within(part, key)]));
  return value;
}
