// Built-ins on any kind of value: type, length, keys, has, contains, conversions, and the selectors by kind.
import type { Json } from '../../definition/json.ts';
import { codePointLength } from '../code-points.ts';
import { parseJson } from '../json-parse.ts';
import { toJsonText } from '../json-text.ts';
import { described, equalValues, isArray, isObject, isTrue, keysOfObject, kindOf, sortedKeys, utf8Length } from '../value.ts';
import { ascend, chargeCopy, chargeText, descend, raise, spend, work } from '../work.ts';
import { type Builtins, ofInput, pathwise, withOne } from './builtin.ts';

export const VALUES: Builtins = {
  'not/0': ofInput((input) => !isTrue(input)),
  'type/0': ofInput(kindOf),
  'length/0': ofInput(lengthOf),
  'utf8bytelength/0': ofInput(utf8ByteLength),
  'keys/0': ofInput((input) => keysOf(input, true)),
  'keys_unsorted/0': ofInput((input) => keysOf(input, false)),
  'has/1': withOne(has),
  'contains/1': withOne(contains),
  'tostring/0': ofInput(textOf),
  'tojson/0': ofInput(toJsonText),
  'fromjson/0': ofInput((input) =>
    typeof input === 'string' ? parseJson(input) : raise(`${described(input)} only strings can be parsed`),
  ),
  'tonumber/0': ofInput(toNumber),
  'toboolean/0': ofInput(toBoolean),
  'toarray/0': ofInput((input) => (isArray(input) ? input : [input])),
  'infinite/0': ofInput(() => Number.POSITIVE_INFINITY),
  'nan/0': ofInput(() => Number.NaN),
  'null/0': ofInput(() => null),
  'true/0': ofInput(() => true),
  'false/0': ofInput(() => false),
  'have_literal_numbers/0': ofInput(() => true),
  'have_decnum/0': ofInput(() => false),
  'now/0': ofInput(() => (work.now === undefined ? raise('now is not available here: this expression has no clock') : work.now() / 1000)),
  'values/0': passIf((value) => value !== null),
  'nulls/0': passIf((value) => value === null),
  'booleans/0': passIf((value) => typeof value === 'boolean'),
  'numbers/0': passIf((value) => typeof value === 'number'),
  'strings/0': passIf((value) => typeof value === 'string'),
  'arrays/0': passIf(isArray),
  'objects/0': passIf(isObject),
  'iterables/0': passIf((value) => value !== null && typeof value === 'object'),
  'scalars/0': passIf((value) => value === null || typeof value !== 'object'),
  'finites/0': passIf((value) => typeof value === 'number' && !isInfinite(value)),
  'normals/0': passIf((value) => typeof value === 'number' && isNormal(value)),
  'isinfinite/0': ofInput((input) => typeof input === 'number' && isInfinite(input)),
  'isfinite/0': ofInput((input) => typeof input === 'number' && !isInfinite(input)),
  'isnan/0': ofInput((input) => typeof input === 'number' && Number.isNaN(input)),
  'isnormal/0': ofInput((input) => typeof input === 'number' && isNormal(input)),
};

function passIf(test: (value: Json) => boolean): () => ReturnType<typeof pathwise> {
  const filter = pathwise((input, path, _env, emit) => test(input) && emit(input, path));
  return () => filter;
}

function isInfinite(value: number): boolean {
  return value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;
}

function isNormal(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value) >= 2 ** -1022;
}

export function lengthOf(input: Json): Json {
  if (typeof input === 'string') return codePointLength(input);
  if (isArray(input)) return input.length;
  if (input === null) return 0;
  if (typeof input === 'number') return Math.abs(input);
  return isObject(input) ? keysOfObject(input).length : raise(`${described(input)} has no length`);
}

function utf8ByteLength(input: Json): Json {
  if (typeof input !== 'string') return raise(`${described(input)} only strings have UTF-8 byte length`);
  spend(input.length >> 6);
  let bytes = 0;
  for (const letter of input) bytes += utf8Length(letter.codePointAt(0) ?? 0);
  return bytes;
}

export function keysOf(input: Json, isSorted: boolean): Json[] {
  if (isArray(input)) {
    chargeCopy(input.length);
    return input.map((_, index) => index);
  }
  if (!isObject(input)) return raise(`${described(input)} has no keys`);
  return isSorted ? sortedKeys(input) : keysOfObject(input);
}

export function has(input: Json, key: Json): boolean {
  if (isObject(input) && typeof key === 'string') return Object.hasOwn(input, key);
  if (isArray(input) && typeof key === 'number') return key >= 0 && Math.floor(key) < input.length;
  if (input === null) return false;
  return raise(`Cannot check whether ${kindOf(input)} has a ${kindOf(key)} key`);
}

/** Substrings, and item by item or member by member for arrays and objects. */
export function contains(input: Json, part: Json): boolean {
  // To jq true and false are kinds of their own.
  if (kindOf(input) !== kindOf(part) || (typeof input === 'boolean' && input !== part))
    return raise(`${described(input)} and ${described(part)} cannot have their containment checked`);
  return holds(input, part);
}

function includes(whole: string, part: string): boolean {
  spend(whole.length >> 8);
  return whole.includes(part);
}

function holds(whole: Json, part: Json): boolean {
  spend(1);
  if (typeof whole === 'string' && typeof part === 'string') return includes(whole, part);
  if (whole === null || typeof whole !== 'object' || kindOf(whole) !== kindOf(part)) return equalValues(whole, part);
  descend();
  const result = isArray(whole)
    ? (part as readonly Json[]).every((wanted) => whole.some((item) => holds(item, wanted)))
    : isObject(whole) &&
      isObject(part) &&
      Object.keys(part).every((key) => Object.hasOwn(whole, key) && holds(whole[key] ?? null, part[key] ?? null));
  ascend();
  return result;
}

export function textOf(input: Json): string {
  return typeof input === 'string' ? input : toJsonText(input);
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function toNumber(input: Json): Json {
  if (typeof input === 'number') return input;
  if (typeof input === 'string') {
    chargeText(input.length);
    if (NUMBER.test(input)) return Number(input);
    if (/^[+-]?nan$/i.test(input)) return Number.NaN;
    if (/^[+-]?inf(?:inity)?$/i.test(input)) return input.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  return raise(`${described(input)} cannot be parsed as a number`);
}

function toBoolean(input: Json): Json {
  if (typeof input === 'boolean') return input;
  if (input === 'true') return true;
  return input === 'false' ? false : raise(`${described(input)} cannot be parsed as a boolean`);
}
