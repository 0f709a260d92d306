// `range` in its three arities.
import type { Json } from '../../definition/json.ts';
import { type Emit, type Filter, many } from '../filter.ts';
import { raise, spend } from '../work.ts';
import { type Builtins, must } from './builtin.ts';

export const RANGES: Builtins = {
  'range/1': ([to]) => many((input, env, emit) => must(to).run(input, env, (end) => count(0, end, 1, emit))),
  'range/2': ([from, to]) => between(must(from), must(to)),
  'range/3': ([from, to, by]) =>
    many((input, env, emit) =>
      must(from).run(input, env, (start) =>
        must(to).run(input, env, (end) => must(by).run(input, env, (step) => count(start, end, step, emit))),
      ),
    ),
};

function between(from: Filter, to: Filter): Filter {
  return many((input, env, emit) => from.run(input, env, (start) => to.run(input, env, (end) => count(start, end, 1, emit))));
}

/** A step of zero counts nothing. */
function count(from: Json, to: Json, by: Json, emit: Emit): boolean {
  if (typeof from !== 'number' || typeof to !== 'number' || typeof by !== 'number') return raise('Range bounds must be numeric');
  if (by > 0) {
    for (let value = from; value < to; value += by) {
      spend(1);
      if (emit(value)) return true;
    }
  } else if (by < 0) {
    for (let value = from; value > to; value += by) {
      spend(1);
      if (emit(value)) return true;
    }
  }
  return false;
}
