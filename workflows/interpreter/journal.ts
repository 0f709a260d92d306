// Collects transitions until an activity carries them to the store. The interpreter never writes by itself.
import type { Json } from '../definition/json.ts';
import type { RunState, StepState, Transition, WorkflowError } from '../definition/transition.ts';

/** Past this many unwritten transitions a flush is due, so that a long pure loop stays visible and small. */
const FLUSH_AT = 200;

export interface StepStart {
  readonly path: string;
  readonly name: string;
  readonly kind: string;
  readonly call?: string;
  readonly input: Json;
}

type Unsequenced<T> = T extends Transition ? Omit<T, 'sequence' | 'at'> : never;

export class Journal {
  private pending: Transition[] = [];
  private sequence: number;
  private step: number;
  /** Highest sequence that some activity request holds; above it a transition may still be merged. */
  private sent = 0;
  private runState: RunState;
  private readonly clock: () => string;

  constructor(clock: () => string, carried?: { sequence: number; step: number; runState: RunState; pending: readonly Transition[] }) {
    this.clock = clock;
    this.sequence = carried?.sequence ?? 0;
    this.step = carried?.step ?? 0;
    this.runState = carried?.runState ?? 'accepted';
    this.pending = [...(carried?.pending ?? [])];
  }

  get state(): { sequence: number; step: number; runState: RunState; pending: readonly Transition[] } {
    return { sequence: this.sequence, step: this.step, runState: this.runState, pending: this.pending };
  }

  get flushDue(): boolean {
    return this.pending.length >= FLUSH_AT;
  }

  get steps(): number {
    return this.step;
  }

  add(transition: Unsequenced<Transition>): void {
    this.sequence += 1;
    this.pending.push({ ...transition, sequence: this.sequence, at: this.clock() } as Transition);
  }

  run(state: RunState, end: { output?: Json; error?: WorkflowError } = {}): void {
    if (state === this.runState) return;
    this.runState = state;
    this.add({ type: 'run', state, ...end });
  }

  /** @returns the number of the step, unique within the run. */
  startStep(start: StepStart): number {
    const step = this.step;
    this.step += 1;
    this.add({ type: 'step', step, state: 'running', attempts: 1, ...start });
    return step;
  }

  /** A step that began and ended between two writes is written once: half the rows of a pure loop. */
  endStep(step: number, start: StepStart, end: { state: StepState; attempts?: number; output?: Json; error?: WorkflowError }): void {
    const index = this.pending.findIndex((entry) => entry.type === 'step' && entry.step === step && entry.sequence > this.sent);
    const begun = index < 0 ? undefined : this.pending[index];
    this.add({ type: 'step', step, attempts: 1, ...start, ...end, ...(begun ? { startedAt: begun.at } : {}) });
    if (index >= 0) this.pending.splice(index, 1);
  }

  /** What an activity request should carry. Confirm it with `stored` once the activity has returned. */
  batch(): readonly Transition[] {
    this.sent = this.sequence;
    return [...this.pending];
  }

  stored(batch: readonly Transition[]): void {
    const last = batch.at(-1)?.sequence ?? 0;
    const kept = new Set(batch.map((entry) => entry.sequence));
    this.pending = this.pending.filter((entry) => entry.sequence > last || !kept.has(entry.sequence));
  }
}
