// The waiting tasks of the catalog, approve and form: no activity at all, the run itself waits for a person's Update.
// Frame: taskId, deadline (absolute), escalated, resolved (the request as it stood when the run continued as new).
import { condition, isCancellation, workflowInfo } from '@temporalio/workflow';
import type { CallTask } from '../definition/document.ts';
import { durationMilliseconds } from '../definition/duration.ts';
import type { Json, JsonObject } from '../definition/json.ts';
import type { DecisionInput, HumanTaskRequest } from '../definition/transition.ts';
import { fault } from './fault.ts';
import type { Execution } from './flow.ts';
import { jsonIn, numberIn } from './frame.ts';
import type { HumanTask } from './human-tasks.ts';
import { waiting, type Session } from './session.ts';

const DAY = 86_400_000;

/** `args` is the evaluated `with` of approve or form. */
export async function waitForPerson(
  session: Session,
  execution: Execution<CallTask>,
  kind: 'approve' | 'form',
  args: JsonObject,
): Promise<Json> {
  const { frame, step } = execution;
  const first = frame['taskId'] === undefined;
  const taskId = String((frame['taskId'] ??= session.uuid()));
  const period = periodOf(args, execution.path);
  if (first && period !== undefined) frame['deadline'] = session.now().getTime() + period;
  const request = (jsonIn(frame, 'request') as unknown as HumanTaskRequest | undefined) ?? requestOf(session, execution, kind, args);
  frame['request'] = request as unknown as Json;
  const task = session.humans.open(taskId, request);
  if (first) session.journal.add({ type: 'task', taskId, step, state: 'open', opened: request });
  try {
    for (;;) {
      const answered = await waiting(session, async () => await untilAnswered(session, task, numberIn(frame, 'deadline')));
      if (answered) return answerOf(session, execution, task, kind);
      if (request.onTimeout === 'reject' || frame['escalated'] === true) return timedOut(session, execution, task);
      escalate(session, execution, task, period ?? DAY);
    }
  } catch (thrown) {
    if (isCancellation(thrown)) {
      session.humans.close(taskId);
      session.journal.add({ type: 'task', taskId, step, state: 'cancelled' });
    }
    throw thrown;
  }
}

function requestOf(
  session: Session,
  { name, task, frame }: Execution<CallTask>,
  kind: 'approve' | 'form',
  args: JsonObject,
): HumanTaskRequest {
  const deadline = numberIn(frame, 'deadline');
  const list = (value: Json | undefined): string[] | undefined =>
    value === undefined || value === null ? undefined : Array.isArray(value) ? value.map(String) : [String(value)];
  const title = task.metadata?.aix?.title;
  return {
    kind,
    title: typeof args['title'] === 'string' ? args['title'] : (title?.ko ?? title?.en ?? name),
    roles: list(args['role'] ?? args['roles']) ?? [],
    ...(args['people'] === undefined ? {} : { people: list(args['people']) ?? [] }),
    quorum: typeof args['quorum'] === 'number' ? args['quorum'] : 1,
    ...(deadline === undefined ? {} : { deadlineAt: new Date(deadline).toISOString() }),
    onTimeout: args['onTimeout'] === 'reject' ? 'reject' : 'escalate',
    escalateTo: list(args['escalateTo']) ?? ['quality-manager', 'admin'],
    requesterMayDecide: args['requesterMayDecide'] !== false,
    evidence: args['evidence'] ?? session.context,
    ...(args['form'] === undefined ? {} : { form: args['form'] as JsonObject }),
    ...(typeof args['question'] === 'string' ? { question: args['question'] } : {}),
  };
}

function periodOf(args: JsonObject, path: string): number | undefined {
  if (args['deadline'] === undefined) return undefined;
  try {
    return durationMilliseconds(args['deadline'] as never);
  } catch (error) {
    throw fault('configuration', path, `"deadline" is not a duration: ${error instanceof Error ? error.message : ''}`);
  }
}

/** @returns whether it was answered; false when the deadline came first. Wakes at least daily, see wait.ts. */
async function untilAnswered(session: Session, task: HumanTask, deadline: number | undefined): Promise<boolean> {
  for (;;) {
    const left = deadline === undefined ? DAY : deadline - session.now().getTime();
    if (!task.open) return true;
    if (left <= 0) return false;
    if (await condition(() => !task.open, Math.min(left, DAY))) return true;
    if (workflowInfo().targetWorkerDeploymentVersionChanged) session.parking.request();
    if (session.parking.isRequested) await session.parking.gate();
  }
}

function escalate(session: Session, { frame, step }: Execution<CallTask>, task: HumanTask, period: number): void {
  frame['escalated'] = true;
  const deadline = session.now().getTime() + period;
  frame['deadline'] = deadline;
  const roles = [...new Set([...task.request.roles, ...(task.request.escalateTo ?? [])])];
  task.request = { ...task.request, roles, deadlineAt: new Date(deadline).toISOString() };
  frame['request'] = task.request as unknown as Json;
  session.journal.add({ type: 'task', taskId: task.taskId, step, state: 'escalated', opened: task.request });
}

/** A time-out never approves. */
function timedOut(session: Session, { step }: Execution<CallTask>, task: HumanTask): Json {
  session.humans.close(task.taskId);
  session.journal.add({ type: 'task', taskId: task.taskId, step, state: 'timed-out' });
  return {
    decision: 'rejected',
    timedOut: true,
    reason: 'Nobody decided in time.',
    at: session.now().toISOString(),
    decisions: task.decisions as unknown as Json,
  };
}

function answerOf(session: Session, { step }: Execution<CallTask>, task: HumanTask, kind: 'approve' | 'form'): Json {
  const last = task.decisions.at(-1) as DecisionInput;
  session.journal.add({ type: 'task', taskId: task.taskId, step, state: 'decided', decisionId: last.decisionId });
  if (kind === 'form') return { values: last.form ?? {}, by: last.by, at: last.at };
  return {
    decision: last.outcome === 'reject' ? 'rejected' : 'approved',
    reason: last.reason ?? '',
    by: last.by,
    at: last.at,
    ...(last.form === undefined ? {} : { form: last.form }),
    decisions: task.decisions as unknown as Json,
  };
}
