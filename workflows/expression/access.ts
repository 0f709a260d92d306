// Reading a part of a value: fields, items, slices. Own properties only, so `constructor` and `__proto__` are ordinary missing keys.
import type { Json } from '../definition/json.ts';
import { codePointLength, codePointSlice } from './code-points.ts';
import { chargeCopy, raise, spend } from './work.ts';
import { described, equalValues, isArray, isObject, kindOf } from './value.ts';

/** `value[key]` for any key that jq takes: string, number, slice object, or an array to look for. */
export function indexValue(value: Json, key: Json): Json {
  if (typeof key === 'string') return fieldOf(value, key);
  if (typeof key === 'number') return itemOf(value, key);
  if (isObject(key)) return sliceByObject(value, key);
  if (isArray(value) && isArray(key)) return indicesOfArray(value, key);
  return cannotIndex(value, key);
}

export function fieldOf(value: Json, name: string): Json {
  if (isObject(value)) return Object.hasOwn(value, name) ? (value[name] ?? null) : null;
  if (value === null) return null;
  return cannotIndex(value, name);
}

export function itemOf(value: Json, index: number): Json {
  if (isArray(value)) {
    const at = Math.trunc(index);
    return value[at < 0 ? at + value.length : at] ?? null;
  }
  if (value === null) return null;
  return cannotIndex(value, index);
}

function cannotIndex(value: Json, key: Json): never {
  return raise(`Cannot index ${kindOf(value)} with ${described(key)}`);
}

function sliceByObject(value: Json, key: Readonly<Record<string, Json>>): Json {
  if (value !== null && !isArray(value) && typeof value !== 'string') return cannotIndex(value, key);
  if (!Object.hasOwn(key, 'start') || !Object.hasOwn(key, 'end')) return badSlice();
  return sliceOf(value, key['start'] ?? null, key['end'] ?? null);
}

export function badSlice(): never {
  return raise('Array/string slice indices must be integers');
}

/** `value[from:to]`; null stands for an open end. */
export function sliceOf(value: Json, from: Json, to: Json): Json {
  if (value === null) return null;
  if (!isArray(value) && typeof value !== 'string') return cannotIndex(value, { start: from, end: to });
  const length = typeof value === 'string' ? codePointLength(value) : value.length;
  const [start, end] = sliceBounds(from, to, length);
  if (typeof value === 'string') return codePointSlice(value, start, end);
  chargeCopy(end - start);
  return value.slice(start, end);
}

/** Bounds within 0..length, the start rounded down and the end up. */
export function sliceBounds(from: Json, to: Json, length: number): readonly [number, number] {
  if ((from !== null && typeof from !== 'number') || (to !== null && typeof to !== 'number')) return badSlice();
  const start = clamp(Math.floor(fromEnd(from ?? 0, length)), length);
  const end = clamp(Math.ceil(fromEnd(Number.isNaN(to) ? length : (to ?? length), length)), length);
  return [start, Math.max(start, end)];
}

function fromEnd(bound: number, length: number): number {
  return bound < 0 ? bound + length : bound;
}

function clamp(value: number, length: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.min(Math.max(value, 0), length);
}

/** Where the whole of `needle` occurs in `value`. */
function indicesOfArray(value: readonly Json[], needle: readonly Json[]): Json {
  const found: number[] = [];
  if (needle.length === 0) return found;
  for (let at = 0; at + needle.length <= value.length; at += 1) {
    spend(1);
    if (matchesAt(value, needle, at)) found.push(at);
  }
  return found;
}

function matchesAt(value: readonly Json[], needle: readonly Json[], at: number): boolean {
  for (let offset = 0; offset < needle.length; offset += 1) {
    if (!equalValues(value[at + offset] ?? null, needle[offset] ?? null)) return false;
  }
  return true;
}

/** Sets one own property, also a key named `__proto__`, on an object that is still being built. */
export function putField(target: Record<string, Json>, name: string, value: Json): void {
  if (name === '__proto__') Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  else target[name] = value;
}
