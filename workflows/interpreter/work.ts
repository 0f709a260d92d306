// Counts what the run has computed, because an activation has an end: past 5 s of sandbox time the server retries it for ever.
// Counts, not clocks: the same work must give the same answer on replay.
import { sleep } from '@temporalio/workflow';
import type { Parking } from './parking.ts';

/** Units are about a microsecond on a slow core: an evaluator step is 1, a task entered 100, an event taken by a listener (with its signal) 2,000. */
const TASK_UNITS = 100;
const EVENT_UNITS = 2_000;
/** About a second of sandbox time: then the activation is ended by a timer of a millisecond. */
const YIELD_AT = 1_000_000;
/** What a worker that lost its cache must replay in one go stays below half of the 10 s of a workflow task. */
const CONTINUE_AT = 4_000_000;

export class Work {
  /** Added to by the expression evaluator. */
  readonly meter = { steps: 0 };
  private entered = 0;
  private yielded = 0;
  private readonly parking: Parking;

  constructor(parking: Parking) {
    this.parking = parking;
  }

  private get units(): number {
    return this.meter.steps + this.entered;
  }

  /** Called as each task is entered; a promise only when the activation should end here. */
  enter(): Promise<void> | undefined {
    return this.spend(TASK_UNITS);
  }

  /** Called before each event that a listener takes: two thousand in the inbox must not become one activation. */
  async event(): Promise<void> {
    await this.spend(EVENT_UNITS);
  }

  private spend(units: number): Promise<void> | undefined {
    this.entered += units;
    if (this.units > CONTINUE_AT) this.parking.request();
    if (this.units - this.yielded < YIELD_AT) return undefined;
    this.yielded = this.units;
    return sleep(1);
  }
}
