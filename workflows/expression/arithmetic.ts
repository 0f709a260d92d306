// `+ - * / %` on every kind of value.
import type { Json } from '../definition/json.ts';
import { putField } from './access.ts';
import { splitText } from './text-search.ts';
import { described, equalValues, isArray, isObject, keysOfObject } from './value.ts';
import { ascend, chargeCopy, chargeText, descend, raise, spend } from './work.ts';

type JsonRecord = Readonly<Record<string, Json>>;

export function add(left: Json, right: Json): Json {
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  if (typeof left === 'string' && typeof right === 'string') {
    chargeText(left.length + right.length);
    return left + right;
  }
  if (left === null) return right;
  if (right === null) return left;
  if (isArray(left) && isArray(right)) {
    chargeCopy(left.length + right.length);
    return [...left, ...right];
  }
  if (isObject(left) && isObject(right)) return merged(left, right);
  return cannot(left, right, 'added');
}

/** Copying an object is far dearer than an array, so it costs more steps. */
function merged(left: JsonRecord, right: JsonRecord): Json {
  const result = copyObject(left);
  for (const key of keysOfObject(right)) putField(result, key, right[key] ?? null);
  spend(1);
  return result;
}

export function copyObject(value: JsonRecord): Record<string, Json> {
  const copy: Record<string, Json> = { ...value };
  const count = keysOfObject(copy).length;
  if (count > 31) spend(count >> 1);
  return copy;
}

export function subtract(left: Json, right: Json): Json {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (isArray(left) && isArray(right)) {
    return left.filter((item) => {
      spend(1 + (right.length >> 3));
      return !right.some((other) => equalValues(item, other));
    });
  }
  return cannot(left, right, 'subtracted');
}

export function multiply(left: Json, right: Json): Json {
  if (typeof left === 'number' && typeof right === 'number') return left * right;
  if (typeof left === 'string' && typeof right === 'number') return repeated(left, right);
  if (typeof left === 'number' && typeof right === 'string') return repeated(right, left);
  if (isObject(left) && isObject(right)) return deepMerged(left, right);
  return cannot(left, right, 'multiplied');
}

/** What jq itself never makes: its error can be caught, unlike the budget's. */
const JQ_LONGEST = 2 ** 31 - 1;

function repeated(text: string, times: number): Json {
  if (!(times >= 0)) return null;
  const count = Math.floor(times);
  if (text.length * count >= JQ_LONGEST) return raise('Repeat string result too long');
  chargeText(text.length * count);
  return text.repeat(count);
}

function deepMerged(left: JsonRecord, right: JsonRecord): Json {
  descend();
  const result = copyObject(left);
  for (const key of keysOfObject(right)) {
    spend(1);
    const old = Object.hasOwn(left, key) ? left[key] : undefined;
    const added = right[key] ?? null;
    putField(result, key, old !== undefined && isObject(old) && isObject(added) ? deepMerged(old, added) : added);
  }
  ascend();
  return result;
}

export function divide(left: Json, right: Json): Json {
  if (typeof left === 'number' && typeof right === 'number') {
    if (right === 0) return cannot(left, right, 'divided because the divisor is zero');
    return left / right;
  }
  if (typeof left === 'string' && typeof right === 'string') return splitText(left, right);
  return cannot(left, right, 'divided');
}

export function remainder(left: Json, right: Json): Json {
  if (typeof left !== 'number' || typeof right !== 'number') return cannot(left, right, 'divided (remainder)');
  if (Number.isNaN(left) || Number.isNaN(right)) return Number.NaN;
  const dividend = toInteger(left);
  const divisor = toInteger(right);
  if (divisor === 0n) return cannot(left, right, 'divided (remainder) because the divisor is zero');
  return Number(dividend % divisor);
}

const LARGEST = 2n ** 63n - 1n;
const SMALLEST = -(2n ** 63n);

/** As C converts a double to a 64-bit integer: towards zero, clamped. */
function toInteger(value: number): bigint {
  if (value >= 2 ** 63) return LARGEST;
  if (value <= -(2 ** 63)) return SMALLEST;
  return BigInt(Math.trunc(value));
}

export function negate(value: Json): Json {
  if (typeof value === 'number') return value === 0 ? 0 : -value;
  return raise(`${described(value)} cannot be negated`);
}

function cannot(left: Json, right: Json, what: string): never {
  return raise(`${described(left)} and ${described(right)} cannot be ${what}`);
}
