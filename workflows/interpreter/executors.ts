// The closed record of task kinds: a kind that is missing here does not compile.
import {
  taskKind,
  type CallTask,
  type DoTask,
  type EmitTask,
  type ForkTask,
  type ForTask,
  type ListenTask,
  type RaiseTask,
  type RunTask,
  type SetTask,
  type SwitchTask,
  type Task,
  type TaskKind,
  type TryTask,
  type WaitTask,
} from '../definition/document.ts';
import { callExecutor } from './call.ts';
import { doExecutor } from './do.ts';
import { emitExecutor } from './emit.ts';
import { fault } from './fault.ts';
import type { Executor } from './flow.ts';
import { forExecutor } from './for.ts';
import { forkExecutor } from './fork.ts';
import { listenExecutor } from './listen.ts';
import { raiseExecutor } from './raise.ts';
import { runExecutor } from './run.ts';
import { setExecutor } from './set.ts';
import { switchExecutor } from './switch.ts';
import { tryExecutor } from './try.ts';
import { waitExecutor } from './wait.ts';

interface TaskOf extends Record<TaskKind, Task> {
  call: CallTask;
  do: DoTask;
  emit: EmitTask;
  for: ForTask;
  fork: ForkTask;
  listen: ListenTask;
  raise: RaiseTask;
  run: RunTask;
  set: SetTask;
  switch: SwitchTask;
  try: TryTask;
  wait: WaitTask;
}

const EXECUTORS: { readonly [K in TaskKind]: Executor<TaskOf[K]> } = {
  call: callExecutor,
  do: doExecutor,
  emit: emitExecutor,
  for: forExecutor,
  fork: forkExecutor,
  listen: listenExecutor,
  raise: raiseExecutor,
  run: runExecutor,
  set: setExecutor,
  switch: switchExecutor,
  try: tryExecutor,
  wait: waitExecutor,
};

export function executorFor(task: Task, path: string): Executor<Task> {
  const kind = taskKind(task);
  if (kind === undefined)
    throw fault('configuration', path, `The task has none of the known kinds; its keys are: ${Object.keys(task).join(', ')}.`);
  // The record pairs each kind with its own task type; the index access alone cannot say so.
  return EXECUTORS[kind] as Executor<Task>;
}
