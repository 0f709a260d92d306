// `set`: makes data. Synchronous; needs no frame.
import type { SetTask } from '../definition/document.ts';
import { evaluateValue } from './evaluation.ts';
import type { Executor } from './flow.ts';

export const setExecutor: Executor<SetTask> = (session, { task, path, input, scope }) => ({
  output: evaluateValue(session, task.set, input, { path, scope, input }),
});
