// Retry policies of the specification as arithmetic: which attempt comes when, or never.
import type { Duration, RetryPolicy } from '../definition/document.ts';
import type { JsonObject } from '../definition/json.ts';
import { duration } from './deadline.ts';
import type { At } from './evaluation.ts';
import type { Session } from './session.ts';

/** Times in milliseconds. */
export interface SettledRetry {
  readonly delay: number;
  readonly backoff:
    | { readonly kind: 'constant' }
    | { readonly kind: 'linear'; readonly increment: number }
    | { readonly kind: 'exponential'; readonly factor: number; readonly maxDelay: number };
  readonly attempts: number;
  readonly duration: number;
  readonly jitter?: { readonly from: number; readonly to: number };
}

/** Without any limit of its own a policy stops here: a document must not loop for ever by leaving something out. */
const DEFAULT_ATTEMPTS = 10;

export function retryPolicy(session: Session, policy: RetryPolicy, at: At): SettledRetry {
  const milliseconds = (value: Duration | undefined, otherwise: number): number =>
    value === undefined ? otherwise : duration(session, value, at);
  const delay = milliseconds(policy.delay, 0);
  const limited = policy.limit?.duration !== undefined || policy.limit?.attempt?.duration !== undefined;
  return {
    delay,
    backoff: backoffOf(policy, delay, milliseconds),
    attempts: policy.limit?.attempt?.count ?? (limited ? Number.MAX_SAFE_INTEGER : DEFAULT_ATTEMPTS),
    duration: milliseconds(policy.limit?.duration, Number.MAX_SAFE_INTEGER),
    ...(policy.jitter ? { jitter: { from: milliseconds(policy.jitter.from, 0), to: milliseconds(policy.jitter.to, 0) } } : {}),
  };
}

function backoffOf(
  policy: RetryPolicy,
  delay: number,
  milliseconds: (value: Duration | undefined, otherwise: number) => number,
): SettledRetry['backoff'] {
  const settings = (value: JsonObject): JsonObject => (value['definition'] as JsonObject | undefined) ?? value;
  if (policy.backoff?.linear)
    return { kind: 'linear', increment: milliseconds(settings(policy.backoff.linear)['increment'] as Duration | undefined, delay) };
  if (policy.backoff?.exponential) {
    const given = settings(policy.backoff.exponential);
    const factor = typeof given['factor'] === 'number' ? given['factor'] : 2;
    return { kind: 'exponential', factor, maxDelay: milliseconds(given['maxDelay'] as Duration | undefined, 86_400_000) };
  }
  return { kind: 'constant' };
}

/**
 * Milliseconds before the attempt after `attempt` (1-based), or undefined when the limits are reached.
 * The limit counts retries: `count: 5` is one attempt and five more.
 */
export function retryDelay(policy: SettledRetry, attempt: number, elapsed: number, random: number): number | undefined {
  if (attempt > policy.attempts) return undefined;
  const jitter = policy.jitter ? policy.jitter.from + random * (policy.jitter.to - policy.jitter.from) : 0;
  const wait = base(policy, attempt) + jitter;
  return elapsed + wait > policy.duration ? undefined : Math.round(wait);
}

function base(policy: SettledRetry, attempt: number): number {
  switch (policy.backoff.kind) {
    case 'constant':
      return policy.delay;
    case 'linear':
      return policy.delay + policy.backoff.increment * (attempt - 1);
    case 'exponential':
      return Math.min(policy.delay * policy.backoff.factor ** (attempt - 1), policy.backoff.maxDelay);
  }
}
