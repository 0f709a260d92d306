// Variables, definitions and calls.
import type { Json } from '../../definition/json.ts';
import { findBuiltin, REFUSED } from '../builtins/catalog.ts';
import { ancestor, Env, type Filter } from '../filter.ts';
import { type Path, pathOfSame } from '../path.ts';
import type { CompiledDefinition, Scope } from '../scope.ts';
import { syntaxError } from '../source-position.ts';
import type { Node } from '../syntax.ts';
import { ascend, descend, spend } from '../work.ts';
import type { Compile } from './compile.ts';

export function compileVariable(node: Extract<Node, { kind: 'variable' }>, scope: Scope): Filter {
  const hops = scope.hopsTo('variable', node.name);
  if (hops === undefined) {
    const hint = node.name === 'ENV' ? ': an expression cannot read the environment' : '';
    throw syntaxError(scope.source, node.at, `$${node.name} is not defined${hint}`);
  }
  const one = variableAt(hops);
  return {
    one,
    run: (input, env, emit) => emit(one(input, env)),
    // A variable may hold the very value at the path, a string too.
    walk: (input, path, env, emit) => {
      const value = one(input, env);
      return emit(value, value === input ? path : pathOfSame(value, input, path));
    },
  };
}

function variableAt(hops: number): (input: Json, env: Env) => Json {
  if (hops === 0) return (_input, env) => env.value;
  return (_input, env) => ancestor(env, hops).value;
}

export function compileDefine(node: Extract<Node, { kind: 'define' }>, scope: Scope, compile: Compile): Filter {
  const { name, params, body } = node.definition;
  const definition: CompiledDefinition = { params, level: scope.level, filter: undefined };
  const named = scope.withFunction(name, definition);
  const inner = params.reduce((found, param) => found.withParameter(param.name, param.isValue), named);
  definition.filter = compile(body, inner);
  return compile(node.body, named);
}

export function compileCall(node: Extract<Node, { kind: 'call' }>, scope: Scope, compile: Compile): Filter {
  const callee = scope.callee(node.name, node.args.length);
  if (callee !== undefined && 'hops' in callee) return callParameter(callee.hops);
  if (callee === undefined) return callBuiltin(node, scope, compile);
  const args = node.args.map((arg) => compile(arg, scope));
  return callDefinition(callee.definition, args, scope.level - callee.definition.level);
}

function callBuiltin(node: Extract<Node, { kind: 'call' }>, scope: Scope, compile: Compile): Filter {
  const name = `${node.name}/${node.args.length}`;
  const build = findBuiltin(name);
  if (build !== undefined) return build(node.args.map((arg) => compile(arg, scope)));
  const refusal = REFUSED.get(node.name);
  if (refusal !== undefined) throw syntaxError(scope.source, node.at, `${node.name} is not available: ${refusal}`);
  throw syntaxError(scope.source, node.at, `${name} is not defined`);
}

function callParameter(hops: number): Filter {
  const enter = (env: Env): { filter: Filter; closure: Env } => {
    const node = ancestor(env, hops);
    if (node.filter === undefined || node.closure === undefined) throw new Error('a parameter without its filter');
    return { filter: node.filter, closure: node.closure };
  };
  return {
    one: undefined,
    run: (input, env, emit) => {
      const { filter, closure } = enter(env);
      return filter.run(input, closure, emit);
    },
    walk: (input, path, env, emit) => {
      const { filter, closure } = enter(env);
      return filter.walk(input, path, closure, emit);
    },
  };
}

function callDefinition(definition: CompiledDefinition, args: readonly Filter[], hops: number): Filter {
  const bind = (input: Json, env: Env, index: number, inner: Env, next: (inner: Env) => boolean): boolean => {
    const arg = args[index];
    if (arg === undefined) return next(inner);
    if (definition.params[index]?.isValue !== true) return bind(input, env, index + 1, new Env(inner, null, arg, env), next);
    return arg.run(input, env, (value) => bind(input, env, index + 1, new Env(inner, value, arg, env), next));
  };
  const body = (): Filter => {
    if (definition.filter === undefined) throw new Error('a definition without its body');
    return definition.filter;
  };
  const one = oneCall(definition, args, hops);
  return {
    one,
    run:
      one === undefined
        ? (input, env, emit) => bind(input, env, 0, ancestor(env, hops), (inner) => entered(() => body().run(input, inner, emit)))
        : (input, env, emit) => emit(one(input, env)),
    walk: (input, path: Path | undefined, env, emit) =>
      bind(input, env, 0, ancestor(env, hops), (inner) => entered(() => body().walk(input, path, inner, emit))),
  };
}

function entered<T>(run: () => T): T {
  spend(1);
  descend();
  const result = run();
  ascend();
  return result;
}

/** A call whose body and value arguments have one output each. A body still being compiled (recursion) never qualifies. */
function oneCall(definition: CompiledDefinition, args: readonly Filter[], hops: number): Filter['one'] {
  const body = definition.filter?.one;
  if (body === undefined || args.some((arg, index) => definition.params[index]?.isValue === true && arg.one === undefined))
    return undefined;
  return (input, env) => {
    const inner = args.reduce(
      (found, arg, index) => {
        const value = definition.params[index]?.isValue === true && arg.one !== undefined ? arg.one(input, env) : null;
        return new Env(found, value, arg, env);
      },
      ancestor(env, hops),
    );
    spend(1);
    descend();
    const result = body(input, inner);
    ascend();
    return result;
  };
}
