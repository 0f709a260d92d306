// `raise`: throws an error of use.errors or one given in place.
import type { RaiseTask } from '../definition/document.ts';
import type { Json } from '../definition/json.ts';
import type { WorkflowError } from '../definition/transition.ts';
import { evaluateValue } from './evaluation.ts';
import { fault, raise } from './fault.ts';
import type { Executor } from './flow.ts';

export const raiseExecutor: Executor<RaiseTask> = (session, { task, path, input, scope }) => {
  const named = task.raise.error;
  const definition = typeof named === 'string' ? session.document.use?.errors?.[named] : named;
  if (!definition) throw fault('configuration', path, `"${String(named)}" names no error of use.errors.`);
  const error = evaluateValue(session, definition as unknown as Json, input, { path, scope, input }) as unknown as WorkflowError;
  throw raise({ ...error, status: Number(error.status), instance: error.instance ?? path });
};
