// The chains of the benchmark as somebody would write them by hand in TypeScript on Temporal: the same activities, the same rows, no interpreter.
import { proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../../workflows/worker/activities.ts';
import type { Json } from '../../workflows/definition/json.ts';
import type { RunRef, StepTransition, Transition } from '../../workflows/definition/transition.ts';

const local = proxyLocalActivities<Pick<Activities, 'light' | 'record'>>({
  startToCloseTimeout: '5 seconds',
  localRetryThreshold: '2 seconds',
  retry: { initialInterval: '100 milliseconds' },
});

interface Start {
  readonly run: RunRef;
  readonly input: { readonly lotSize: number; readonly thickness: readonly number[] };
  readonly writes: boolean;
  readonly steps: number;
}

/** plan -> chart -> verdict, or `steps` of them in turn: as many light steps and as many row writes as the document makes. */
export async function handWritten({ run, input, writes, steps }: Start): Promise<Json> {
  let sequence = 0;
  let pending: Transition[] = [];
  const note = (transition: object): void => {
    sequence += 1;
    pending.push({ ...transition, sequence, at: new Date().toISOString() } as unknown as Transition);
  };
  const take = (): Transition[] => {
    const taken = writes ? pending : [];
    pending = [];
    return taken;
  };
  note({ type: 'run', state: 'running' });
  let plan: Json = null;
  for (let step = 0; step < steps; step += 1) {
    const name = `plan${step}`;
    const args = { lotSize: input.lotSize, aql: 1 };
    const row: Omit<StepTransition, 'sequence' | 'at'> = {
      type: 'step',
      step,
      path: `/do/${step}/${name}`,
      name,
      kind: 'call',
      call: 'acceptance-sampling',
      state: 'running',
      attempts: 1,
      input: input as unknown as Json,
    };
    note(row);
    plan = (await local.light({ run, step, path: row.path, name, task: 'acceptance-sampling', input: args, transitions: take() })).output;
    note({ ...row, state: 'completed', output: plan });
  }
  note({ type: 'run', state: 'completed', output: plan });
  if (writes) await local.record({ run, transitions: take() });
  return plan;
}
