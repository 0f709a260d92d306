// Built-ins that apply filters to the parts of a value: entries, walk, first and last, membership, joins.
import type { Json } from '../../definition/json.ts';
import { fieldOf, indexValue, itemOf, putField } from '../access.ts';
import { add } from '../arithmetic.ts';
import { firstOf, update } from '../compile/assign.ts';
import { compileIndex, compileIterate, eachOf, identity } from '../compile/access.ts';
import { collect } from '../compile/construct.ts';
import { type Env, type Filter, many, single } from '../filter.ts';
import { extend, requireElementPath } from '../path.ts';
import { described, equalValues, isArray, isObject } from '../value.ts';
import { ascend, descend, raise, spend } from '../work.ts';
import { type Builtins, must, ofInput } from './builtin.ts';
import { contains, has, keysOf, textOf } from './values.ts';

const iterate = compileIterate(identity);

export const FILTERS: Builtins = {
  'first/0': () => at(0),
  'last/0': () => at(-1),
  'last/1': ([body]) => last(must(body)),
  'nth/1': ([index]) => compileIndex(identity, must(index), { kind: 'identity' }),
  'add/0': () => sum(iterate),
  'add/1': ([body]) => sum(must(body)),
  'map_values/1': ([body]) => single((input, env) => update(iterate, input, env, firstOf(must(body), env))),
  'to_entries/0': ofInput(toEntries),
  'from_entries/0': ofInput((input) => fromEntries(input)),
  'with_entries/1': ([body]) => single((input, env) => fromEntries(toEntries(input).flatMap((entry) => collect(must(body), entry, env)))),
  'walk/1': ([body]) => walk(must(body)),
  'in/1': ([whole]) => many((input, env, emit) => must(whole).run(input, env, (value) => emit(has(value, input)))),
  'inside/1': ([whole]) => many((input, env, emit) => must(whole).run(input, env, (value) => emit(contains(value, input)))),
  'IN/1': ([source]) => single((input, env) => must(source).run(input, env, (value) => equalValues(value, input))),
  'IN/2': ([left, right]) =>
    single((input, env) => must(left).run(input, env, (a) => must(right).run(input, env, (b) => equalValues(a, b)))),
  'INDEX/1': ([key]) => index(iterate, must(key)),
  'INDEX/2': ([source, key]) => index(must(source), must(key)),
  'JOIN/2': ([table, key]) =>
    many((input, env, emit) => must(table).run(input, env, (rows) => emit(collect(joined(rows, iterate, must(key)), input, env)))),
  'JOIN/3': ([table, source, key]) =>
    many((input, env, emit) => must(table).run(input, env, (rows) => joined(rows, must(source), must(key)).run(input, env, emit))),
  'JOIN/4': ([table, source, key, body]) =>
    many((input, env, emit) =>
      must(table).run(input, env, (rows) =>
        joined(rows, must(source), must(key)).run(input, env, (pair) => must(body).run(pair, env, emit)),
      ),
    ),
};

function at(index: number): Filter {
  return {
    one: (input) => itemOf(input, index),
    run: (input, _env, emit) => emit(itemOf(input, index)),
    walk: (input, path, _env, emit) => {
      const from = requireElementPath(path, input, index);
      return emit(itemOf(input, index), extend(from, index));
    },
  };
}

/** No output without an output of the body. */
function last(body: Filter): Filter {
  return many((input, env, emit) => {
    let found: Json | undefined;
    body.run(input, env, (value) => {
      found = value;
      return false;
    });
    return found !== undefined && emit(found);
  });
}

function sum(source: Filter): Filter {
  return single((input, env) => {
    let total: Json = null;
    source.run(input, env, (value) => {
      total = add(total, value);
      return false;
    });
    return total;
  });
}

export function toEntries(input: Json): Json[] {
  return keysOf(input, false).map((key) => {
    spend(1);
    return { key, value: indexValue(input, key) };
  });
}

export function fromEntries(input: Json): Json {
  const object: Record<string, Json> = {};
  eachOf(input, (entry) => {
    const key = firstTrue(entry, ['key', 'Key', 'name', 'Name']);
    if (typeof key !== 'string') return raise(`Cannot use ${described(key)} as object key`);
    putField(object, key, fieldOf(entry, isObject(entry) && Object.hasOwn(entry, 'value') ? 'value' : 'Value'));
    return false;
  });
  return object;
}

function firstTrue(entry: Json, names: readonly string[]): Json {
  for (const name of names) {
    const value = fieldOf(entry, name);
    if (value !== null && value !== false) return value;
  }
  return null;
}

/** Bottom up: every output for the items of an array, the first one for the members of an object. */
function walk(body: Filter): Filter {
  const visit = (value: Json, env: Env, emit: (value: Json) => boolean): boolean => {
    spend(1);
    descend();
    const rebuilt = rebuild(value, env);
    const stopped = body.run(rebuilt, env, emit);
    ascend();
    return stopped;
  };
  const rebuild = (value: Json, env: Env): Json => {
    if (isArray(value)) {
      const items: Json[] = [];
      for (const item of value) {
        visit(item, env, (result) => {
          items.push(result);
          return false;
        });
      }
      return items;
    }
    if (!isObject(value)) return value;
    const object: Record<string, Json> = {};
    for (const key of Object.keys(value)) {
      visit(value[key] ?? null, env, (result) => {
        putField(object, key, result);
        return true;
      });
    }
    return object;
  };
  return many(visit);
}

function index(source: Filter, key: Filter): Filter {
  return single((input, env) => {
    const object: Record<string, Json> = {};
    source.run(input, env, (row) =>
      key.run(row, env, (name) => {
        putField(object, textOf(name), row);
        return false;
      }),
    );
    return object;
  });
}

function joined(table: Json, source: Filter, key: Filter): Filter {
  return many((input, env, emit) => source.run(input, env, (row) => key.run(row, env, (name) => emit([row, indexValue(table, name)]))));
}
