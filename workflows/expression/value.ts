// What jq knows of values: kinds, truth, order, equality, and how an error message shows one.
import { type Json, isJsonObject } from '../definition/json.ts';
import { toJsonPrefix } from './json-text.ts';
import { ascend, descend, spend } from './work.ts';

export type Kind = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';
type JsonRecord = Readonly<Record<string, Json>>;

export function kindOf(value: Json): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const kind = typeof value;
  return kind === 'object' ? 'object' : (kind as Kind);
}

export function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

export { isJsonObject as isObject };

/** Everything but null and false is true. */
export function isTrue(value: Json): boolean {
  return value !== null && value !== false;
}

const RANKS: Readonly<Record<Kind, number>> = { null: 0, boolean: 1, number: 3, string: 4, array: 5, object: 6 };

function rank(value: Json): number {
  return value === true ? 2 : RANKS[kindOf(value)];
}

/** jq's total order: null, false, true, numbers (nan first), strings by code point, arrays, objects (keys, then values). */
export function compareValues(left: Json, right: Json): number {
  if (typeof left === 'number' && typeof right === 'number') return compareNumbers(left, right);
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  if (left === right) return 0;
  const ranks = rank(left) - rank(right);
  if (ranks !== 0) return ranks;
  if (left === null || typeof left !== 'object') return 0;
  descend();
  const result = isArray(left) ? compareArrays(left, right as readonly Json[]) : compareObjects(left as JsonRecord, right as JsonRecord);
  ascend();
  return result;
}

function compareNumbers(left: number, right: number): number {
  if (left < right || Number.isNaN(left)) return -1;
  return left === right ? 0 : 1;
}

/** By code point. UTF-16 order differs only where a surrogate meets a unit above the surrogates. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const shorter = Math.min(left.length, right.length);
  let at = 0;
  if (shorter > 255) spend(shorter >> 8);
  while (at < shorter && left.charCodeAt(at) === right.charCodeAt(at)) at += 1;
  if (at === shorter) return left.length - right.length;
  return codeOrder(left.charCodeAt(at)) - codeOrder(right.charCodeAt(at));
}

function codeOrder(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

function compareArrays(left: readonly Json[], right: readonly Json[]): number {
  const shorter = Math.min(left.length, right.length);
  spend(1);
  for (let index = 0; index < shorter; index += 1) {
    spend(1);
    const order = compareValues(left[index] ?? null, right[index] ?? null);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareObjects(left: JsonRecord, right: JsonRecord): number {
  const leftKeys = sortedKeys(left);
  const order = compareArrays(leftKeys, sortedKeys(right));
  if (order !== 0) return order;
  for (const key of leftKeys) {
    const values = compareValues(left[key] ?? null, right[key] ?? null);
    if (values !== 0) return values;
  }
  return 0;
}

/** Own keys in their order. Large objects are dictionaries to the engine, whose keys are dear. */
export function keysOfObject(value: JsonRecord): string[] {
  const keys = Object.keys(value);
  if (keys.length > 7) spend(keys.length >> 2);
  return keys;
}

/** Keys by code point. */
export function sortedKeys(value: JsonRecord): string[] {
  const keys = keysOfObject(value);
  chargeSort(keys.length);
  return keys.sort(compareText);
}

/** About n log n comparisons. */
export function chargeSort(count: number): void {
  if (count > 3) spend((count * Math.ceil(Math.log2(count))) >> 3);
}

export function equalValues(left: Json, right: Json): boolean {
  if (left === right) return true;
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') return false;
  return compareValues(left, right) === 0;
}

const SHOWN_BYTES = 29;
const CLOSING: Readonly<Partial<Record<Kind, string>>> = { string: '"', array: ']', object: '}' };

/** The value as JSON, cut as jq 1.8 cuts it in messages: at 29 bytes of UTF-8, with dots before the closing mark. */
export function shown(value: Json): string {
  const text = toJsonPrefix(value, SHOWN_BYTES + 1);
  const closing = CLOSING[kindOf(value)] ?? '';
  let bytes = 0;
  let kept = '';
  for (const letter of text) {
    bytes += utf8Length(letter.codePointAt(0) ?? 0);
    if (bytes <= SHOWN_BYTES - 3 - closing.length) kept += letter;
    if (bytes > SHOWN_BYTES) return `${kept}...${closing}`;
  }
  return text;
}

/** `string ("abc")`: kind and value for an error message. */
export function described(value: Json): string {
  return `${kindOf(value)} (${shown(value)})`;
}

export function utf8Length(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
