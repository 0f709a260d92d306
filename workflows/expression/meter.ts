// Work done by expressions, counted for whoever runs many of them (the interpreter bounds the work of one activation).

export interface Meter {
  /** `evaluate` adds the steps it used, also when it fails. */
  steps: number;
}

/** Limits of one evaluation. */
export interface Budget {
  /** Units of work: one per value a generator yields, more for bulk copies and long strings. */
  readonly steps: number;
  /** Nesting of function calls and of data that recursive built-ins go through. */
  readonly depth: number;
  /** UTF-16 units of one string, and of the outputs together as JSON text. */
  readonly size: number;
}

export const DEFAULT_BUDGET: Budget = { steps: 100_000, depth: 1000, size: 1_048_576 };
