// `source as patterns | body`: destructuring, and `?//` alternatives.
import type { Json } from '../../definition/json.ts';
import { indexValue } from '../access.ts';
import { Env, type Filter } from '../filter.ts';
import type { Scope } from '../scope.ts';
import { namesOf, type Node, type Pattern } from '../syntax.ts';
import { described } from '../value.ts';
import { CATCH_STEPS, raise, Raised, spend, work } from '../work.ts';
import type { Compile } from './compile.ts';

/** Binds a value in an environment and calls `next` once per way of binding it. */
export type Binder = (value: Json, input: Json, env: Env, next: (env: Env) => boolean) => boolean;

export interface CompiledPatterns {
  readonly bind: Binder;
  /** The scope in which the body is compiled. */
  readonly scope: Scope;
  /** A single plain `$name`: the fast way. */
  readonly isPlain: boolean;
}

export function compilePatterns(patterns: readonly Pattern[], scope: Scope, compile: Compile): CompiledPatterns {
  const [only] = patterns;
  if (only === undefined) throw new Error('a binding without a pattern');
  if (patterns.length === 1) {
    const compiled = compilePattern(only, scope, compile);
    return { ...compiled, isPlain: only.kind === 'variable' };
  }
  return compileAlternatives(patterns, scope, compile);
}

function compilePattern(pattern: Pattern, scope: Scope, compile: Compile): { bind: Binder; scope: Scope } {
  if (pattern.kind === 'variable') {
    return { scope: scope.withVariable(pattern.name), bind: (value, _input, env, next) => next(new Env(env, value)) };
  }
  const steps: Binder[] = [];
  let inner = scope;
  const parts = pattern.kind === 'array' ? pattern.items.map((item, index) => arrayStep(item, index)) : pattern.entries.map(objectStep);
  for (const part of parts) {
    const compiled = part(inner, compile);
    steps.push(compiled.bind);
    inner = compiled.scope;
  }
  const sequence = inSequence(steps);
  if (pattern.kind === 'object') return { scope: inner, bind: sequence };
  // jq takes an array apart from its end, which shows in the message for what is no array.
  const last = pattern.items.length - 1;
  const bind: Binder = (value, input, env, next) => {
    indexValue(value, last);
    return sequence(value, input, env, next);
  };
  return { scope: inner, bind };
}

type Step = (scope: Scope, compile: Compile) => { bind: Binder; scope: Scope };

function arrayStep(item: Pattern, index: number): Step {
  return (scope, compile) => {
    const compiled = compilePattern(item, scope, compile);
    return { scope: compiled.scope, bind: (value, input, env, next) => compiled.bind(indexValue(value, index), input, env, next) };
  };
}

function objectStep(entry: Extract<Pattern, { kind: 'object' }>['entries'][number]): Step {
  return (scope, compile) => {
    const key = compile(entry.key, scope);
    const named = entry.variable === undefined ? scope : scope.withVariable(entry.variable);
    const nested = entry.pattern === undefined ? undefined : compilePattern(entry.pattern, named, compile);
    const bind: Binder = (value, input, env, next) =>
      key.run(input, env, (name) => {
        if (typeof name !== 'string') return raise(`Cannot index ${described(value).split(' ')[0]} with ${described(name)}`);
        const member = indexValue(value, name);
        const inner = entry.variable === undefined ? env : new Env(env, member);
        return nested === undefined ? next(inner) : nested.bind(member, input, inner, next);
      });
    return { scope: nested?.scope ?? named, bind };
  };
}

function inSequence(steps: readonly Binder[]): Binder {
  const from = (index: number, value: Json, input: Json, env: Env, next: (env: Env) => boolean): boolean => {
    const step = steps[index];
    return step === undefined ? next(env) : step(value, input, env, (inner) => from(index + 1, value, input, inner, next));
  };
  return (value, input, env, next) => from(0, value, input, env, next);
}

/** Every alternative binds all names of all of them, null where it does not mention one; an error moves on to the next. */
function compileAlternatives(patterns: readonly Pattern[], scope: Scope, compile: Compile): CompiledPatterns {
  const names = [...new Set(patterns.flatMap(namesOf))];
  const blank = names.reduce((inner, name) => inner.withVariable(name), scope);
  const alternatives = patterns.map((pattern) => {
    const compiled = compilePattern(pattern, scope, compile);
    const hops = names.map((name) => (namesOf(pattern).includes(name) ? compiled.scope.hopsTo('variable', name) : undefined));
    return { bind: compiled.bind, hops };
  });
  const attempt = (index: number, value: Json, input: Json, env: Env, next: (env: Env) => boolean): boolean => {
    const alternative = alternatives[index];
    if (alternative === undefined) return false;
    const bound = (found: Env): boolean => next(alternative.hops.reduce<Env>((inner, hop) => new Env(inner, valueAt(found, hop)), env));
    if (index === alternatives.length - 1) return alternative.bind(value, input, env, bound);
    const depth = work.depth;
    try {
      return alternative.bind(value, input, env, bound);
    } catch (error) {
      if (!(error instanceof Raised)) throw error;
      work.depth = depth;
      spend(CATCH_STEPS);
      return attempt(index + 1, value, input, env, next);
    }
  };
  return { scope: blank, bind: (value, input, env, next) => attempt(0, value, input, env, next), isPlain: false };
}

function valueAt(env: Env, hops: number | undefined): Json {
  if (hops === undefined) return null;
  let node = env;
  for (let left = hops; left > 0; left -= 1) node = node.parent ?? node;
  return node.value;
}

export function compileBind(node: Extract<Node, { kind: 'bind' }>, scope: Scope, compile: Compile): Filter {
  const source = compile(node.source, scope);
  const patterns = compilePatterns(node.patterns, scope, compile);
  const body = compile(node.body, patterns.scope);
  const { one: from } = source;
  const { one: inside } = body;
  return {
    one:
      patterns.isPlain && from !== undefined && inside !== undefined
        ? (input, env) => inside(input, new Env(env, from(input, env)))
        : undefined,
    run: (input, env, emit) => source.run(input, env, (value) => patterns.bind(value, input, env, (inner) => body.run(input, inner, emit))),
    walk: (input, path, env, emit) =>
      source.run(input, env, (value) => patterns.bind(value, input, env, (inner) => body.walk(input, path, inner, emit))),
  };
}
