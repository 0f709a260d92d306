// `fork`: branches side by side, outputs as an array in declared order; with `compete` the first to finish wins and the others
// are cancelled. Frame: branches: {<index>: task frame}, outputs: {<index>: output}.
import { CancellationScope } from '@temporalio/workflow';
import type { ForkTask } from '../definition/document.ts';
import type { Json } from '../definition/json.ts';
import { escapePointer } from './execute-list.ts';
import { executeTask } from './execute-task.ts';
import { fault } from './fault.ts';
import type { Execution, Executor } from './flow.ts';
import { allOrCancel } from './for.ts';
import { childFrame, jsonIn } from './frame.ts';
import type { Session } from './session.ts';

export const forkExecutor: Executor<ForkTask> = async (session, execution) => {
  const count = execution.task.fork.branches.length;
  const outputs = childFrame(execution.frame, 'outputs');
  const remaining = Array.from({ length: count }, (_, index) => index).filter((index) => !Object.hasOwn(outputs, String(index)));
  const branch = async (index: number): Promise<void> => {
    outputs[String(index)] = await runBranch(session, execution, index);
  };
  if (execution.task.fork.compete) return { output: await compete(remaining, branch, outputs) };
  await CancellationScope.cancellable(async () => await allOrCancel(remaining.map(branch)));
  return { output: Array.from({ length: count }, (_, index) => jsonIn(outputs, String(index)) ?? null) };
};

async function runBranch(session: Session, { task, path, input, scope, frame }: Execution<ForkTask>, index: number): Promise<Json> {
  const entry = Object.entries(task.fork.branches[index] ?? {})[0];
  if (!entry) throw fault('configuration', path, `Branch ${index} is empty.`);
  const [name, branchTask] = entry;
  const branches = childFrame(frame, 'branches');
  const result = await executeTask(session, {
    name,
    task: branchTask,
    path: `${path}/fork/branches/${index}/${escapePointer(name)}`,
    input,
    scope,
    frame: childFrame(branches, String(index)),
  });
  delete branches[String(index)];
  return result.output;
}

async function compete(
  remaining: readonly number[],
  branch: (index: number) => Promise<void>,
  outputs: Readonly<Record<string, unknown>>,
): Promise<Json> {
  const finished = Object.values(outputs)[0];
  if (finished !== undefined) return finished as Json;
  const scope = new CancellationScope();
  const race = scope.run(async () => {
    const branches = remaining.map(async (index) => (await branch(index), index));
    const settled = Promise.allSettled(branches);
    try {
      const winner = await Promise.race(branches);
      return { winner, settled };
    } catch (thrown) {
      scope.cancel();
      await settled;
      throw thrown;
    }
  });
  const { winner, settled } = await race;
  scope.cancel();
  // The losers end, one way or another, before the winner's output goes on: nothing runs behind the run's back.
  await settled;
  return outputs[String(winner)] as Json;
}
