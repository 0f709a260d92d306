// Operators that join two filters: pipe, comma, arithmetic, comparison, logic, `//`.
import type { Json } from '../../definition/json.ts';
import { add, divide, multiply, negate, remainder, subtract } from '../arithmetic.ts';
import { type Filter, many, single } from '../filter.ts';
import type { BinaryOperator } from '../syntax.ts';
import { compareValues, equalValues, isTrue } from '../value.ts';
import { CATCH_STEPS, Raised, spend, work } from '../work.ts';

export function compilePipe(left: Filter, right: Filter): Filter {
  const { one: first } = left;
  const { one: second } = right;
  const walk: Filter['walk'] = (input, path, env, emit) => left.walk(input, path, env, (value, at) => right.walk(value, at, env, emit));
  if (first !== undefined && second !== undefined) {
    const one: Filter['one'] = (input, env) => second(first(input, env), env);
    return { one, run: (input, env, emit) => emit(one(input, env)), walk };
  }
  if (first !== undefined) return { one: undefined, run: (input, env, emit) => right.run(first(input, env), env, emit), walk };
  if (second !== undefined)
    return { one: undefined, run: (input, env, emit) => left.run(input, env, (value) => emit(second(value, env))), walk };
  return { one: undefined, run: (input, env, emit) => left.run(input, env, (value) => right.run(value, env, emit)), walk };
}

export function compileComma(left: Filter, right: Filter): Filter {
  return {
    one: undefined,
    run: (input, env, emit) => {
      spend(1);
      return left.run(input, env, emit) || right.run(input, env, emit);
    },
    walk: (input, path, env, emit) => {
      spend(1);
      return left.walk(input, path, env, emit) || right.walk(input, path, env, emit);
    },
  };
}

type Operation = (left: Json, right: Json) => Json;

export const OPERATIONS: Readonly<Record<BinaryOperator, Operation>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '%': remainder,
  '==': equalValues,
  '!=': (left, right) => !equalValues(left, right),
  '<': (left, right) => compareValues(left, right) < 0,
  '<=': (left, right) => compareValues(left, right) <= 0,
  '>': (left, right) => compareValues(left, right) > 0,
  '>=': (left, right) => compareValues(left, right) >= 0,
};

/** With several outputs on both sides the right side is the outer loop, as in jq. */
export function compileBinary(operator: BinaryOperator, left: Filter, right: Filter): Filter {
  const operation = OPERATIONS[operator];
  const { one: first } = left;
  const { one: second } = right;
  if (first !== undefined && second !== undefined) {
    return single((input, env) => {
      const value = second(input, env);
      return operation(first(input, env), value);
    });
  }
  return many((input, env, emit) => right.run(input, env, (b) => left.run(input, env, (a) => emit(operation(a, b)))));
}

export function compileNegate(body: Filter): Filter {
  const { one } = body;
  if (one !== undefined) return single((input, env) => negate(one(input, env)));
  return many((input, env, emit) => body.run(input, env, (value) => emit(negate(value))));
}

/** `and`, `or`: the right side is not run when the left side decides. */
export function compileLogic(operator: 'and' | 'or', left: Filter, right: Filter): Filter {
  const decisive = operator === 'or';
  const { one: first } = left;
  const { one: second } = right;
  if (first !== undefined && second !== undefined) {
    return single((input, env) => (isTrue(first(input, env)) === decisive ? decisive : isTrue(second(input, env))));
  }
  return many((input, env, emit) =>
    left.run(input, env, (a) => (isTrue(a) === decisive ? emit(decisive) : right.run(input, env, (b) => emit(isTrue(b))))),
  );
}

/** `a // b`: the true outputs of `a`; if it has none, `b`. Errors of `a` count as no output. */
export function compileAlternative(left: Filter, right: Filter): Filter {
  const { one: first } = left;
  const { one: second } = right;
  const walk: Filter['walk'] = (input, path, env, emit) => {
    const watch = new Watch();
    const stopped = watch.run((mark) => left.walk(input, path, env, (value, at) => isTrue(value) && mark(() => emit(value, at))));
    return watch.found ? stopped : right.walk(input, path, env, emit);
  };
  const run: Filter['run'] = (input, env, emit) => {
    const watch = new Watch();
    const stopped = watch.run((mark) => left.run(input, env, (value) => isTrue(value) && mark(() => emit(value))));
    return watch.found ? stopped : right.run(input, env, emit);
  };
  if (first === undefined || second === undefined) return { one: undefined, run, walk };
  const one: Filter['one'] = (input, env) => {
    const depth = work.depth;
    try {
      const value = first(input, env);
      if (isTrue(value)) return value;
    } catch (error) {
      if (!(error instanceof Raised)) throw error;
      work.depth = depth;
      spend(CATCH_STEPS);
    }
    return second(input, env);
  };
  return { one, run: (input, env, emit) => emit(one(input, env)), walk };
}

/** Tells an error of the watched filter from one of whoever takes its outputs: only the former may be swallowed. */
class Watch {
  found = false;
  private outside = false;

  run(body: (mark: (emit: () => boolean) => boolean) => boolean): boolean {
    const depth = work.depth;
    try {
      return body((emit) => {
        this.found = true;
        this.outside = true;
        const stopped = emit();
        this.outside = false;
        return stopped;
      });
    } catch (error) {
      if (this.outside || !(error instanceof Raised)) throw error;
      work.depth = depth;
      spend(CATCH_STEPS);
      return false;
    }
  }
}
