// Counts what the run has computed, because an activation has an end: past 5 s of sandbox time the server retries it for ever.
// Counts, not clocks: the same work must give the same answer on replay.
import { sleep } from '@temporalio/workflow';
import type { Parking } from './parking.ts';

/** Units are about a microsecond on a slow core: an evaluator step is 1, a task entered 100. */
const TASK_UNITS = 100;
/** About a second of sandbox time: then the activation is ended by a timer of a millisecond. */
const YIELD_AT = 1_000_000;
/** What a worker that lost its cache must replay in one go stays below half of the 10 s of a workflow task. */
const CONTINUE_AT = 4_000_000;

export class Work {
  /** Added to by the expression evaluator. */
  readonly meter = { steps: 0 };
  private tasks = 0;
  private yielded = 0;
  private readonly parking: Parking;

  constructor(parking: Parking) {
    this.parking = parking;
  }

  private get units(): number {
    return this.meter.steps + this.tasks * TASK_UNITS;
  }

  /** Called as each task is entered. */
  async enter(): Promise<void> {
    this.tasks += 1;
    if (this.units > CONTINUE_AT) this.parking.request();
    if (this.units - this.yielded < YIELD_AT) return;
    this.yielded = this.units;
    await sleep(1);
  }
}
