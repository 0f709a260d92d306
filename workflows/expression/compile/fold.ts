// `reduce` and `foreach`.
import type { Json } from '../../definition/json.ts';
import { type Env, type Filter, many, single } from '../filter.ts';
import { putField } from '../access.ts';
import { add } from '../arithmetic.ts';
import { pathOfSame } from '../path.ts';
import type { Scope } from '../scope.ts';
import type { Node } from '../syntax.ts';
import { isArray, isObject, keysOfObject } from '../value.ts';
import { chargeCopy, spend } from '../work.ts';
import { identity } from './access.ts';
import { type AssignStep, assignStep } from './assign.ts';
import { compilePatterns } from './bind.ts';
import type { Compile } from './compile.ts';
import { isPlainPlace, neverYieldsInput } from './ownership.ts';

/** The last output of the update is the next state; an update without output leaves null, as in jq. */
export function compileReduce(node: Extract<Node, { kind: 'reduce' }>, scope: Scope, compile: Compile): Filter {
  const source = compile(node.source, scope);
  const init = compile(node.init, scope);
  const patterns = compilePatterns(node.patterns, scope, compile);
  const update = compile(node.update, patterns.scope);
  const step = inPlaceStep(node.update, patterns.scope, compile);
  const next = update.one;
  const { one: start } = init;
  const fold = (input: Json, env: Env, initial: Json): Json => {
    let state = initial;
    let isOwned = false;
    source.run(input, env, (value) =>
      patterns.bind(value, input, env, (inner) => {
        spend(1);
        if (step !== undefined) {
          const before = state;
          state = step(before, inner, isOwned);
          // A changed container is a fresh copy; what replaces null may belong to someone else.
          isOwned ||= state !== before && before !== null && typeof before === 'object';
        } else if (next !== undefined) state = next(state, inner);
        else {
          const before = state;
          state = null;
          update.run(before, inner, (result) => {
            state = result;
            return false;
          });
        }
        return false;
      }),
    );
    return state;
  };
  if (start !== undefined) return single((input, env) => fold(input, env, start(input, env)));
  return many((input, env, emit) => init.run(input, env, (initial) => emit(fold(input, env, initial))));
}

/**
 * An update that makes a new container each time and keeps none of the old one's references may change that container in
 * place from the second time on: `.[$k] += 1`, `. + [$x]`. Without it a fold over n items would copy n * n of them.
 */
function inPlaceStep(node: Node, scope: Scope, compile: Compile): AssignStep | undefined {
  if (node.kind === 'assign') {
    if (!isPlainPlace(node.left) || !(node.operator === '|=' || neverYieldsInput(node.right))) return undefined;
    return assignStep(node.operator, compile(node.left, scope), compile(node.right, scope));
  }
  if (node.kind !== 'binary' || node.operator !== '+' || node.left.kind !== 'identity' || !neverYieldsInput(node.right)) return undefined;
  const { one } = compile(node.right, scope);
  return one === undefined ? undefined : (state, env, isOwned) => appended(state, one(state, env), isOwned);
}

function appended(state: Json, more: Json, isOwned: boolean): Json {
  if (!isOwned) return add(state, more);
  if (isArray(state) && isArray(more)) {
    chargeCopy(state.length + more.length);
    for (const item of more) (state as Json[]).push(item);
    return state;
  }
  if (!isObject(state) || !isObject(more)) return add(state, more);
  for (const key of keysOfObject(more)) putField(state as Record<string, Json>, key, more[key] ?? null);
  return state;
}

/** Every output of the update is a state; `extract` turns each into outputs. */
export function compileForeach(node: Extract<Node, { kind: 'foreach' }>, scope: Scope, compile: Compile): Filter {
  const source = compile(node.source, scope);
  const init = compile(node.init, scope);
  const patterns = compilePatterns(node.patterns, scope, compile);
  const update = compile(node.update, patterns.scope);
  const extract = node.extract === undefined ? identity : compile(node.extract, patterns.scope);
  return {
    one: undefined,
    run: (input, env, emit) =>
      init.run(input, env, (initial) => {
        let state = initial;
        return source.run(input, env, (value) =>
          patterns.bind(value, input, env, (inner) => {
            spend(1);
            const before = state;
            state = null;
            return update.run(before, inner, (result) => {
              state = result;
              return extract.run(result, inner, emit);
            });
          }),
        );
      }),
    walk: (input, path, env, emit) =>
      init.run(input, env, (initial) => {
        let state = initial;
        return source.run(input, env, (value) =>
          patterns.bind(value, input, env, (inner) => {
            spend(1);
            const before = state;
            state = null;
            return update.walk(before, pathOfSame(before, input, path), inner, (result, at) => {
              state = result;
              return extract.walk(result, at, inner, emit);
            });
          }),
        );
      }),
  };
}
