// `try`: runs a list, catches what its filter names, retries by policy, then handles. Frame: phase (try | delay | catch), attempt,
// since (start of the first attempt), until (end of a delay), error, list (of the running phase).
import type { RetryPolicy, TryTask } from '../definition/document.ts';
import type { Json, JsonObject } from '../definition/json.ts';
import type { WorkflowError } from '../definition/transition.ts';
import { testCondition, evaluateValue, type At } from './evaluation.ts';
import { executeList } from './execute-list.ts';
import { errorOf, fault, rethrowCancellation, sameErrorType } from './fault.ts';
import type { Directive, Execution, Executor } from './flow.ts';
import { childFrame, jsonIn, numberIn } from './frame.ts';
import { retryDelay, retryPolicy } from './retry.ts';
import { withVariables } from './scope.ts';
import type { Session } from './session.ts';
import { sleepUntil } from './wait.ts';

type Outcome = { output: Json; next?: Directive; attempts?: number };

export const tryExecutor: Executor<TryTask> = async (session, execution) => {
  const { task, path, input, scope, frame } = execution;
  frame['since'] ??= session.now().getTime();
  for (;;) {
    const phase = frame['phase'] ?? 'try';
    if (phase === 'delay') await finishDelay(session, execution);
    if (phase === 'catch') return await handle(session, execution, jsonIn(frame, 'error') as unknown as WorkflowError);
    try {
      const result = await executeList(session, task.try, `${path}/try`, input, scope, childFrame(frame, 'list'));
      return { output: result.output, next: result.next, attempts: attempt(execution) };
    } catch (thrown) {
      rethrowCancellation(thrown);
      delete frame['list'];
      const error = errorOf(thrown, path);
      if (!catches(session, execution, error)) throw thrown;
      frame['error'] = error as unknown as Json;
      const wait = nextDelay(session, execution, error);
      frame['phase'] = wait === undefined ? 'catch' : 'delay';
      if (wait !== undefined) frame['until'] = session.now().getTime() + wait;
    }
  }
};

function attempt({ frame }: Execution<TryTask>): number {
  return numberIn(frame, 'attempt') ?? 1;
}

async function finishDelay(session: Session, execution: Execution<TryTask>): Promise<void> {
  const { frame } = execution;
  await sleepUntil(session, numberIn(frame, 'until') ?? 0);
  frame['attempt'] = attempt(execution) + 1;
  frame['phase'] = 'try';
}

async function handle(session: Session, execution: Execution<TryTask>, error: WorkflowError): Promise<Outcome> {
  const { task, path, input, scope, frame } = execution;
  if (!task.catch.do) return { output: input, attempts: attempt(execution) };
  const inner = withVariables(scope, { [task.catch.as ?? 'error']: error as unknown as JsonObject });
  const result = await executeList(session, task.catch.do, `${path}/catch/do`, input, inner, childFrame(frame, 'list'));
  return { output: result.output, next: result.next, attempts: attempt(execution) };
}

function catches(session: Session, { task, path, input, scope }: Execution<TryTask>, error: WorkflowError): boolean {
  const at: At = { path, scope: withVariables(scope, { [task.catch.as ?? 'error']: error as unknown as JsonObject }), input };
  const filter = task.catch.errors?.with;
  if (filter) {
    const wanted = evaluateValue(session, filter as unknown as Json, input, at) as JsonObject;
    for (const [key, value] of Object.entries(wanted)) {
      const actual = error[key as keyof WorkflowError];
      const same =
        key === 'type'
          ? sameErrorType(String(value), String(actual))
          : key === 'status'
            ? Number(value) === Number(actual)
            : value === actual;
      if (!same) return false;
    }
  }
  if (task.catch.when !== undefined && !testCondition(session, task.catch.when, input, at)) return false;
  return task.catch.exceptWhen === undefined || !testCondition(session, task.catch.exceptWhen, input, at);
}

/** Milliseconds until the next attempt, or undefined when there is none. */
function nextDelay(session: Session, execution: Execution<TryTask>, error: WorkflowError): number | undefined {
  const { task, path, scope, input, frame } = execution;
  if (task.catch.retry === undefined) return undefined;
  const policy: RetryPolicy | undefined =
    typeof task.catch.retry === 'string' ? session.document.use?.retries?.[task.catch.retry] : task.catch.retry;
  if (!policy) throw fault('configuration', path, `"${String(task.catch.retry)}" names no retry of use.retries.`);
  const at: At = { path, scope: withVariables(scope, { [task.catch.as ?? 'error']: error as unknown as JsonObject }), input };
  if (policy.when !== undefined && !testCondition(session, policy.when, input, at)) return undefined;
  if (policy.exceptWhen !== undefined && testCondition(session, policy.exceptWhen, input, at)) return undefined;
  const settled = retryPolicy(session, policy, at);
  const elapsed = session.now().getTime() - (numberIn(frame, 'since') ?? 0);
  return retryDelay(settled, attempt(execution), elapsed, Math.random());
}
