// The one error type of the house and its closed set of codes. Two mappings exist elsewhere: to HTTP (functions/shared) and to Temporal (interpreter).
import type { Issue } from './issue.ts';

export type AppErrorCode =
  | 'usage'
  | 'unreadable'
  | 'invalid'
  | 'not-found'
  | 'conflict'
  | 'forbidden'
  | 'unauthenticated'
  | 'too-large'
  | 'unsupported-media-type'
  | 'too-many-requests'
  | 'unavailable'
  | 'budget-exceeded'
  | 'model-starting'
  | 'model-refused'
  | 'model-failed'
  | 'needs-platform'
  | 'mock-missing'
  | 'internal';

export interface AppErrorOptions {
  readonly retryable?: boolean;
  readonly issues?: readonly Issue[];
  /** Facts for logs and answers; never secrets or personal data. */
  readonly context?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** An expected failure. `message` is one sentence for people, naming the place and the remedy. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly retryable: boolean;
  readonly issues: readonly Issue[];
  readonly context: Readonly<Record<string, unknown>>;

  constructor(code: AppErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.issues = options.issues ?? [];
    this.context = options.context ?? {};
  }
}

/** Makes the compiler show every place that must know a new member of a closed union. */
export function assertNever(value: never): never {
  throw new AppError('internal', `Unexpected value ${JSON.stringify(value)}`);
}
