// CloudEvents that have reached this run and are not consumed yet. Kept over continue-as-new: nothing received is lost, nothing comes twice.
import { condition } from '@temporalio/workflow';
import type { JsonObject } from '../definition/json.ts';
import { fault } from './fault.ts';

/** Beyond this many unconsumed events the oldest make way: a run must not die of a chatty source it does not listen to. */
const CAPACITY = 2_000;
/** The relay may signal an event again after a crash; so many of the latest are known by source and id. */
const REMEMBERED = 2_000;

export interface InboxState {
  readonly received: readonly JsonObject[];
  readonly scripted?: readonly JsonObject[];
  readonly dropped: number;
  /** Absent in state carried by an older build. */
  readonly seen?: readonly string[];
}

type Matches = (event: JsonObject) => boolean;
type Keep = (event: JsonObject) => void;

export class EventInbox {
  private readonly received: JsonObject[];
  /** Only in `aix run --event`: taken one by one as listeners ask. */
  private readonly scripted: JsonObject[] | undefined;
  private dropped: number;
  /** In order of arrival. */
  private readonly seen: Set<string>;

  constructor(scripted: readonly JsonObject[] | undefined, carried?: InboxState) {
    this.received = [...(carried?.received ?? [])];
    const script = carried?.scripted ?? scripted;
    this.scripted = script === undefined ? undefined : [...script];
    this.dropped = carried?.dropped ?? 0;
    this.seen = new Set(carried?.seen ?? []);
  }

  get state(): InboxState {
    return {
      received: this.received,
      dropped: this.dropped,
      seen: [...this.seen],
      ...(this.scripted === undefined ? {} : { scripted: this.scripted }),
    };
  }

  /** One event, or a batch in order. */
  deliver(given: JsonObject | readonly JsonObject[]): void {
    for (const event of Array.isArray(given) ? (given as readonly JsonObject[]) : [given as JsonObject]) this.deliverOne(event);
  }

  private deliverOne(event: JsonObject): void {
    // An event without a name of its own cannot be told from another.
    const key = event['id'] === undefined ? undefined : JSON.stringify([event['source'], event['id']]);
    if (key !== undefined) {
      if (this.seen.has(key)) return;
      this.seen.add(key);
      const [oldest] = this.seen;
      if (this.seen.size > REMEMBERED && oldest !== undefined) this.seen.delete(oldest);
    }
    if (this.received.length >= CAPACITY) {
      this.received.shift();
      this.dropped += 1;
    }
    this.received.push(event);
  }

  /** Takes the first event that `matches`, if there is one; `keep` gets it in the same instant. */
  takeNow(matches: Matches, keep: Keep): JsonObject | undefined {
    const index = this.received.findIndex(matches);
    const [event] = index < 0 ? [] : this.received.splice(index, 1);
    if (event) keep(event);
    return event;
  }

  /** Waits for, and takes, the first event that `matches`. */
  async take(matches: Matches, keep: Keep, path: string): Promise<JsonObject> {
    for (;;) {
      const event = this.takeNow(matches, keep);
      if (event) return event;
      if (this.scripted === undefined) {
        await condition(() => this.received.some(matches));
        continue;
      }
      const next = this.scripted.shift();
      if (!next)
        throw fault('runtime', path, 'no-more-events: the task still listens, but the event file holds no more that fit.', {
          title: 'no-more-events',
        });
      this.received.push(next);
    }
  }
}
