// Where activities write what happened: the database on a platform, memory in `aix run`. One call is one transaction.
import type { Json } from '../definition/json.ts';
import type { InterpreterInput, RunRef, Transition } from '../definition/transition.ts';
import type { Effect } from '../catalog/runner.ts';
import type { OpenChildRequest, OpenRequest } from './activities.ts';

export interface StepResult {
  readonly step: number;
  readonly output: Json;
  readonly effects: readonly Effect[];
  /** Whether the result is kept for a repeat of the activity: not for pure tasks, which are simply computed again. */
  readonly memo: boolean;
}

export interface RunStore {
  /** Writes transitions, and with them the result and the effects of a step; writing the same again changes nothing. */
  write(run: RunRef, transitions: readonly Transition[], result?: StepResult): Promise<void>;
  /** The recorded result of a step, so that a repeated activity is served from the record. */
  findResult(run: RunRef, step: number): Promise<Json | undefined>;
  /** Makes submission and run of a scheduled start, once per nominal time. */
  open(request: OpenRequest): Promise<InterpreterInput>;
  /** Makes submission and run of a child, once per parent step. */
  openChild(request: OpenChildRequest): Promise<InterpreterInput>;
  /** Puts an event on the bus: an outbox row, delivered by the relay. */
  publish(run: RunRef, step: number, event: Readonly<Record<string, Json>>, transitions: readonly Transition[]): Promise<void>;
}
