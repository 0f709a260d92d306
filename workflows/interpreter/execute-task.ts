// One task from raw input to exported output, as the specification orders it: if, input, the kind itself, output, export, then.
// Frame: step, startedAt, input, deadline (with a timeout), body (the kind's own frame).
import { isCancellation } from '@temporalio/workflow';
import type { Task } from '../definition/document.ts';
import { taskKind } from '../definition/document.ts';
import type { Json } from '../definition/json.ts';
import type { RecordedStep } from '../definition/transition.ts';
import { rememberCompensation } from './compensate.ts';
import { validateInstance } from '../definition/schema-instance.ts';
import { evaluateField, testCondition, type At } from './evaluation.ts';
import { executorFor } from './executors.ts';
import { withExtensions } from './extensions.ts';
import { errorOf, fault, raise } from './fault.ts';
import type { Awaitable, Directive, Outcome, TaskResult } from './flow.ts';
import { childFrame, jsonIn, numberIn, type Frame } from './frame.ts';
import type { StepStart } from './journal.ts';
import { withTask, type Scope } from './scope.ts';
import { dateTimeDescriptor, flush, type Session } from './session.ts';
import { withDeadline } from './deadline.ts';

export interface TaskEntry {
  readonly name: string;
  readonly task: Task;
  readonly path: string;
  readonly input: Json;
  readonly scope: Scope;
  readonly frame: Frame;
}

/** A pure task is done when this returns; see Awaitable for why it matters. */
export function executeTask(session: Session, entry: TaskEntry): Awaitable<TaskResult> {
  const pause = session.work.enter();
  if (pause === undefined && session.parking.gate() === undefined && !session.journal.flushDue) return begin(session, entry);
  return beginAfter(session, entry, pause);
}

async function beginAfter(session: Session, entry: TaskEntry, pause: Promise<void> | undefined): Promise<TaskResult> {
  if (pause) await pause;
  await session.parking.gate();
  if (session.journal.flushDue) await flush(session);
  return await begin(session, entry);
}

function begin(session: Session, entry: TaskEntry): Awaitable<TaskResult> {
  const { name, task, path, frame } = entry;
  const resumed = numberIn(frame, 'step') !== undefined;
  if (!resumed) {
    if (session.journal.steps >= stepBudget(session))
      throw fault('runtime', path, `The run used up its budget of ${stepBudget(session)} steps.`);
    frame['startedAt'] = session.now().toISOString();
  }
  const input = resumed ? (jsonIn(frame, 'input') ?? null) : transformInput(session, entry);
  const scope = withTask(entry.scope, {
    name,
    reference: path,
    definition: task as unknown as Json,
    input,
    startedAt: dateTimeDescriptor(new Date(String(frame['startedAt']))),
  });
  const start: StepStart = { path, name, kind: taskKind(task) ?? 'unknown', input, ...('call' in task ? { call: task.call } : {}) };
  if (!resumed) {
    const step = session.journal.startStep(start);
    if (task.if !== undefined && !testCondition(session, task.if, input, { path, scope, input })) {
      session.journal.endStep(step, start, { state: 'skipped' });
      return { output: entry.input, next: 'continue' };
    }
    frame['step'] = step;
    frame['input'] = input as Frame[string];
  }
  return runStarted(session, { ...entry, scope, input }, start);
}

function runStarted(session: Session, entry: TaskEntry, start: StepStart): Awaitable<TaskResult> {
  const { task, path, scope, input, frame, name } = entry;
  const step = numberIn(frame, 'step') ?? 0;
  try {
    const recorded = session.recorded.get(path)?.shift();
    if (recorded) return fromRecord(session, entry, start, recorded);
    const executor = executorFor(task, path);
    const execution = { name, path, task, input, scope, frame: childFrame(frame, 'body'), step };
    const raw = withDeadline(session, task.timeout, { path, scope, input }, frame, () =>
      withExtensions(session, execution, frame, () => executor(session, execution)),
    );
    return raw instanceof Promise ? settle(session, entry, start, raw) : completed(session, entry, start, raw);
  } catch (thrown) {
    throw failed(session, entry, start, thrown);
  }
}

async function settle(session: Session, entry: TaskEntry, start: StepStart, raw: Promise<Outcome>): Promise<TaskResult> {
  try {
    return completed(session, entry, start, await raw);
  } catch (thrown) {
    throw failed(session, entry, start, thrown);
  }
}

function completed(session: Session, { task, path, scope, input, frame }: TaskEntry, start: StepStart, raw: Outcome): TaskResult {
  const output = finish(session, task, raw.output, { path, scope, input });
  session.journal.endStep(numberIn(frame, 'step') ?? 0, start, { state: 'completed', output, attempts: raw.attempts ?? 1 });
  rememberCompensation(session, task, path, output);
  return { output, next: directive(raw.next, task) };
}

/** Notes how the step ended. @returns what is to be thrown on. */
function failed(session: Session, { path, frame }: TaskEntry, start: StepStart, thrown: unknown): unknown {
  const step = numberIn(frame, 'step') ?? 0;
  if (isCancellation(thrown)) {
    session.journal.endStep(step, start, { state: 'cancelled' });
    return thrown;
  }
  const error = errorOf(thrown, path);
  session.journal.endStep(step, start, { state: 'faulted', error });
  return raise(error);
}

/** As an earlier run ended it: nothing is called, asked or awaited again. The record is the task's own output, so output.as is not applied twice. */
function fromRecord(
  session: Session,
  { task, path, scope, input, frame }: TaskEntry,
  start: StepStart,
  recorded: RecordedStep,
): TaskResult {
  if (recorded.error) throw raise(recorded.error);
  const output = recorded.output ?? null;
  exportContext(session, task, output, { path, scope, input });
  session.journal.endStep(numberIn(frame, 'step') ?? 0, start, { state: 'completed', output });
  rememberCompensation(session, task, path, output);
  return { output, next: task.then ?? 'continue' };
}

function transformInput(session: Session, { task, input, path, scope, name }: TaskEntry): Json {
  try {
    checkSchema(task.input?.schema?.document, input, path, 'input');
    return task.input?.from === undefined ? input : evaluateField(session, task.input.from, input, { path, scope, input });
  } catch (thrown) {
    // The task never began, but a person looking for the fault must find it in the list of steps.
    const start: StepStart = { path, name, kind: taskKind(task) ?? 'unknown', input };
    session.journal.endStep(session.journal.startStep(start), start, { state: 'faulted', error: errorOf(thrown, path) });
    throw thrown;
  }
}

function finish(session: Session, task: Task, raw: Json, at: At): Json {
  const output = task.output?.as === undefined ? raw : evaluateField(session, task.output.as, raw, { ...at, output: raw });
  checkSchema(task.output?.schema?.document, output, at.path, 'output');
  exportContext(session, task, output, at);
  return output;
}

function exportContext(session: Session, task: Task, output: Json, at: At): void {
  if (!task.export) return;
  if (!at.scope.mayExport)
    throw fault('configuration', at.path, '`export` is not allowed inside a concurrent `for`; collect the outputs instead.');
  const exported = task.export.as === undefined ? output : evaluateField(session, task.export.as, output, { ...at, output });
  checkSchema(task.export.schema?.document, exported, at.path, 'context');
  session.context = exported;
}

/** `end` from within beats the task's own `then`; a switch's choice does too. */
function directive(inner: Directive | undefined, task: Task): Directive {
  return inner === undefined || inner === 'continue' ? (task.then ?? 'continue') : inner;
}

export function checkSchema(schema: Json | undefined, value: Json, path: string, what: string): void {
  if (schema === undefined) return;
  const issues = validateInstance(schema as never, value);
  if (issues.length === 0) return;
  const listed = issues.slice(0, 5).map((issue) => `${issue.path || 'the whole value'}: ${issue.message}`);
  throw fault('validation', path, `The ${what} does not fit its schema: ${listed.join('; ')}`);
}

function stepBudget(session: Session): number {
  return session.document.document.metadata?.aix?.budget?.steps ?? 100_000;
}
