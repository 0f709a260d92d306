// `wait`: a durable sleep. Frame: until (absolute, milliseconds).
import { sleep, workflowInfo } from '@temporalio/workflow';
import type { WaitTask } from '../definition/document.ts';
import { duration } from './deadline.ts';
import type { Executor } from './flow.ts';
import { numberIn } from './frame.ts';
import { waiting, type Session } from './session.ts';

const DAY = 86_400_000;

export const waitExecutor: Executor<WaitTask> = async (session, { task, path, input, scope, frame }) => {
  const until = numberIn(frame, 'until') ?? session.now().getTime() + duration(session, task.wait, { path, scope, input });
  frame['until'] = until;
  await waiting(session, async () => await sleepUntil(session, until));
  return { output: input };
};

/**
 * Sleeps in steps of at most a day: a run that waits for weeks must wake to move to a newer worker version,
 * or an upgrade would strand it on a build that is no longer deployed. A dry run has no upgrades, and each step of virtual time costs a second.
 */
export async function sleepUntil(session: Session, until: number): Promise<void> {
  for (let left = until - session.now().getTime(); left > 0; left = until - session.now().getTime()) {
    await sleep(session.start.dryRun === true ? left : Math.min(left, DAY));
    if (workflowInfo().targetWorkerDeploymentVersionChanged) {
      session.parking.request();
      await session.parking.gate();
    }
  }
}
