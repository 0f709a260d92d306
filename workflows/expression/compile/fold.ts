// `reduce` and `foreach`.
import type { Json } from '../../definition/json.ts';
import { type Env, type Filter, many, single } from '../filter.ts';
import { pathOfSame } from '../path.ts';
import type { Scope } from '../scope.ts';
import type { Node } from '../syntax.ts';
import { spend } from '../work.ts';
import { identity } from './access.ts';
import { compilePatterns } from './bind.ts';
import type { Compile } from './compile.ts';

/** The last output of the update is the next state; an update without output leaves null, as in jq. */
export function compileReduce(node: Extract<Node, { kind: 'reduce' }>, scope: Scope, compile: Compile): Filter {
  const source = compile(node.source, scope);
  const init = compile(node.init, scope);
  const patterns = compilePatterns(node.patterns, scope, compile);
  const update = compile(node.update, patterns.scope);
  const { one: next } = update;
  const { one: start } = init;
  const fold = (input: Json, env: Env, initial: Json): Json => {
    let state = initial;
    source.run(input, env, (value) =>
      patterns.bind(value, input, env, (inner) => {
        spend(1);
        if (next !== undefined) state = next(state, inner);
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
