// AppError to Temporal's ApplicationFailure: the second of the two exhaustive mappings of error codes (the other is to HTTP).
import { ApplicationFailure } from '@temporalio/activity';
import { AppError, type AppErrorCode } from '../definition/errors.ts';

type SpecType = 'configuration' | 'validation' | 'authentication' | 'authorization' | 'timeout' | 'communication' | 'runtime';

const MAPPING: Readonly<Record<AppErrorCode, { type: SpecType; status: number }>> = {
  usage: { type: 'configuration', status: 400 },
  unreadable: { type: 'validation', status: 400 },
  invalid: { type: 'validation', status: 400 },
  'not-found': { type: 'configuration', status: 404 },
  conflict: { type: 'runtime', status: 409 },
  forbidden: { type: 'authorization', status: 403 },
  unauthenticated: { type: 'authentication', status: 401 },
  'too-large': { type: 'validation', status: 413 },
  'unsupported-media-type': { type: 'validation', status: 415 },
  'too-many-requests': { type: 'communication', status: 429 },
  unavailable: { type: 'communication', status: 503 },
  'budget-exceeded': { type: 'runtime', status: 429 },
  'model-starting': { type: 'communication', status: 503 },
  'model-refused': { type: 'communication', status: 403 },
  'model-failed': { type: 'communication', status: 502 },
  'needs-platform': { type: 'runtime', status: 501 },
  'mock-missing': { type: 'runtime', status: 501 },
  internal: { type: 'runtime', status: 500 },
};

/**
 * Known errors carry their WorkflowError in the details and are retried only if they say so. An unknown error is retried:
 * it is a lost connection far more often than a bug; what only a bug throws is not, or a poisoned run would never end.
 */
export function toApplicationFailure(error: unknown): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  if (error instanceof AppError) {
    const { type, status } = MAPPING[error.code];
    const carried = error.context['status'];
    const detail = [error.message, ...error.issues.slice(0, 5).map((issue) => `${issue.path}: ${issue.message}`)].join(' ');
    const details = {
      type: `https://serverlessworkflow.io/spec/1.0.0/errors/${type}`,
      status: typeof carried === 'number' ? carried : status,
      title: typeof error.context['title'] === 'string' ? error.context['title'] : error.code,
      detail,
    };
    const wait = error.context['retryAfterMilliseconds'];
    return ApplicationFailure.create({
      message: detail,
      type: error.code,
      nonRetryable: !error.retryable,
      details: [details],
      // A server that said when to come back is not asked sooner.
      ...(typeof wait === 'number' ? { nextRetryDelay: wait } : {}),
    });
  }
  // Its text may hold data of a row or a URL with a secret; the history is no place for it.
  const bug = error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError || error instanceof SyntaxError;
  return ApplicationFailure.create({ message: error instanceof Error ? error.name : 'unknown error', type: 'internal', nonRetryable: bug });
}
