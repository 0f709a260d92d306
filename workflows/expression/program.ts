// The public face of the evaluator: compile a jq program once, evaluate it many times. Pure, synchronous, bounded.
import type { Json } from '../definition/json.ts';
import { compileNode } from './compile/compile.ts';
import { ExpressionError } from './expression-error.ts';
import { Env, type Filter } from './filter.ts';
import { freeVariables } from './free-variables.ts';
import { toJsonPrefix } from './json-text.ts';
import { type Budget, DEFAULT_BUDGET, type Meter } from './meter.ts';
import { parseProgram } from './parser.ts';
import { Scope } from './scope.ts';
import { sizeOfOutput } from './output-size.ts';
import { syntaxError } from './source-position.ts';
import { BreakSignal, BudgetExceeded, Raised, work } from './work.ts';

/** A compiled program; a value to keep and pass around, nothing in it changes. */
export interface Program {
  readonly source: string;
  /** Names of the variables it takes from outside, without `$`, in order of appearance. */
  readonly variables: readonly string[];
  readonly filter: Filter;
}

export interface CompileOptions {
  /** The variables that will be given; any other `$name` is a syntax error. Without it every name is taken on trust. */
  readonly variables?: readonly string[];
}

export interface EvaluateOptions {
  readonly variables?: Readonly<Record<string, Json>>;
  /** Milliseconds since 1970 as `Date.now` gives them; jq's `now` is that in seconds. Without it `now` is an error. */
  readonly now?: () => number;
  readonly meter?: Meter;
  readonly budget?: Partial<Budget>;
}

/** @throws ExpressionError of kind `syntax` with line and column. */
export function compile(source: string, options: CompileOptions = {}): Program {
  try {
    return compileSource(source, options);
  } catch (error) {
    // Long chains such as 1 + 1 + ... nest without brackets.
    if (error instanceof RangeError) throw new ExpressionError('syntax', 'The expression is too long a chain', { line: 1, column: 1 });
    throw error;
  }
}

function compileSource(source: string, options: CompileOptions): Program {
  const node = parseProgram(source);
  const free = freeVariables(node);
  for (const { name, at } of free) {
    if (options.variables === undefined || options.variables.includes(name)) continue;
    throw syntaxError(source, at, `$${name} is not defined${suggestion(name, options.variables)}`);
  }
  const variables = [...new Set(free.map(({ name }) => name))];
  const scope = variables.reduce((found, name) => found.withVariable(name), Scope.root(source));
  return { source, variables, filter: compileNode(node, scope) };
}

function suggestion(name: string, known: readonly string[]): string {
  if (name === 'ENV') return ': an expression cannot read the environment';
  return known.length === 0 ? ': no variables exist here' : `; here exist ${known.map((item) => `$${item}`).join(', ')}`;
}

const CACHE_LIMIT = 1000;
const cache = new Map<string, Program>();

/** `compile`, remembering the last programs; a full cache is simply emptied. */
export function compileCached(source: string): Program {
  const known = cache.get(source);
  if (known !== undefined) return known;
  const program = compile(source);
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(source, program);
  return program;
}

export function variablesOf(program: Program): readonly string[] {
  return program.variables;
}

/**
 * All outputs of the program for one input.
 * @throws ExpressionError of kind `runtime` (with `outputs` before the error and `value`, what was raised) or `budget`.
 */
export function evaluate(program: Program, input: Json, options: EvaluateOptions = {}): Json[] {
  const outputs: Json[] = [];
  let size = 0;
  run(program, input, options, outputs, (value) => {
    if (value !== input) size += sizeOfOutput(value, work.budget.size - size);
    outputs.push(value);
    return false;
  });
  return outputs;
}

/** The first output, undefined when there is none; what comes after it is not computed. */
export function evaluateFirst(program: Program, input: Json, options: EvaluateOptions = {}): Json | undefined {
  const outputs: Json[] = [];
  run(program, input, options, [], (value) => {
    if (value !== input) sizeOfOutput(value, work.budget.size);
    outputs.push(value);
    return true;
  });
  return outputs[0];
}

function run(program: Program, input: Json, options: EvaluateOptions, outputs: Json[], emit: (value: Json) => boolean): void {
  // An evaluation inside another's `now` would share the record; it is put back afterwards.
  const { steps, depth, budget, now } = work;
  Object.assign(work, {
    steps: 0,
    depth: 0,
    budget: options.budget === undefined ? DEFAULT_BUDGET : { ...DEFAULT_BUDGET, ...options.budget },
    now: options.now,
  });
  try {
    program.filter.run(input, environment(program, options.variables), emit);
  } catch (error) {
    throw translated(error, outputs);
  } finally {
    if (options.meter !== undefined) options.meter.steps += work.steps;
    Object.assign(work, { steps, depth, budget, now });
  }
}

function environment(program: Program, values: Readonly<Record<string, Json>> | undefined): Env {
  let env = new Env(undefined, null);
  for (const name of program.variables) {
    if (values === undefined || !Object.hasOwn(values, name)) throw new Raised(`$${name} is not defined`);
    env = new Env(env, values[name] ?? null);
  }
  return env;
}

function translated(error: unknown, outputs: readonly Json[]): unknown {
  if (error instanceof Raised) return new ExpressionError('runtime', messageOf(error.value), { outputs, value: error.value });
  if (error instanceof BudgetExceeded) return new ExpressionError('budget', error.message, { outputs });
  if (error instanceof BreakSignal) return new ExpressionError('runtime', 'break', { outputs });
  // Programs within the depth budget can still be too deep for a small stack of the host.
  if (error instanceof RangeError && /call stack/i.test(error.message)) {
    return new ExpressionError('budget', 'The expression nests too deeply', { outputs });
  }
  return error;
}

const SHOWN = 1000;

function messageOf(value: Json): string {
  return typeof value === 'string' ? value : `(not a string): ${toJsonPrefix(value, SHOWN)}`;
}
