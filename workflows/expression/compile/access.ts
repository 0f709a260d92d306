// `.`, `.a`, `.[0]`, `.[1:2]`, `.[]`, `..`: the filters that are path expressions by nature.
import type { Json } from '../../definition/json.ts';
import { fieldOf, indexValue, sliceOf } from '../access.ts';
import type { Emit, Env, Filter, One, PathEmit } from '../filter.ts';
import { extend, type Path, requireElementPath, requireIterablePath } from '../path.ts';
import type { Node } from '../syntax.ts';
import { described, isArray, isObject, keysOfObject } from '../value.ts';
import { ascend, CATCH_STEPS, descend, raise, Raised, spend } from '../work.ts';

export const identity: Filter = {
  one: (input) => input,
  run: (input, _env, emit) => emit(input),
  walk: (input, path, _env, emit) => emit(input, path),
};

export function compileIndex(target: Filter, key: Filter, node: Node, isOptional = false): Filter {
  if (isOptional) return optionalAccess(target, (input, env, visit) => key.run(input, env, visit), indexValue);
  const one = indexOne(target, key, node);
  return {
    one,
    run:
      one === undefined
        ? (input, env, emit) => key.run(input, env, (name) => target.run(input, env, (value) => emit(indexValue(value, name))))
        : (input, env, emit) => emit(one(input, env)),
    walk: (input, path, env, emit) =>
      key.run(input, env, (name) =>
        target.walk(input, path, env, (value, at) => {
          const from = requireElementPath(at, value, name);
          return emit(indexValue(value, name), extend(from, name));
        }),
      ),
  };
}

type EachKey = (input: Json, env: Env, visit: (key: Json) => boolean) => boolean;

/** `.a?`: a value that cannot be accessed gives nothing, and the rest of the target's values go on. */
function optionalAccess(target: Filter, eachKey: EachKey, access: (value: Json, key: Json) => Json): Filter {
  return {
    one: undefined,
    run: (input, env, emit) =>
      eachKey(input, env, (key) =>
        target.run(input, env, (value) => {
          const found = attempt(() => access(value, key));
          return found !== undefined && emit(found);
        }),
      ),
    walk: (input, path, env, emit) =>
      eachKey(input, env, (key) =>
        target.walk(input, path, env, (value, at) => {
          const found = attempt(() => access(value, key));
          return found !== undefined && emit(found, extend(requireElementPath(at, value, key), key));
        }),
      ),
  };
}

function attempt(access: () => Json): Json | undefined {
  try {
    return access();
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
    spend(CATCH_STEPS);
    return undefined;
  }
}

/** A constant field name that no object inherits may be read straight off the object: the hot path of `.a.b`. */
function indexOne(target: Filter, key: Filter, node: Node): One | undefined {
  const of = target.one;
  const at = key.one;
  if (of === undefined || at === undefined) return undefined;
  if (node.kind !== 'literal' || typeof node.value !== 'string' || node.value in Object.prototype) {
    return (input, env) => {
      const name = at(input, env);
      return indexValue(of(input, env), name);
    };
  }
  const name = node.value;
  return (input, env) => {
    const value = of(input, env);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return (value as Readonly<Record<string, Json>>)[name] ?? null;
    return fieldOf(value, name);
  };
}

const NO_BOUND: Filter = {
  one: () => null,
  run: (_input, _env, emit) => emit(null),
  walk: (_input, _path, _env, emit) => emit(null, undefined),
};

export function compileSlice(target: Filter, fromBound: Filter | undefined, toBound: Filter | undefined, isOptional = false): Filter {
  const from = fromBound ?? NO_BOUND;
  const to = toBound ?? NO_BOUND;
  const eachKey: EachKey = (input, env, visit) => from.run(input, env, (start) => to.run(input, env, (end) => visit({ start, end })));
  if (isOptional) return optionalAccess(target, eachKey, indexValue);
  const { one: of } = target;
  const { one: first } = from;
  const { one: last } = to;
  return {
    one: of && first && last ? (input, env) => sliceOf(of(input, env), first(input, env), last(input, env)) : undefined,
    run: (input, env, emit) => eachKey(input, env, (key) => target.run(input, env, (value) => emit(indexValue(value, key)))),
    walk: (input, path, env, emit) =>
      eachKey(input, env, (key) =>
        target.walk(input, path, env, (value, at) => emit(indexValue(value, key), extend(requireElementPath(at, value, key), key))),
      ),
  };
}

/** Every item or member of a value, in order. */
export function eachOf(value: Json, emit: Emit): boolean {
  if (isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      spend(1);
      if (emit(value[index] ?? null)) return true;
    }
    return false;
  }
  if (!isObject(value)) return raise(`Cannot iterate over ${described(value)}`);
  for (const key of keysOfObject(value)) {
    spend(1);
    if (emit(value[key] ?? null)) return true;
  }
  return false;
}

export function eachPathOf(value: Json, path: Path, emit: PathEmit): boolean {
  if (isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      spend(1);
      if (emit(value[index] ?? null, extend(path, index))) return true;
    }
    return false;
  }
  if (!isObject(value)) return raise(`Cannot iterate over ${described(value)}`);
  for (const key of keysOfObject(value)) {
    spend(1);
    if (emit(value[key] ?? null, extend(path, key))) return true;
  }
  return false;
}

export function compileIterate(target: Filter, isOptional = false): Filter {
  if (isOptional) return optionalIterate(target);
  const { one } = target;
  return {
    one: undefined,
    run:
      one === undefined
        ? (input, env, emit) => target.run(input, env, (value) => eachOf(value, emit))
        : (input, env, emit) => eachOf(one(input, env), emit),
    walk: (input, path, env, emit) => target.walk(input, path, env, (value, at) => eachPathOf(value, requireIterablePath(at, value), emit)),
  };
}

function isIterable(value: Json): boolean {
  return value !== null && typeof value === 'object';
}

function optionalIterate(target: Filter): Filter {
  return {
    one: undefined,
    run: (input, env, emit) => target.run(input, env, (value) => isIterable(value) && eachOf(value, emit)),
    walk: (input, path, env, emit) =>
      target.walk(input, path, env, (value, at) => isIterable(value) && eachPathOf(value, requireIterablePath(at, value), emit)),
  };
}

/** `..`: the value and everything inside it, parents first. */
export function compileRecurse(): Filter {
  return {
    one: undefined,
    run: (input, _env, emit) => recurse(input, emit),
    walk: (input, path, _env, emit) => recursePaths(input, path, emit),
  };
}

function recurse(value: Json, emit: Emit): boolean {
  spend(1);
  if (emit(value)) return true;
  if (value === null || typeof value !== 'object') return false;
  descend();
  const stopped = eachOf(value, (inner) => recurse(inner, emit));
  ascend();
  return stopped;
}

function recursePaths(value: Json, path: Path | undefined, emit: PathEmit): boolean {
  spend(1);
  if (emit(value, path)) return true;
  if (value === null || typeof value !== 'object') return false;
  descend();
  const stopped = eachPathOf(value, requireIterablePath(path, value), (inner, at) => recursePaths(inner, at, emit));
  ascend();
  return stopped;
}
