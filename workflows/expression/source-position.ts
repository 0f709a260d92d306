// From an offset in the source to line and column, and the syntax error that carries them.
import { codePointLength } from './code-points.ts';
import { ExpressionError } from './expression-error.ts';

/** 1-based line and column (in code points) of a UTF-16 offset. */
export function positionOf(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: codePointLength(before.slice(lineStart)) + 1 };
}

export function syntaxError(source: string, offset: number, message: string): ExpressionError {
  const place = positionOf(source, offset);
  return new ExpressionError('syntax', `${message} at line ${place.line}, column ${place.column}`, place);
}
