// The Idempotency-Key header, as every operation that starts something reads it.
import { AppError } from '../../workflows/definition/errors.ts';

/** Without a key every request is one of its own. @throws AppError 'usage' */
export function readIdempotencyKey(given: string | undefined): string {
  if (given === undefined) return crypto.randomUUID();
  if (!/^[\x21-\x7e]{1,200}$/.test(given))
    throw new AppError('usage', 'Idempotency-Key must be 1 to 200 printable ASCII characters without spaces.');
  return given;
}
