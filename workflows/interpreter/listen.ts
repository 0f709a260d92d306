// `listen`: waits for one, any or all of some events; `until` ends an `any` that goes on; `foreach` handles each as it comes.
// Output: the consumed events in order (or the outputs of foreach).
// The store hears when it opens and closes, so that the relay knows whom to give an event.
// Frame: opened, taken (events so far), outputs, met (filters of `all` already met), list (of the running foreach), current, correlation.
import type { EventConsumption, EventFilter, ListenTask } from '../definition/document.ts';
import type { Json, JsonObject } from '../definition/json.ts';
import { isJsonObject } from '../definition/json.ts';
import { literalFilters } from '../definition/literal-filter.ts';
import { evaluateField, testCondition, type At } from './evaluation.ts';
import { eventMatches } from './event-filter.ts';
import { executeList } from './execute-list.ts';
import type { Execution, Executor } from './flow.ts';
import { childFrame, jsonIn } from './frame.ts';
import { withVariables } from './scope.ts';
import { waiting, type Session } from './session.ts';

export const listenExecutor: Executor<ListenTask> = async (session, execution) => {
  const { task, frame, step } = execution;
  if (frame['opened'] !== true) session.journal.add({ type: 'listen', step, state: 'open', filters: literalFilters(task.listen.to) });
  frame['opened'] = true;
  // Not reached when the run continues as new: the subscription stays open then.
  try {
    return await listen(session, execution);
  } finally {
    session.journal.add({ type: 'listen', step, state: 'closed', filters: [] });
  }
};

async function listen(session: Session, execution: Execution<ListenTask>): Promise<{ output: Json; next?: string }> {
  const { task, frame } = execution;
  frame['taken'] ??= [];
  frame['outputs'] ??= [];
  while (!(await done(session, execution))) {
    // A listener without tasks of its own passes no other gate, however many events come.
    await session.work.event();
    await session.parking.gate();
    const event = await nextEvent(session, execution);
    const output = await handle(session, execution, event);
    markMet(session, execution, event);
    frame['taken'] = [...(jsonIn(frame, 'taken') as Json[]), event];
    frame['outputs'] = [...(jsonIn(frame, 'outputs') as Json[]), output.value];
    delete frame['current'];
    if (output.next === 'end') return { output: jsonIn(frame, 'outputs') ?? [], next: 'end' };
    if (task.listen.to.one) break;
  }
  return { output: jsonIn(frame, 'outputs') ?? [] };
}

/** What is in the inbox already costs no wait and no write. */
async function nextEvent(session: Session, execution: Execution<ListenTask>): Promise<JsonObject> {
  const { path, frame } = execution;
  const current = jsonIn(frame, 'current');
  if (isJsonObject(current)) return current;
  const wanted = openFilters(execution);
  const fits = (candidate: JsonObject): boolean => wanted.some((filter) => matches(session, execution, filter, candidate));
  // Into the frame in the same instant as out of the inbox: the run may continue as new between any two awaits.
  const keep = (event: JsonObject): void => {
    frame['current'] = event;
  };
  return session.inbox.takeNow(fits, keep) ?? (await waiting(session, async () => await session.inbox.take(fits, keep, path)));
}

/** Whether enough has come. `any` without `until` is content with one. */
async function done(session: Session, { task, path, scope, input, frame }: Execution<ListenTask>): Promise<boolean> {
  const to = task.listen.to;
  const taken = (jsonIn(frame, 'taken') as Json[]).length;
  if (to.all) return ((jsonIn(frame, 'met') as number[] | undefined) ?? []).length >= to.all.length;
  if (to.until === undefined) return taken > 0;
  if (taken === 0) return false;
  if (typeof to.until === 'string') return testCondition(session, to.until, jsonIn(frame, 'outputs') ?? [], { path, scope, input });
  return frame['ended'] === true;
}

function openFilters({ task, frame }: Execution<ListenTask>): readonly EventFilter[] {
  const to = task.listen.to;
  const met = new Set((jsonIn(frame, 'met') as number[] | undefined) ?? []);
  if (to.all) return to.all.filter((_, index) => !met.has(index));
  const own = to.one ? [to.one] : to.any && to.any.length > 0 ? to.any : [{ with: {} }];
  return [...own, ...filtersOf(to.until)];
}

function filtersOf(until: EventConsumption['until']): readonly EventFilter[] {
  if (until === undefined || typeof until === 'string') return [];
  return [...(until.one ? [until.one] : []), ...(until.any ?? []), ...(until.all ?? [])];
}

function markMet(session: Session, execution: Execution<ListenTask>, event: JsonObject): void {
  const { task, frame } = execution;
  const to = task.listen.to;
  if (to.all) {
    const met = [...((jsonIn(frame, 'met') as number[] | undefined) ?? [])];
    const index = to.all.findIndex((filter, at) => !met.includes(at) && matches(session, execution, filter, event));
    if (index >= 0) frame['met'] = [...met, index];
  }
  if (filtersOf(to.until).some((filter) => matches(session, execution, filter, event))) frame['ended'] = true;
}

function matches(session: Session, { path, scope, input, frame }: Execution<ListenTask>, filter: EventFilter, event: JsonObject): boolean {
  return eventMatches(session, filter, event, { path, scope, input }, childFrame(frame, 'correlation'));
}

async function handle(session: Session, execution: Execution<ListenTask>, event: JsonObject): Promise<{ value: Json; next?: string }> {
  const { task, path, input, frame } = execution;
  const item: Json = task.listen.read === 'envelope' || task.listen.read === 'raw' ? event : (event['data'] ?? null);
  if (!task.foreach) return { value: item };
  const index = (jsonIn(frame, 'taken') as Json[]).length;
  const scope = withVariables(execution.scope, { [task.foreach.item ?? 'item']: item, [task.foreach.at ?? 'index']: index });
  const at: At = { path, scope, input };
  const result = task.foreach.do
    ? await executeList(session, task.foreach.do, `${path}/foreach/do`, item, scope, childFrame(frame, 'list'))
    : { output: item, next: 'continue' };
  delete frame['list'];
  const output =
    task.foreach.output?.as === undefined
      ? result.output
      : evaluateField(session, task.foreach.output.as, result.output, { ...at, output: result.output });
  if (task.foreach.export?.as !== undefined) session.context = evaluateField(session, task.foreach.export.as, output, { ...at, output });
  return { value: output, next: result.next };
}
