// `do`: tasks in order. Frame: that of the list.
import type { DoTask } from '../definition/document.ts';
import { executeList } from './execute-list.ts';
import type { Executor } from './flow.ts';

export const doExecutor: Executor<DoTask> = (session, { task, path, input, scope, frame }) =>
  executeList(session, task.do, `${path}/do`, input, scope, frame);
