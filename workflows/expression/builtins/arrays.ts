// Built-ins on arrays as a whole: order, grouping, search, shape.
import type { Json } from '../../definition/json.ts';
import { indexValue, itemOf } from '../access.ts';
import { subtract } from '../arithmetic.ts';
import { codePointLength } from '../code-points.ts';
import { collect } from '../compile/construct.ts';
import { eachOf } from '../compile/access.ts';
import { type Env, type Filter, many, single } from '../filter.ts';
import { occurrences } from '../text-search.ts';
import { chargeSort, compareValues, described, isArray, keysOfObject } from '../value.ts';
import { ascend, chargeCopy, descend, raise, spend } from '../work.ts';
import { type Builtins, must, ofInput, withOne } from './builtin.ts';
import { lengthOf } from './values.ts';

const UNITERABLE = 'cannot be iterated over';

export const ARRAYS: Builtins = {
  'sort/0': ofInput((input) => sorted(sortable(input))),
  'sort_by/1': ([key]) => single((input, env) => keyed(input, env, must(key)).map(({ item }) => item)),
  'group_by/1': ([key]) => single((input, env) => groups(keyed(input, env, must(key)))),
  'unique/0': ofInput((input) => firsts(groups(sorted(sortable(input)).map((item) => ({ key: item, item }))))),
  'unique_by/1': ([key]) => single((input, env) => firsts(groups(keyed(input, env, must(key))))),
  'min/0': ofInput((input) =>
    extreme(
      iterable(input).map((item) => ({ key: item, item })),
      false,
    ),
  ),
  'max/0': ofInput((input) =>
    extreme(
      iterable(input).map((item) => ({ key: item, item })),
      true,
    ),
  ),
  'min_by/1': ([key]) => single((input, env) => extreme(pairsOf(input, env, must(key), UNITERABLE), false)),
  'max_by/1': ([key]) => single((input, env) => extreme(pairsOf(input, env, must(key), UNITERABLE), true)),
  'reverse/0': ofInput(reverse),
  'flatten/0': ofInput((input) => flatten(input, Number.POSITIVE_INFINITY)),
  'flatten/1': withOne((input, depth) => {
    if (compareValues(depth, 0) < 0) return raise('flatten depth must not be negative');
    return flatten(input, depth);
  }),
  'indices/1': withOne(indices),
  '_strindices/1': withOne(indicesOfText),
  'index/1': withOne((input, part) => itemOf(indices(input, part), 0)),
  'rindex/1': withOne((input, part) => itemOf(indices(input, part), -1)),
  'transpose/0': ofInput(transpose),
  'bsearch/1': withOne(search),
  'combinations/0': () => many((input, _env, emit) => combinations(input, emit)),
  'combinations/1': ([count]) =>
    many((input, env, emit) =>
      must(count).run(input, env, (times) =>
        combinations(
          Array.from({ length: repeatCount(times) }, () => input),
          emit,
        ),
      ),
    ),
};

interface Keyed {
  readonly key: Json;
  readonly item: Json;
}

function sortable(input: Json): readonly Json[] {
  return isArray(input) ? input : raise(`${described(input)} cannot be sorted, as it is not an array`);
}

function iterable(input: Json): readonly Json[] {
  return isArray(input) ? input : raise(`${described(input)} and ${described(input)} ${UNITERABLE}`);
}

function sorted(items: readonly Json[]): Json[] {
  chargeSort(items.length);
  return [...items].sort(compare);
}

function compare(left: Json, right: Json): number {
  spend(typeof left === 'object' ? 1 : 0);
  return compareValues(left, right);
}

/** The key of an item is the array of all outputs of the key filter. */
function withKeys(items: readonly Json[], env: Env, key: Filter): Keyed[] {
  return items.map((item) => {
    spend(1);
    return { key: key.one === undefined ? collect(key, item, env) : [key.one(item, env)], item };
  });
}

function keyed(input: Json, env: Env, key: Filter): Keyed[] {
  const pairs = pairsOf(input, env, key, 'cannot be sorted, as they are not both arrays');
  chargeSort(pairs.length);
  return pairs.sort((a, b) => compareValues(a.key, b.key));
}

/** Every part of an array or object with its key; then only an array will do, as in jq. */
function pairsOf(input: Json, env: Env, key: Filter, refusal: string): Keyed[] {
  const items: Json[] = [];
  eachOf(input, (item) => {
    items.push(item);
    return false;
  });
  const pairs = withKeys(items, env, key);
  return isArray(input) ? pairs : raise(`${described(input)} and ${described(pairs.map((pair) => pair.key))} ${refusal}`);
}

function groups(pairs: readonly Keyed[]): Json[][] {
  const found: Json[][] = [];
  let previous: Keyed | undefined;
  for (const pair of pairs) {
    if (previous !== undefined && compareValues(previous.key, pair.key) === 0) found.at(-1)?.push(pair.item);
    else found.push([pair.item]);
    previous = pair;
  }
  return found;
}

function firsts(found: readonly Json[][]): Json[] {
  return found.map((group) => group[0] ?? null);
}

/** Of equals, the smallest is the first one and the largest the last one. */
function extreme(pairs: readonly Keyed[], isLargest: boolean): Json {
  let best: Keyed | undefined;
  for (const pair of pairs) {
    spend(1);
    const order = best === undefined ? 0 : compareValues(pair.key, best.key);
    if (best === undefined || (isLargest ? order >= 0 : order < 0)) best = pair;
  }
  return best?.item ?? null;
}

function reverse(input: Json): Json {
  if (input === null || input === '') return [];
  if (isArray(input)) {
    chargeCopy(input.length);
    return [...input].reverse();
  }
  if (typeof input === 'boolean') return raise(`${described(input)} has no length`);
  const length =
    typeof input === 'string' ? codePointLength(input) : typeof input === 'number' ? Math.abs(input) : keysOfObject(input).length;
  return length > 0 ? indexValue(input, length - 1) : [];
}

/** A depth that is no number only fails where there is something to unfold, as in jq. */
function flatten(input: Json, depth: Json): Json {
  const flat: Json[] = [];
  const visit = (value: Json, left: Json): void => {
    descend();
    eachOf(value, (item) => {
      if (isArray(item) && left !== 0) visit(item, subtract(left, 1));
      else flat.push(item);
      return false;
    });
    ascend();
  };
  visit(input, depth);
  return flat;
}

function indices(input: Json, part: Json): Json {
  if (typeof input === 'string' && typeof part === 'string') return occurrences(input, part);
  if (isArray(input)) return indexValue(input, isArray(part) ? part : [part]);
  return indexValue(input, part);
}

/** What `indices` is made of in jq; programs may call it. */
function indicesOfText(input: Json, part: Json): Json {
  if (typeof input !== 'string') return raise(`${described(input)} cannot be searched, as it is not a string`);
  return typeof part === 'string' ? occurrences(input, part) : raise(`${described(part)} is not a string`);
}

function transpose(input: Json): Json {
  const rows: Json[] = [];
  eachOf(input, (row) => {
    rows.push(row);
    return false;
  });
  const width = rows.reduce<number>((widest, row) => Math.max(widest, Number(lengthOf(row))), 0);
  return Array.from({ length: width }, (_, column) => {
    spend(1 + rows.length);
    return rows.map((row) => itemOf(row, column));
  });
}

/** Position in a sorted array, or -1 - where it would go. */
function search(input: Json, target: Json): Json {
  if (!isArray(input)) return raise(`${described(input)} cannot be searched from`);
  let low = 0;
  let high = input.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = compareValues(input[middle] ?? null, target);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1 - low;
}

function repeatCount(times: Json): number {
  if (typeof times !== 'number') return raise('Range bounds must be numeric');
  const count = Math.max(0, Math.ceil(times));
  spend(count);
  return count;
}

/** One item of each array, the last array varying fastest. */
function combinations(input: Json, emit: (value: Json) => boolean): boolean {
  if (!isArray(input)) return lengthOf(input) === 0 ? emit([]) : emit(indexValue(input, 0));
  const pools = input;
  const from = (index: number, chosen: readonly Json[]): boolean => {
    if (index === pools.length) return emit(chosen);
    spend(1);
    descend();
    const stopped = eachOf(pools[index] ?? null, (item) => from(index + 1, [...chosen, item]));
    ascend();
    return stopped;
  };
  return from(0, []);
}
