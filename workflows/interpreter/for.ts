// `for`: one iteration per item, each starting from the output of the one before; with metadata.aix.concurrency above 1,
// iterations side by side, each from the same input and context, outputs collected in item order.
// Frame: items, at, data, list (sequential); items, next, outputs, running: {<index>: list frame} (concurrent).
import { CancellationScope } from '@temporalio/workflow';
import type { ForTask } from '../definition/document.ts';
import type { Json } from '../definition/json.ts';
import { evaluateField, testCondition } from './evaluation.ts';
import { executeList } from './execute-list.ts';
import { fault } from './fault.ts';
import type { Execution, Executor } from './flow.ts';
import { childFrame, jsonIn, jsonOr, numberIn } from './frame.ts';
import { withVariables, type Scope } from './scope.ts';
import type { Session } from './session.ts';

export const forExecutor: Executor<ForTask> = async (session, execution) => {
  const { task, path, input, scope, frame } = execution;
  const items = jsonIn(frame, 'items') ?? evaluateField(session, task.for.in, input, { path, scope, input });
  if (!Array.isArray(items)) throw fault('expression', path, '`for.in` must give an array.');
  frame['items'] = items as Json;
  const concurrency = task.metadata?.aix?.concurrency ?? 1;
  return concurrency > 1 ? await concurrently(session, execution, items, concurrency) : await inOrder(session, execution, items);
};

async function inOrder(session: Session, execution: Execution<ForTask>, items: readonly Json[]) {
  const { task, path, input, frame } = execution;
  let data = jsonOr(frame, 'data', input);
  for (let at = numberIn(frame, 'at') ?? 0; at < items.length; at += 1) {
    frame['at'] = at;
    frame['data'] = data;
    const scope = iterationScope(execution, items[at] ?? null, at);
    // A resumed iteration has passed its condition already.
    if (!frame['list'] && task.while !== undefined && !testCondition(session, task.while, data, { path, scope, input })) break;
    const result = await executeList(session, task.do, `${path}/do`, data, scope, childFrame(frame, 'list'));
    delete frame['list'];
    data = result.output;
    if (result.next === 'end') return { output: data, next: 'end' };
  }
  return { output: data };
}

async function concurrently(session: Session, execution: Execution<ForTask>, items: readonly Json[], concurrency: number) {
  const { task, path, input, frame } = execution;
  const running = childFrame(frame, 'running');
  const outputs = childFrame(frame, 'outputs');
  const waitingItems = items.map((_, index) => index).filter((index) => !Object.hasOwn(outputs, String(index)));
  await CancellationScope.cancellable(async () => {
    const lane = async (): Promise<void> => {
      for (let index = waitingItems.shift(); index !== undefined; index = waitingItems.shift()) {
        const scope: Scope = { ...iterationScope(execution, items[index] ?? null, index), mayExport: false };
        const result = await executeList(session, task.do, `${path}/do`, input, scope, childFrame(running, String(index)));
        delete running[String(index)];
        outputs[String(index)] = result.output;
      }
    };
    await allOrCancel(Array.from({ length: Math.min(concurrency, waitingItems.length) }, lane));
  });
  return { output: items.map((_, index) => jsonIn(outputs, String(index)) ?? null) };
}

/** The first failure cancels the siblings: a faulted `for` must leave nothing running behind it. */
export async function allOrCancel(branches: readonly Promise<void>[]): Promise<void> {
  try {
    await Promise.all(branches);
  } catch (thrown) {
    CancellationScope.current().cancel();
    await Promise.allSettled(branches);
    throw thrown;
  }
}

function iterationScope({ task, scope }: Execution<ForTask>, item: Json, index: number): Scope {
  return withVariables(scope, { [task.for.each ?? 'item']: item, [task.for.at ?? 'index']: index });
}
