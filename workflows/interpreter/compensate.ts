// Undoing: when a run faults, the compensations of completed tasks run in reverse order, each with the output of its task.
import type { Task, TaskList } from '../definition/document.ts';
import type { Json } from '../definition/json.ts';
import { executeList } from './execute-list.ts';
import { childFrame, type Frame } from './frame.ts';
import { ROOT_SCOPE } from './scope.ts';
import type { Session } from './session.ts';

export function rememberCompensation(session: Session, task: Task, path: string, output: Json): void {
  if (task.metadata?.aix?.compensate) session.compensations.push({ path, output });
}

/** A compensation that faults does not keep the others from running; its own steps show the fault. */
export async function compensate(session: Session, frame: Frame): Promise<void> {
  for (let entry = session.compensations.at(-1); entry !== undefined; entry = session.compensations.at(-1)) {
    const list = compensationAt(session.document as unknown as Json, entry.path);
    try {
      if (list)
        await executeList(
          session,
          list,
          `${entry.path}/metadata/aix/compensate`,
          entry.output,
          ROOT_SCOPE,
          childFrame(frame, 'compensation'),
        );
    } catch {
      // Seen as a faulted step; the run faults anyway.
    }
    delete frame['compensation'];
    session.compensations.pop();
  }
}

function compensationAt(document: Json, path: string): TaskList | undefined {
  let at: unknown = document;
  for (const part of path.split('/').slice(1)) {
    at = (at as Record<string, unknown> | undefined)?.[part.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return (at as Task | undefined)?.metadata?.aix?.compensate;
}
