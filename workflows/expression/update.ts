// Changing a part of a value by copying along the path: setpath, getpath, delpaths. Inputs are never mutated.
import type { Json } from '../definition/json.ts';
import { badSlice, indexValue, putField, sliceBounds } from './access.ts';
import { copyObject } from './arithmetic.ts';
import { described, compareValues, isArray, isObject, kindOf } from './value.ts';
import { ascend, chargeCopy, descend, raise, spend } from './work.ts';

type JsonRecord = Readonly<Record<string, Json>>;
const LARGEST_INDEX = 536_870_911;

/** jq's own limit, an error that can be caught. */
const LONGEST_PATH = 10_000;

function requireShort(path: readonly Json[]): void {
  if (path.length > LONGEST_PATH) raise('Path too deep');
}

export function getPath(value: Json, path: readonly Json[]): Json {
  requireShort(path);
  let found = value;
  for (const key of path) {
    spend(1);
    if (found === null) return null;
    found = indexValue(found, key);
  }
  return found;
}

export function setPath(value: Json, path: readonly Json[], replacement: Json, from = 0): Json {
  const key = path[from];
  if (key === undefined) return replacement;
  if (from === 0) requireShort(path);
  descend();
  spend(1);
  const old = from + 1 === path.length ? null : indexValue(value, key);
  const result = setKey(value, key, setPath(old, path, replacement, from + 1));
  ascend();
  return result;
}

function setKey(value: Json, key: Json, replacement: Json): Json {
  if (typeof key === 'string' && (value === null || isObject(value))) {
    const copy = value === null ? {} : copyObject(value);
    putField(copy, key, replacement);
    return copy;
  }
  if (typeof key === 'number' && (value === null || isArray(value))) return setItem(value ?? [], key, replacement);
  if (isObject(key) && (value === null || isArray(value))) return setSlice(value ?? [], key, replacement);
  if (isObject(key) && typeof value === 'string') return raise('Cannot update string slices');
  if (isObject(key) && !isArray(value)) return raise(`Cannot update field at object index of ${kindOf(value)}`);
  if (isArray(key) && isArray(value)) return raise('Cannot update field at array index of array');
  return raise(`Cannot index ${kindOf(value)} with ${described(key)}`);
}

function setItem(items: readonly Json[], index: number, replacement: Json): Json {
  if (Number.isNaN(index)) return raise('Cannot set array element at NaN index');
  let at = Math.trunc(index);
  if (at < 0) at += items.length;
  if (at < 0) return raise('Out of bounds negative array index');
  if (at > LARGEST_INDEX) return raise('Array index too large');
  chargeCopy(Math.max(items.length, at + 1));
  const copy = items.slice();
  while (copy.length < at) copy.push(null);
  copy[at] = replacement;
  return copy;
}

function setSlice(items: readonly Json[], key: JsonRecord, replacement: Json): Json {
  const [start, end] = boundsOf(key, items.length);
  if (!isArray(replacement)) return raise('A slice of an array can only be assigned another array');
  chargeCopy(items.length + replacement.length);
  return [...items.slice(0, start), ...replacement, ...items.slice(end)];
}

function boundsOf(key: JsonRecord, length: number): readonly [number, number] {
  if (!Object.hasOwn(key, 'start') || !Object.hasOwn(key, 'end')) return badSlice();
  return sliceBounds(key['start'] ?? null, key['end'] ?? null, length);
}

/** Deletes every path at once: indices mean positions before any deletion. */
export function deletePaths(value: Json, paths: Json): Json {
  if (!isArray(paths)) return raise('Paths must be specified as an array');
  const sorted = [...paths].sort(compareValues).map((path): readonly Json[] => {
    if (isArray(path)) return path;
    return raise(`Path must be specified as array, not ${kindOf(path)}`);
  });
  for (const path of sorted) requireShort(path);
  if (sorted.length === 0) return value;
  if (sorted[0]?.length === 0) return null;
  return deleteSorted(value, sorted, 0);
}

function deleteSorted(value: Json, paths: readonly (readonly Json[])[], from: number): Json {
  descend();
  let result = value;
  const here: Json[] = [];
  for (let first = 0; first < paths.length; ) {
    spend(1);
    const key = paths[first]?.[from] ?? null;
    let next = first + 1;
    while (next < paths.length && compareValues(paths[next]?.[from] ?? null, key) === 0) next += 1;
    if (paths[first]?.length === from + 1) here.push(key);
    else {
      const inner = indexValue(result, key);
      if (inner !== null) result = setKey(result, key, deleteSorted(inner, paths.slice(first, next), from + 1));
    }
    first = next;
  }
  ascend();
  return deleteKeys(result, here);
}

function deleteKeys(value: Json, keys: readonly Json[]): Json {
  if (value === null || keys.length === 0) return value;
  if (isObject(value)) {
    const copy = copyObject(value);
    for (const key of keys) {
      if (typeof key !== 'string') return raise(`Cannot delete ${kindOf(key)} field of object`);
      delete copy[key];
    }
    return copy;
  }
  if (isArray(value)) return deleteItems(value, keys);
  return raise(`Cannot delete fields from ${kindOf(value)}`);
}

function deleteItems(items: readonly Json[], keys: readonly Json[]): Json {
  const gone = new Set<number>();
  for (const key of keys) {
    if (typeof key === 'number') gone.add(Math.trunc(key) < 0 ? Math.trunc(key) + items.length : Math.trunc(key));
    else if (isObject(key)) {
      const [start, end] = boundsOf(key, items.length);
      for (let at = start; at < end; at += 1) gone.add(at);
    } else return raise(`Cannot delete ${kindOf(key)} element of array`);
  }
  chargeCopy(items.length);
  return items.filter((_, at) => !gone.has(at));
}
