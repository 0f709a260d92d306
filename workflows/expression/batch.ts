// Running a filter over inputs for tools: an error is data here, never an exception, so a stream of inputs goes on.
import type { Json } from '../definition/json.ts';
import { ExpressionError } from './expression-error.ts';
import { parseJson } from './json-parse.ts';
import { toJsonText } from './json-text.ts';
import { sizeOfOutput } from './output-size.ts';
import { compile, evaluate, type EvaluateOptions, type Program } from './program.ts';
import { BudgetExceeded, Raised, unmetered } from './work.ts';

export interface FilterResult {
  /** Outputs in order; with an error, those before it. */
  readonly outputs: readonly Json[];
  readonly error?: string;
}

/** `args` are the variables of the filter, as `--arg` gives them. The clock is the caller's. */
export function runFilter(
  filter: string,
  input: Json,
  args: Readonly<Record<string, Json>> = {},
  options: Pick<EvaluateOptions, 'now' | 'budget'> = {},
): FilterResult {
  try {
    return runProgram(compile(filter, { variables: Object.keys(args) }), input, { ...options, variables: args });
  } catch (error) {
    return { outputs: [], error: messageOf(error) };
  }
}

export function runProgram(program: Program, input: Json, options: EvaluateOptions = {}): FilterResult {
  try {
    return printable({ outputs: evaluate(program, input, options) }, input);
  } catch (error) {
    return printable({ outputs: error instanceof ExpressionError ? (error.outputs ?? []) : [], error: messageOf(error) }, input);
  }
}

/** An input that is passed on as it came was never measured; one nested too deep must not break whoever prints it. */
function printable(result: FilterResult, input: Json): FilterResult {
  const at = result.outputs.indexOf(input);
  if (at === -1) return result;
  try {
    sizeOfOutput(input, Number.POSITIVE_INFINITY);
    return result;
  } catch (error) {
    if (!(error instanceof BudgetExceeded)) throw error;
    return { outputs: result.outputs.slice(0, at), error: error.message };
  }
}

function messageOf(error: unknown): string {
  if (error instanceof ExpressionError) return error.message;
  throw error;
}

/** Compact JSON as jq prints it: NaN as null, infinities as the largest double. */
export function printJson(value: Json): string {
  return unmetered(() => toJsonText(value));
}

/** One JSON text to a value, `nan` included. @throws ExpressionError with place and fault */
export function readJson(text: string): Json {
  try {
    return unmetered(() => parseJson(text));
  } catch (error) {
    throw error instanceof Raised
      ? new ExpressionError('runtime', typeof error.value === 'string' ? error.value : 'the text is not JSON')
      : error;
  }
}
