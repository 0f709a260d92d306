// The shapes of a built-in: a function of values, or a builder that takes its arguments as filters.
import type { Json } from '../../definition/json.ts';
import { type Filter, many, single, type Walk } from '../filter.ts';
import { UNTRACKED } from '../path.ts';

/** Builds the filter of one call. */
export type Builder = (args: readonly Filter[]) => Filter;
/** Keyed `name/arity`. */
export type Builtins = Readonly<Record<string, Builder>>;

export function ofInput(apply: (input: Json) => Json): Builder {
  return () => single((input) => apply(input));
}

export function withOne(apply: (input: Json, argument: Json) => Json): Builder {
  return ([first]) => {
    const argument = must(first);
    const { one } = argument;
    if (one !== undefined) return single((input, env) => apply(input, one(input, env)));
    return many((input, env, emit) => argument.run(input, env, (value) => emit(apply(input, value))));
  };
}

/** With several outputs in both arguments the last one is the outer loop, as for jq's C functions. */
export function withTwo(apply: (input: Json, first: Json, second: Json) => Json): Builder {
  return ([first, second]) => {
    const a = must(first);
    const b = must(second);
    const { one: left } = a;
    const { one: right } = b;
    if (left !== undefined && right !== undefined) return single((input, env) => apply(input, left(input, env), right(input, env)));
    return many((input, env, emit) => b.run(input, env, (y) => a.run(input, env, (x) => emit(apply(input, x, y)))));
  };
}

export function withThree(apply: (input: Json, first: Json, second: Json, third: Json) => Json): Builder {
  return ([first, second, third]) => {
    const [a, b, c] = [must(first), must(second), must(third)];
    return many((input, env, emit) =>
      c.run(input, env, (z) => b.run(input, env, (y) => a.run(input, env, (x) => emit(apply(input, x, y, z))))),
    );
  };
}

/** A filter that passes on parts of its input, written once for paths; for values alone the paths are not tracked. */
export function pathwise(walk: Walk): Filter {
  return { one: undefined, walk, run: (input, env, emit) => walk(input, UNTRACKED, env, (value) => emit(value)) };
}

export function must(filter: Filter | undefined): Filter {
  if (filter === undefined) throw new Error('a built-in was built with too few arguments');
  return filter;
}
