// `=`, `|=`, `+=` and the rest: paths of the left side, then a copy in which those places differ.
import type { Json } from '../../definition/json.ts';
import { Draft } from '../draft.ts';
import { type Env, type Filter, many } from '../filter.ts';
import { ROOT, requireResultPath, toKeys } from '../path.ts';
import type { AssignOperator, BinaryOperator } from '../syntax.ts';
import { isTrue } from '../value.ts';
import { spend } from '../work.ts';
import { OPERATIONS } from './operators.ts';

/** Calls `visit` with every path the filter names in the input. */
export function eachPath(filter: Filter, input: Json, env: Env, visit: (keys: Json[]) => boolean): boolean {
  return filter.walk(input, ROOT, env, (value, path) => visit(toKeys(requireResultPath(path, value))));
}

export function compileAssign(operator: AssignOperator, target: Filter, value: Filter): Filter {
  if (operator === '|=') return many((input, env, emit) => emit(update(target, input, env, firstOf(value, env))));
  if (operator === '=')
    return many((input, env, emit) => value.run(input, env, (replacement) => emit(replaced(target, input, env, replacement))));
  const operation = operationOf(operator);
  return many((input, env, emit) => value.run(input, env, (added) => emit(update(target, input, env, (old) => operation(old, added)))));
}

function operationOf(operator: Exclude<AssignOperator, '=' | '|='>): (old: Json, added: Json) => Json {
  if (operator === '//=') return (old, added) => (isTrue(old) ? old : added);
  return OPERATIONS[operator.slice(0, -1) as BinaryOperator];
}

function replaced(target: Filter, input: Json, env: Env, replacement: Json, isOwned = false): Json {
  const draft = new Draft(input, isOwned);
  eachPath(target, input, env, (path) => {
    draft.set(path, replacement);
    return false;
  });
  return draft.root;
}

/** An assignment as a step of a fold. `isOwned`: the state may be changed in place. */
export type AssignStep = (state: Json, env: Env, isOwned: boolean) => Json;

/** The step of `reduce ... (.; target op value)`, where the value has one output. */
export function assignStep(operator: AssignOperator, target: Filter, value: Filter): AssignStep | undefined {
  const { one } = value;
  if (one === undefined) return undefined;
  if (operator === '=') return (state, env, isOwned) => replaced(target, state, env, one(state, env), isOwned);
  if (operator === '|=') return (state, env, isOwned) => update(target, state, env, (old) => one(old, env), isOwned);
  const operation = operationOf(operator);
  return (state, env, isOwned) => {
    const added = one(state, env);
    return update(target, state, env, (old) => operation(old, added), isOwned);
  };
}

/** The first output of an update, undefined when it has none. */
export function firstOf(filter: Filter, env: Env): (old: Json) => Json | undefined {
  const { one } = filter;
  if (one !== undefined) return (old) => one(old, env);
  return (old) => {
    let first: Json | undefined;
    filter.run(old, env, (result) => {
      first = result;
      return true;
    });
    return first;
  };
}

/** Replaces every place the target names; places whose update has no output are deleted together at the end. */
export function update(target: Filter, input: Json, env: Env, change: (old: Json) => Json | undefined, isOwned = false): Json {
  const draft = new Draft(input, isOwned);
  const gone: Json[][] = [];
  eachPath(target, input, env, (path) => {
    spend(1);
    const result = change(draft.get(path));
    if (result === undefined) gone.push(path);
    else draft.set(path, result);
    return false;
  });
  return gone.length === 0 ? draft.root : draft.without(gone);
}
