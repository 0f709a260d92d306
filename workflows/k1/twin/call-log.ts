// Every call that reached the twin, so that tests can hold recorded model calls against it, one row each.

export interface TwinCall {
  readonly id: number;
  readonly endpoint: string;
  readonly path: 'invocations' | 'invocations-response-stream' | 'async-invocations' | 'openai';
  readonly inferenceId: string;
  /** True when the model got to work: not turned away by throttling, sleep, rights or a bad body. */
  readonly accepted: boolean;
  readonly behaviour: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** True when the whole answer was sent. */
  readonly finished: boolean;
  readonly standIn: boolean;
}

export interface CallLog {
  start(call: Omit<TwinCall, 'id' | 'finished'>): { finish(): void };
  list(): readonly TwinCall[];
  clear(): void;
}

/** Keeps the newest `keep` calls. */
export function createCallLog(keep = 10_000): CallLog {
  let calls: TwinCall[] = [];
  let last = 0;
  return {
    start(call) {
      last += 1;
      const id = last;
      calls.push({ ...call, id, finished: false });
      if (calls.length > keep) calls = calls.slice(-keep);
      return {
        finish() {
          calls = calls.map((known) => (known.id === id ? { ...known, finished: true } : known));
        },
      };
    },
    list: () => calls,
    clear() {
      calls = [];
    },
  };
}
