// The seam to the expression room: what is wrong with a source, and which names it takes from outside.
import { ExpressionError } from '../expression/expression-error.ts';
import { compileCached } from '../expression/program.ts';

export { isRuntimeExpression, unwrap } from '../expression/runtime-expression.ts';

export type SourceReading =
  | {
      /** Names of the variables it uses, without $. */
      readonly variables: readonly string[];
    }
  | {
      /** One sentence with line and column of the expression itself. */
      readonly fault: string;
      /** 1-based place inside the source. */
      readonly line: number;
      readonly column: number;
    };

export function readSource(source: string): SourceReading {
  try {
    return { variables: compileCached(source).variables };
  } catch (error) {
    if (error instanceof ExpressionError) return { fault: error.message, line: error.line ?? 1, column: error.column ?? 1 };
    // A deeply nested program may be too much for the stack before it is too much for the parser's own limit.
    if (error instanceof RangeError) return { fault: 'The expression nests too deeply', line: 1, column: 1 };
    throw error;
  }
}
