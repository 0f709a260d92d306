// What a program is compiled to: closures that push outputs into a callback. Generators would be several times slower.
import type { Json } from '../definition/json.ts';
import { type Path, pathOfSame } from './path.ts';

/** Takes one output. True means: stop, nothing more is wanted. */
export type Emit = (value: Json) => boolean;
/** The same with the path that led to the output; undefined where the value is no part of the input. */
export type PathEmit = (value: Json, path: Path | undefined) => boolean;
export type One = (input: Json, env: Env) => Json;
/** Pushes every output; returns true when it was told to stop. */
export type Run = (input: Json, env: Env, emit: Emit) => boolean;
export type Walk = (input: Json, path: Path | undefined, env: Env, emit: PathEmit) => boolean;

export interface Filter {
  /** Present when the filter always has exactly one output (or raises): the fast way. */
  readonly one: One | undefined;
  readonly run: Run;
  /** The same filter as a path expression. */
  readonly walk: Walk;
}

/**
 * Bindings at run time: one node per variable, parameter or label, the innermost first. Where a name lives is known when
 * compiling, as a number of hops; nodes never change, so closures and backtracking may keep them.
 */
export class Env {
  constructor(
    readonly parent: Env | undefined,
    readonly value: Json,
    readonly filter?: Filter,
    /** Where `filter` is closed over. */
    readonly closure?: Env,
  ) {}
}

export function ancestor(env: Env, hops: number): Env {
  let found = env;
  for (let left = hops; left > 0; left -= 1) found = found.parent ?? found;
  return found;
}

/** A filter with exactly one output that is computed, not found in the input. */
export function single(one: One): Filter {
  return {
    one,
    run: (input, env, emit) => emit(one(input, env)),
    walk: (input, path, env, emit) => {
      const value = one(input, env);
      return emit(value, pathOfSame(value, input, path));
    },
  };
}

/** A filter with any number of computed outputs. */
export function many(run: Run): Filter {
  return {
    one: undefined,
    run,
    walk: (input, path, env, emit) => run(input, env, (value) => emit(value, pathOfSame(value, input, path))),
  };
}
