// What an ended run leaves to its re-run: how each costly step ended. The interpreter serves these instead of executing again.
import type { Tx } from '../../db/client.ts';
import { listSteps } from '../../db/repositories/step.ts';
import type { RecordedStep, WorkflowError } from '../../workflows/definition/transition.ts';

/** Kinds whose repetition would cost, ask, wait or tell somebody again. The others are computed anew from the recorded outputs. */
const RECORDED: ReadonlySet<string> = new Set(['call', 'run', 'emit', 'listen', 'wait']);

/** A step inside a task that is taken from the record as a whole. */
export function isNested(path: string): boolean {
  return path.startsWith('/use/functions/') || path.includes('/foreach/do/');
}

/** What a re-run starts with: how each costly step before `fromStep` ended, in order of start. A cancelled one has no end to take over. */
export async function recordedSteps(
  tx: Tx,
  { tenant, runId, fromStep }: { tenant: string; runId: string; fromStep: number },
): Promise<readonly RecordedStep[]> {
  const steps = await listSteps(tx, { tenant, runId });
  return steps
    .filter((step) => step.step < fromStep && RECORDED.has(step.kind) && !isNested(step.path))
    .flatMap(({ path, state, output, error }): RecordedStep[] => {
      if (state === 'completed') return [{ path, output }];
      return state === 'faulted' && error !== null ? [{ path, error: error as unknown as WorkflowError }] : [];
    });
}
