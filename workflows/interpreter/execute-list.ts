// Runs a `do` list in order, or where `then` leads. Frame: index, data (what the next task gets), task (the running one).
import type { TaskList } from '../definition/document.ts';
import type { Json } from '../definition/json.ts';
import { executeTask } from './execute-task.ts';
import { fault } from './fault.ts';
import type { TaskResult } from './flow.ts';
import { childFrame, jsonOr, numberIn, type Frame } from './frame.ts';
import type { Scope } from './scope.ts';
import type { Session } from './session.ts';

export async function executeList(
  session: Session,
  list: TaskList,
  path: string,
  input: Json,
  scope: Scope,
  frame: Frame,
): Promise<TaskResult> {
  let index = numberIn(frame, 'index') ?? 0;
  let data = jsonOr(frame, 'data', input);
  while (index < list.length) {
    const entry = Object.entries(list[index] ?? {})[0];
    if (!entry) throw fault('configuration', path, `Task ${index} of the list is empty.`);
    const [name, task] = entry;
    frame['index'] = index;
    frame['data'] = data;
    const pending = executeTask(session, {
      name,
      task,
      path: `${path}/${index}/${escapePointer(name)}`,
      input: data,
      scope,
      frame: childFrame(frame, 'task'),
    });
    const result = pending instanceof Promise ? await pending : pending;
    delete frame['task'];
    data = result.output;
    if (result.next === 'end') return { output: data, next: 'end' };
    if (result.next === 'exit') return { output: data, next: 'continue', exited: true };
    index = result.next === 'continue' ? index + 1 : indexOf(list, result.next, path);
  }
  return { output: data, next: 'continue' };
}

function indexOf(list: TaskList, name: string, path: string): number {
  const index = list.findIndex((item) => Object.hasOwn(item, name));
  if (index < 0) throw fault('configuration', path, `"then: ${name}" names no task of this list.`);
  return index;
}

export function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
