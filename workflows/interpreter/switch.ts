// `switch`: the first case whose condition holds decides what comes next; its data passes through unchanged.
import type { SwitchTask } from '../definition/document.ts';
import { testCondition } from './evaluation.ts';
import type { Executor } from './flow.ts';

export const switchExecutor: Executor<SwitchTask> = (session, { task, path, input, scope }) => {
  for (const entry of task.switch) {
    for (const [, choice] of Object.entries(entry)) {
      if (choice.when === undefined || testCondition(session, choice.when, input, { path, scope, input })) {
        return { output: input, next: choice.then ?? 'continue' };
      }
    }
  }
  return { output: input };
};
