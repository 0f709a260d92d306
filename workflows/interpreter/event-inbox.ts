// CloudEvents that have reached this run and are not consumed yet. Kept over continue-as-new: nothing received is lost.
import { condition } from '@temporalio/workflow';
import type { JsonObject } from '../definition/json.ts';
import { fault } from './fault.ts';

/** Beyond this many unconsumed events the oldest make way: a run must not die of a chatty source it does not listen to. */
const CAPACITY = 2_000;

export class EventInbox {
  private readonly received: JsonObject[];
  /** Only in `aix run --event`: taken one by one as listeners ask. */
  private readonly scripted: JsonObject[] | undefined;
  private dropped: number;

  constructor(scripted: readonly JsonObject[] | undefined, carried?: { received: readonly JsonObject[]; scripted?: readonly JsonObject[]; dropped: number }) {
    this.received = [...(carried?.received ?? [])];
    const script = carried?.scripted ?? scripted;
    this.scripted = script === undefined ? undefined : [...script];
    this.dropped = carried?.dropped ?? 0;
  }

  get state(): { received: readonly JsonObject[]; scripted?: readonly JsonObject[]; dropped: number } {
    return { received: this.received, dropped: this.dropped, ...(this.scripted === undefined ? {} : { scripted: this.scripted }) };
  }

  deliver(event: JsonObject): void {
    if (this.received.length >= CAPACITY) {
      this.received.shift();
      this.dropped += 1;
    }
    this.received.push(event);
  }

  /** Waits for, and takes, the first event that `matches`. */
  async take(matches: (event: JsonObject) => boolean, path: string): Promise<JsonObject> {
    for (;;) {
      const index = this.received.findIndex(matches);
      if (index >= 0) {
        const [event] = this.received.splice(index, 1);
        if (event) return event;
      }
      if (this.scripted === undefined) {
        await condition(() => this.received.some(matches));
        continue;
      }
      const next = this.scripted.shift();
      if (!next) throw fault('runtime', path, 'no-more-events: the task still listens, but the event file holds no more that fit.', { title: 'no-more-events' });
      this.received.push(next);
    }
  }
}
