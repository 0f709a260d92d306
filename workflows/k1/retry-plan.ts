// Which path a call takes first, and what follows a failure: pure decisions over the table of kinds.
import { AppError } from '../definition/errors.ts';
import type { K1Limits } from './limits.ts';
import type { CallPath } from './model-call.ts';
import { KIND_RULES } from './model-error.ts';
import type { ModelCallError, ModelErrorKind } from './model-error.ts';
import type { ModelProfile } from './profiles.ts';

/** By asked output: up to syncTokens one direct call, up to streamTokens a stream, beyond asynchronously. */
export function firstPath(profile: ModelProfile, maxTokens: number, canWait: boolean): CallPath {
  if (profile.engine !== 'sagemaker') return 'openai';
  if (maxTokens <= profile.syncTokens) return 'invoke';
  if (maxTokens <= profile.streamTokens) return 'stream';
  if (canWait) return 'async';
  throw new AppError(
    'usage',
    `${maxTokens} tokens take longer than the ${profile.streamTokens} that a stream of profile "${profile.id}" has time for; ask for fewer, or set up an asynchronous endpoint and an object store.`,
  );
}

export interface AfterFailure {
  /** Failures of this answer so far, the newest last. */
  readonly failures: readonly ModelCallError[];
  readonly path: CallPath;
  readonly canWait: boolean;
  readonly limits: K1Limits;
  readonly random: () => number;
}

export interface NextAttempt {
  readonly path: CallPath;
  readonly pauseMilliseconds: number;
}

const WORTHLESS: ReadonlySet<ModelErrorKind> = new Set(['empty-answer', 'unreadable-answer', 'repeating-answer']);

/** The next attempt, or undefined when there is none: the kind forbids it, or enough were made. */
export function afterFailure({ failures, path, canWait, limits, random }: AfterFailure): NextAttempt | undefined {
  const last = failures.at(-1);
  if (last === undefined || failures.length >= limits.attempts) return undefined;
  const { remedy } = KIND_RULES[last.kind];
  if (WORTHLESS.has(last.kind) && failures.filter(({ kind }) => WORTHLESS.has(kind)).length >= limits.worthlessAnswers) return undefined;
  if (remedy === 'retry') return { path, pauseMilliseconds: pauseOf(last, failures.length, limits, random) };
  if (remedy !== 'longer-path') return undefined;
  const longer = longerPath(path, canWait);
  return longer === undefined ? undefined : { path: longer, pauseMilliseconds: 0 };
}

/** The same question by a path with more time; a call that ran out of time would run out again. */
function longerPath(path: CallPath, canWait: boolean): CallPath | undefined {
  if (path === 'invoke') return 'stream';
  return path === 'stream' && canWait ? 'async' : undefined;
}

/** Exponential with full jitter, at least what the server asked for. */
function pauseOf(error: ModelCallError, count: number, limits: K1Limits, random: () => number): number {
  const ceiling = Math.min(limits.backoffCapMilliseconds, limits.backoffMilliseconds * 2 ** (count - 1));
  const asked = Math.min(error.retryAfterSeconds ?? 0, 60) * 1000;
  return Math.round(Math.max(asked, ceiling * (0.2 + 0.8 * random())));
}
