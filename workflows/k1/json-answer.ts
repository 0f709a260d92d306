// JSON out of a model's text: tolerant of fences and talk around it, strict about what it then holds. Model output is data; keys nobody declared are dropped.
import { AppError } from '../definition/errors.ts';
import { isJsonObject } from '../definition/json.ts';
import type { Json, JsonSchema } from '../definition/json.ts';
import { validateInstance } from '../definition/schema-instance.ts';
import { declaredKeys } from './declared-keys.ts';

export type Parsed = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly reason: string };
export type JsonAnswer = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly errors: readonly string[] };
/** Sentences about what does not hold, empty when all does. Injectable, for a validator with other formats. */
export type JsonCheck = (schema: JsonSchema, value: Json) => readonly string[];

export function parseJson(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) as Json };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Finds, parses, cleans and checks the JSON of an answer. */
export function readJsonAnswer(text: string, schema: JsonSchema, check: JsonCheck = checkJson): JsonAnswer {
  const parsed = findJson(text);
  if (!parsed.ok) return { ok: false, errors: [parsed.reason] };
  const value = onlyDeclared(withoutForbiddenKeys(parsed.value), schema, schema, 0);
  const errors = check(schema, value);
  return errors.length === 0 ? { ok: true, value } : { ok: false, errors };
}

/** The text itself, the inside of the last fence, or the outermost braces: whichever parses first. */
function findJson(text: string): Parsed {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: false, reason: 'The answer is empty; JSON was asked for.' };
  const whole = parseJson(trimmed);
  if (whole.ok) return whole;
  for (const candidate of candidates(trimmed)) {
    const parsed = parseJson(candidate);
    if (parsed.ok) return parsed;
  }
  return { ok: false, reason: `The answer is not JSON: ${whole.reason}` };
}

function candidates(text: string): string[] {
  const found: string[] = [];
  const fences = text.split('```');
  for (let index = fences.length - (fences.length % 2 === 0 ? 1 : 2); index > 0; index -= 2) {
    found.push((fences[index] ?? '').replace(/^[a-zA-Z]*\r?\n?/, '').trim());
  }
  for (const [open, close] of [
    ['{', '}'],
    ['[', ']'],
  ] as const) {
    const from = text.indexOf(open);
    const to = text.lastIndexOf(close);
    if (from !== -1 && to > from) found.push(text.slice(from, to + 1));
  }
  return found;
}

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const MAX_DEPTH = 64;

/** A copy without keys that could reach a prototype, at any depth. */
export function withoutForbiddenKeys(value: Json, depth = 0): Json {
  if (depth > MAX_DEPTH) return null;
  if (Array.isArray(value)) return value.map((item) => withoutForbiddenKeys(item, depth + 1));
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !FORBIDDEN_KEYS.has(key));
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutForbiddenKeys(member, depth + 1)]));
}

/** A copy without members that the schema does not declare, unless it declares additional ones welcome. */
function onlyDeclared(value: Json, schema: JsonSchema, root: JsonSchema, depth: number): Json {
  if (depth > MAX_DEPTH) return value;
  const declared = declaredKeys(schema, root);
  if (Array.isArray(value)) return value.map((item, index) => onlyDeclared(item, declared.item(index), root, depth + 1));
  if (!isJsonObject(value)) return value;
  const kept: Record<string, Json> = {};
  for (const [key, member] of Object.entries(value)) {
    const memberSchema = declared.member(key);
    if (memberSchema !== undefined) kept[key] = onlyDeclared(member, memberSchema, root, depth + 1);
  }
  return kept;
}

/** Faults of the schema itself: its author's, not the model's. */
const SCHEMA_FAULTS: ReadonlySet<string> = new Set(['unresolved-reference', 'regex-unsupported']);

/** The default check: the house's own, whose patterns take linear time whatever the model wrote. Throws AppError invalid for a schema that cannot be used. */
export function checkJson(schema: JsonSchema, value: Json): readonly string[] {
  const issues = validateInstance(schema, value);
  const fault = issues.find(({ code }) => SCHEMA_FAULTS.has(code));
  if (fault !== undefined) throw new AppError('invalid', `The schema of the answer cannot be used: ${fault.message}`, { issues: [fault] });
  return issues.slice(0, 12).map(({ path, message }) => `${path === '' ? '(whole answer)' : path}: ${message}`);
}
