// How many calls of one profile may be in flight at once; the others wait in order.
import { ModelCallError } from './model-error.ts';

export interface Slots {
  /** Waits for a slot; answers the function that gives it back. Rejects when the signal aborts first. */
  take(signal?: AbortSignal): Promise<() => void>;
  readonly inUse: number;
  readonly waiting: number;
}

export function createSlots(limit: number): Slots {
  let inUse = 0;
  const queue: (() => void)[] = [];

  function release(): void {
    const next = queue.shift();
    if (next === undefined) inUse -= 1;
    else next();
  }

  /** Giving back twice must not let two in. */
  function once(): () => void {
    let given = false;
    return () => {
      if (given) return;
      given = true;
      release();
    };
  }

  return {
    get inUse() {
      return inUse;
    },
    get waiting() {
      return queue.length;
    },
    take(signal) {
      if (signal?.aborted === true) return Promise.reject(new ModelCallError('cancelled', 'cancelled before it was sent'));
      if (inUse < limit) {
        inUse += 1;
        return Promise.resolve(once());
      }
      return new Promise((resolve, reject) => {
        const enter = () => {
          signal?.removeEventListener('abort', leave);
          resolve(once());
        };
        const leave = () => {
          queue.splice(queue.indexOf(enter), 1);
          reject(new ModelCallError('cancelled', 'cancelled while waiting for a slot'));
        };
        queue.push(enter);
        signal?.addEventListener('abort', leave, { once: true });
      });
    },
  };
}
