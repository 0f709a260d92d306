// Operators that join two filters: pipe, comma, arithmetic, comparison, logic, `//`.
import type { Json } from '../../definition/json.ts';
import { add, divide, multiply, negate, remainder, subtract } from '../arithmetic.ts';
import { type Filter, many, single } from '../filter.ts';
import type { BinaryOperator } from '../syntax.ts';
import { compareValues, equalValues, isTrue } from '../value.ts';
import { spend } from '../work.ts';

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

/** `a // b`: the true outputs of `a`; if it has none, `b`. Errors of `a` are errors. */
export function compileAlternative(left: Filter, right: Filter): Filter {
  const { one: first } = left;
  const { one: second } = right;
  const walk: Filter['walk'] = (input, path, env, emit) => {
    let isFound = false;
    const stopped = left.walk(input, path, env, (value, at) => {
      if (!isTrue(value)) return false;
      isFound = true;
      return emit(value, at);
    });
    return isFound ? stopped : right.walk(input, path, env, emit);
  };
  if (first !== undefined && second !== undefined) {
    const one: Filter['one'] = (input, env) => {
      const value = first(input, env);
      return isTrue(value) ? value : second(input, env);
    };
    return { one, run: (input, env, emit) => emit(one(input, env)), walk };
  }
  const run: Filter['run'] = (input, env, emit) => {
    let isFound = false;
    const stopped = left.run(input, env, (value) => {
      if (!isTrue(value)) return false;
      isFound = true;
      return emit(value);
    });
    return isFound ? stopped : right.run(input, env, emit);
  };
  return { one: undefined, run, walk };
}
