// The row that a statement must have returned.
import { AppError } from '../workflows/definition/errors.ts';

/** @throws AppError 'internal' when a statement that always returns a row returned none. */
export function only<Row>(rows: readonly Row[]): Row {
  const row = rows[0];
  if (row === undefined) throw new AppError('internal', 'A statement that returns one row returned none.');
  return row;
}
