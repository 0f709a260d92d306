// Timeouts of tasks and of the whole run: absolute, kept in the frame, so continue-as-new does not start them again.
import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { Timeout } from '../definition/document.ts';
import { durationMilliseconds } from '../definition/duration.ts';
import { evaluateValue, type At } from './evaluation.ts';
import type { Awaitable } from './flow.ts';
import { fault } from './fault.ts';
import { numberIn, type Frame } from './frame.ts';
import type { Session } from './session.ts';

/** Runs `work`; past the deadline it is cancelled and a timeout error (408) is thrown in its place. */
export function withDeadline<T>(
  session: Session,
  timeout: Timeout | string | undefined,
  at: At,
  frame: Frame,
  work: () => Awaitable<T>,
): Awaitable<T> {
  return timeout === undefined ? work() : untilDeadline(session, timeout, at, frame, work);
}

async function untilDeadline<T>(session: Session, timeout: Timeout | string, at: At, frame: Frame, work: () => Awaitable<T>): Promise<T> {
  const deadline = numberIn(frame, 'deadline') ?? session.now().getTime() + timeoutMilliseconds(session, timeout, at);
  frame['deadline'] = deadline;
  const scope = new CancellationScope();
  const timer = new CancellationScope();
  let timedOut = false;
  const watch = timer.run(async () => {
    await sleep(Math.max(1, deadline - session.now().getTime()));
    timedOut = true;
    scope.cancel();
  });
  watch.catch(() => {});
  try {
    return await scope.run(async () => await work());
  } catch (thrown) {
    if (timedOut && isCancellation(thrown)) throw fault('timeout', at.path, 'The task took longer than its timeout allows.');
    throw thrown;
  } finally {
    if (!timedOut) timer.cancel();
  }
}

export function timeoutMilliseconds(session: Session, timeout: Timeout | string, at: At): number {
  const named = typeof timeout === 'string' ? session.document.use?.timeouts?.[timeout] : timeout;
  if (!named) throw fault('configuration', at.path, `"${String(timeout)}" names no timeout of use.timeouts.`);
  return duration(session, named.after as never, at);
}

/** A duration that may hold expressions. */
export function duration(session: Session, value: Parameters<typeof durationMilliseconds>[0], at: At): number {
  const evaluated = evaluateValue(session, value as never, at.input ?? null, at);
  try {
    return durationMilliseconds(evaluated as never);
  } catch (error) {
    throw fault('configuration', at.path, error instanceof Error ? error.message : 'Not a duration.');
  }
}
