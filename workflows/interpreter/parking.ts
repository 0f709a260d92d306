// Decides when the run continues as new: when asked for, every branch stops at its next gate or stays in its wait,
// and once no activity is under way the whole explicit state can be carried over with nothing lost.
import { condition, workflowInfo } from '@temporalio/workflow';

/** Well below the server's warning at 10,240 events, so that a hundred concurrent branches still fit. */
const HISTORY_EVENTS = 4_000;

export class Parking {
  private requested = false;
  private activities = 0;

  request(): void {
    this.requested = true;
  }

  get isRequested(): boolean {
    return this.requested;
  }

  get idle(): boolean {
    return this.activities === 0;
  }

  /** Passed before anything new is started; once continue-as-new is asked for nobody passes any more. */
  gate(): Promise<void> | undefined {
    const info = workflowInfo();
    if (info.continueAsNewSuggested || info.historyLength > HISTORY_EVENTS) this.requested = true;
    return this.requested ? condition(() => false) : undefined;
  }

  /** Runs an activity (or a child) that must end before the run may continue as new. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const closed = this.gate();
    if (closed) await closed;
    this.begin();
    try {
      return await work();
    } finally {
      this.end();
    }
  }

  /** The two halves of `during`, for the one place where every promise counts. */
  begin(): void {
    this.activities += 1;
  }

  end(): void {
    this.activities -= 1;
  }

  /** Resolves when the run can continue as new; never if that is not asked for. */
  async quiet(): Promise<void> {
    await condition(() => this.requested && this.activities === 0);
  }
}
