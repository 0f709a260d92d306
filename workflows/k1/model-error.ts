// What can go wrong between us and a model endpoint, told apart by kind, and what each kind calls for.
// Transports throw ModelCallError; nothing else in the house reads vendor error names.
import { AppError } from '../definition/errors.ts';
import type { AppErrorCode } from '../definition/errors.ts';

export type ModelErrorKind =
  | 'asleep'
  | 'throttled'
  | 'unavailable'
  | 'model-5xx'
  | 'internal'
  | 'network'
  | 'timeout'
  | 'stream-broken'
  | 'stream-time-exceeded'
  | 'empty-answer'
  | 'unreadable-answer'
  | 'repeating-answer'
  | 'answer-too-large'
  | 'circuit-open'
  | 'refused'
  | 'request-too-large'
  | 'forbidden'
  | 'not-found'
  | 'cancelled';

/**
 * retry: the same call again after a pause. longer-path: again, but by a path that allows more time. wait: the run waits durably, no retry here.
 * fallback: straight to the other profile. fail: nobody but a person can help.
 */
export type Remedy = 'retry' | 'longer-path' | 'wait' | 'fallback' | 'fail';

interface KindRule {
  readonly remedy: Remedy;
  /** Counts towards opening the endpoint's circuit. */
  readonly trips: boolean;
  /** May another profile answer instead? */
  readonly fallback: boolean;
  readonly code: AppErrorCode;
  /** May the caller try again later? */
  readonly retryable: boolean;
  /** What a planner reads. */
  readonly words: string;
}

const rule = (remedy: Remedy, trips: boolean, fallback: boolean, code: AppErrorCode, retryable: boolean, words: string): KindRule => ({
  remedy,
  trips,
  fallback,
  code,
  retryable,
  words,
});

/** The table of kinds. A missing kind does not compile. */
export const KIND_RULES: Readonly<Record<ModelErrorKind, KindRule>> = {
  asleep: rule('wait', false, true, 'model-starting', true, 'The model endpoint is starting; the run waits for it.'),
  throttled: rule('retry', false, true, 'unavailable', true, 'The model endpoint takes no more calls right now.'),
  unavailable: rule('retry', true, true, 'unavailable', true, 'The model endpoint is unavailable.'),
  'model-5xx': rule('retry', true, true, 'unavailable', true, 'The model server failed while answering.'),
  internal: rule('retry', true, true, 'unavailable', true, 'The inference service failed inside.'),
  network: rule('retry', true, true, 'unavailable', true, 'The model endpoint cannot be reached.'),
  timeout: rule('longer-path', true, true, 'unavailable', true, 'The model did not answer in time.'),
  'stream-broken': rule('retry', true, true, 'unavailable', true, 'The answer broke off before its end.'),
  'stream-time-exceeded': rule('longer-path', false, true, 'model-failed', false, 'The answer took longer than a stream may last.'),
  'empty-answer': rule('retry', false, true, 'model-failed', false, 'The model gave an empty answer.'),
  'unreadable-answer': rule(
    'retry',
    false,
    true,
    'model-failed',
    false,
    'The endpoint answered with something that is no chat completion.',
  ),
  'repeating-answer': rule('retry', false, true, 'model-failed', false, 'The model repeated itself without end and was cut.'),
  'answer-too-large': rule('fail', false, false, 'model-failed', false, 'The answer is larger than what was asked for and was cut.'),
  'circuit-open': rule(
    'fallback',
    false,
    true,
    'unavailable',
    true,
    'The model endpoint failed several times and is left alone for a moment.',
  ),
  refused: rule('fail', false, false, 'model-refused', false, 'The endpoint refused the request as it stands.'),
  'request-too-large': rule('fail', false, false, 'too-large', false, 'The request is larger than the endpoint takes.'),
  forbidden: rule(
    'fail',
    false,
    true,
    'unavailable',
    false,
    'The platform has no right to call this model endpoint: check its role and the endpoint name.',
  ),
  'not-found': rule('fail', false, true, 'unavailable', false, 'This model endpoint does not exist: check the profile.'),
  cancelled: rule('fail', false, false, 'internal', true, 'The call was cancelled.'),
};

export interface ModelCallErrorDetail {
  readonly status?: number;
  readonly retryAfterSeconds?: number;
  /** What had arrived when it broke; for a person to read, never for the chain. */
  readonly partialText?: string;
  readonly cause?: unknown;
}

/** A failed attempt. `message` is for logs; people read the kind's words. */
export class ModelCallError extends Error {
  readonly kind: ModelErrorKind;
  readonly status: number | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly partialText: string | undefined;

  constructor(kind: ModelErrorKind, message: string, detail: ModelCallErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = 'ModelCallError';
    this.kind = kind;
    this.status = detail.status;
    this.retryAfterSeconds = detail.retryAfterSeconds;
    this.partialText = detail.partialText;
  }
}

/** Kind of an HTTP status that a model server or its gateway answered with. */
export function kindOfStatus(status: number): ModelErrorKind {
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 408 || status === 504) return 'timeout';
  if (status === 413) return 'request-too-large';
  if (status === 429) return 'throttled';
  if (status === 503) return 'unavailable';
  if (status >= 500) return 'model-5xx';
  return 'refused';
}

/** Kind of a failure of the connection itself, from Node's error codes; `undefined` when it is none. */
export function kindOfNetworkError(error: unknown): ModelErrorKind | undefined {
  let outermost: ModelErrorKind | undefined;
  for (let current: unknown = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth += 1) {
    // Node's words for a response that had begun: `aborted` of http (to which the SDK adds a hint), `terminated` of fetch.
    if (/^(aborted|terminated)\b/.test(current.message)) return 'stream-broken';
    const code = 'code' in current ? String(current.code) : '';
    if (/^(ETIMEDOUT|ESOCKETTIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/.test(code)) return 'timeout';
    // The SDK calls a reset connection a TimeoutError too: the code goes before the name.
    if (/^(ECONN|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH|UND_ERR_)/.test(code)) return 'network';
    if (current.name === 'TimeoutError') return 'timeout';
    if (current.message === 'fetch failed') outermost = 'network';
  }
  return outermost;
}

/** The error that leaves the client: a closed code, a sentence, and facts for the log. */
export function toAppError(error: ModelCallError, context: Readonly<Record<string, unknown>>): AppError {
  const { code, retryable, words } = KIND_RULES[error.kind];
  return new AppError(code, words, {
    retryable,
    cause: error,
    context: {
      kind: error.kind,
      detail: error.message.slice(0, 500),
      ...(error.status === undefined ? {} : { status: error.status }),
      ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
      ...(error.partialText === undefined ? {} : { rawTexts: [error.partialText] }),
      ...context,
    },
  });
}
