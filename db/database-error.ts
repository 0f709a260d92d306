// Errors of the PostgreSQL driver as the house's own: what is worth trying again, what the caller sent wrong. Nothing here queries.
import { AppError } from '../workflows/definition/errors.ts';

/** SQLSTATE classes and codes that say "not now": connection, shutdown, resources, deadlock, serialization, time limits. */
const UNAVAILABLE = /^(08|53|57P0|40001|40P01|57014|55P03|25P03)/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** The driver has no codes for these. */
const CONNECTION_TEXT =
  /Connection terminated|timeout exceeded when trying to connect|Client was closed|Cannot use a pool after calling end|not queryable/i;

/** SQLSTATE or errno of the innermost cause that has one (drizzle wraps the driver's error). */
export function databaseErrorCode(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return undefined;
}

function isConnectionError(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if (CONNECTION_TEXT.test(at.message)) return true;
  return false;
}

/** Maps a driver error; anything it does not know is given back unchanged. `commit` = the outcome of the transaction is not known. */
export function toAppError(error: unknown, phase: 'work' | 'commit' = 'work'): unknown {
  if (error instanceof AppError) return error;
  const code = databaseErrorCode(error);
  if (code === '22021' || code === '22P05') {
    return new AppError('invalid', 'A text holds a NUL character, which cannot be stored; remove it.', { cause: error });
  }
  const unavailable = (code !== undefined && (UNAVAILABLE.test(code) || NETWORK.has(code))) || isConnectionError(error);
  if (!unavailable) return error;
  const message =
    phase === 'commit'
      ? 'The database connection broke while the change was being confirmed; send it again with the same key.'
      : 'The database does not answer at the moment; try again shortly.';
  return new AppError('unavailable', message, { retryable: true, cause: error, context: { phase } });
}
