// Token buckets in memory, bounded in number: one process answers for itself (docs/security.md says what that means with several).
import { AppError } from '../../workflows/definition/errors.ts';

export interface RateLimitRule {
  /** Tokens a full bucket holds. */
  readonly burst: number;
  /** Tokens that come back each second. */
  readonly perSecond: number;
}

export interface RateLimiter {
  /** Takes tokens from the key's bucket or throws `too-many-requests` with `retryAfterSeconds`. */
  take(key: string, tokens?: number): void;
  /** Gives tokens back, e.g. for an attempt that turned out right. */
  give(key: string, tokens?: number): void;
}

const MAX_BUCKETS = 20_000;

/** `now` in milliseconds. When too many keys are live the oldest is dropped, so that a flood of keys cannot fill the memory. */
export function createRateLimiter(rule: RateLimitRule, now: () => number = Date.now): RateLimiter {
  const buckets = new Map<string, { tokens: number; at: number }>();
  const current = (key: string): { tokens: number; at: number } => {
    const at = now();
    const old = buckets.get(key);
    const tokens = old === undefined ? rule.burst : Math.min(rule.burst, old.tokens + ((at - old.at) / 1000) * rule.perSecond);
    const bucket = { tokens, at };
    buckets.delete(key);
    buckets.set(key, bucket);
    if (buckets.size > MAX_BUCKETS) {
      const oldest = buckets.keys().next().value;
      if (oldest !== undefined) buckets.delete(oldest);
    }
    return bucket;
  };
  return {
    take(key, tokens = 1) {
      const bucket = current(key);
      if (bucket.tokens < tokens) {
        const retryAfterSeconds = Math.max(1, Math.ceil((tokens - bucket.tokens) / rule.perSecond));
        throw new AppError('too-many-requests', `Too many requests. Try again in ${retryAfterSeconds} s.`, {
          retryable: true,
          context: { retryAfterSeconds },
        });
      }
      bucket.tokens -= tokens;
    },
    give(key, tokens = 1) {
      const bucket = current(key);
      bucket.tokens = Math.min(rule.burst, bucket.tokens + tokens);
    },
  };
}

/** Defaults; a deployable may pass others. Sign-in counts failures only, so that a whole shift may sign in from one terminal. */
export const RATE_LIMITS = {
  signInPerUser: { burst: 10, perSecond: 1 / 30 },
  signInPerAddress: { burst: 60, perSecond: 1 },
  submissions: { burst: 1000, perSecond: 200 },
} as const satisfies Record<string, RateLimitRule>;
