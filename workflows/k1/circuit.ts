// A circuit per endpoint: after several failures in a row it is left alone for a while, then tried with one call.
import { ModelCallError } from './model-error.ts';

export interface CircuitSettings {
  readonly failures: number;
  readonly openMilliseconds: number;
  readonly now: () => number;
}

/** closed -> open (failures in a row) -> half-open (time passed, one call) -> closed | open. */
export interface Circuit {
  readonly state: 'closed' | 'open' | 'half-open';
  /** Throws circuit-open while the endpoint is left alone. */
  enter(): void;
  succeeded(): void;
  failed(): void;
  /** The call ended in a way that says nothing about the endpoint's health. */
  left(): void;
}

export function createCircuit({ failures, openMilliseconds, now }: CircuitSettings): Circuit {
  let inARow = 0;
  let openedAt: number | undefined;
  let probing = false;
  return {
    get state() {
      if (openedAt === undefined) return 'closed';
      return probing || now() - openedAt >= openMilliseconds ? 'half-open' : 'open';
    },
    enter() {
      if (openedAt === undefined) return;
      const remaining = openedAt + openMilliseconds - now();
      if (remaining > 0 || probing) {
        const retryAfterSeconds = Math.max(1, Math.ceil(remaining / 1000));
        throw new ModelCallError('circuit-open', `circuit open after ${inARow} failures`, { retryAfterSeconds });
      }
      probing = true;
    },
    succeeded() {
      inARow = 0;
      openedAt = undefined;
      probing = false;
    },
    failed() {
      inARow += 1;
      if (probing || inARow >= failures) openedAt = now();
      probing = false;
    },
    left() {
      probing = false;
    },
  };
}
