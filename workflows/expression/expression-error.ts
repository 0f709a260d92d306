// The one error of this room: a program that cannot be read, a run that failed, or a run that was cut off by its budget.
import type { Json } from '../definition/json.ts';

export type ExpressionErrorKind = 'syntax' | 'runtime' | 'budget';

export interface ExpressionErrorPlace {
  /** 1-based place in the source of the program. */
  readonly line?: number;
  readonly column?: number;
  /** The outputs before the failure. */
  readonly outputs?: readonly Json[];
  /** What jq's `error` was given: any JSON value. */
  readonly value?: Json;
}

/** `syntax` comes from `compile`, the other two from `evaluate`. The message is one sentence; for `syntax` it names line and column. */
export class ExpressionError extends Error {
  readonly kind: ExpressionErrorKind;
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly outputs: readonly Json[] | undefined;
  readonly value: Json | undefined;

  constructor(kind: ExpressionErrorKind, message: string, place: ExpressionErrorPlace = {}) {
    super(message);
    this.name = 'ExpressionError';
    this.kind = kind;
    this.line = place.line;
    this.column = place.column;
    this.outputs = place.outputs;
    this.value = place.value;
  }
}
