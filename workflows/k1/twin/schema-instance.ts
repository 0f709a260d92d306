// A valid instance of a JSON Schema, drawn from the facts in the prompt: verdicts by what the facts say, numbers by name, texts as sentences about them.
import { isJsonObject } from '../../definition/json.ts';
import type { Json, JsonObject, JsonSchema } from '../../definition/json.ts';
import { resolveLocal } from '../declared-keys.ts';
import { chooseMember } from './choose-member.ts';
import { findings, reasonOf } from './judge-words.ts';
import { stringFor } from './pattern-text.ts';
import type { PromptFacts } from './prompt-facts.ts';

export interface InstanceContext {
  readonly facts: PromptFacts;
  readonly random: () => number;
  readonly root: JsonSchema;
}

const MAX_DEPTH = 24;

/** The instance of `schema` under the member name `key`. */
export function schemaInstance(schema: JsonSchema, key: string, context: InstanceContext, depth = 0): Json {
  if (typeof schema === 'boolean' || depth > MAX_DEPTH) return null;
  const merged = merge(schema, context, depth);
  if (merged.const !== undefined) return merged.const;
  if (Array.isArray(merged.enum)) return chooseMember(merged.enum, context.facts.lean, context.random);
  switch (typeOf(merged)) {
    case 'object':
      return objectFor(merged, context, depth);
    case 'array':
      return arrayFor(merged, key, context, depth);
    case 'boolean':
      return booleanFor(key, context);
    case 'integer':
    case 'number':
      return numberFor(merged, key, context);
    case 'null':
      return null;
    default:
      return textFor(merged, key, context);
  }
}

/** $ref, allOf and the first of anyOf or oneOf, as one flat schema. */
function merge(schema: JsonObject, context: InstanceContext, depth: number): JsonObject {
  if (depth > MAX_DEPTH) return schema;
  const { $ref, allOf, anyOf, oneOf, ...own } = schema;
  const parts: Json[] = [];
  if (typeof $ref === 'string') parts.push(resolveLocal($ref, context.root) ?? {});
  if (Array.isArray(allOf)) parts.push(...allOf);
  const choices = Array.isArray(oneOf) ? oneOf : anyOf;
  if (Array.isArray(choices)) parts.push(choices.find((choice) => !isJsonObject(choice) || choice.type !== 'null') ?? choices[0] ?? {});
  let merged: JsonObject = {};
  for (const part of [...parts.map((part) => (isJsonObject(part) ? merge(part, context, depth + 1) : {})), own])
    merged = join(merged, part);
  return merged;
}

function join(left: JsonObject, right: JsonObject): JsonObject {
  const joined: Record<string, Json> = { ...left, ...right };
  if (isJsonObject(left.properties) && isJsonObject(right.properties)) joined.properties = { ...left.properties, ...right.properties };
  if (Array.isArray(left.required) && Array.isArray(right.required))
    joined.required = [...new Set<Json>([...left.required, ...right.required])];
  return joined;
}

function typeOf(schema: JsonObject): string {
  const { type } = schema;
  if (Array.isArray(type)) return String(type.find((name) => name !== 'null') ?? 'null');
  if (typeof type === 'string') return type;
  if (schema.properties !== undefined || schema.required !== undefined) return 'object';
  if (schema.items !== undefined || schema.prefixItems !== undefined) return 'array';
  return schema.minimum !== undefined || schema.maximum !== undefined ? 'number' : 'string';
}

function objectFor(schema: JsonObject, context: InstanceContext, depth: number): Json {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  const members = [...new Set([...Object.keys(properties), ...required])].slice(0, 200);
  // Past some depth only what must be there: recursive schemas end.
  const wanted = depth > 6 ? members.filter((name) => required.includes(name)) : members;
  return Object.fromEntries(wanted.map((name) => [name, schemaInstance(asSchema(properties[name]), name, context, depth + 1)]));
}

function asSchema(value: Json | undefined): JsonSchema {
  return isJsonObject(value) || typeof value === 'boolean' ? value : { type: 'string' };
}

function arrayFor(schema: JsonObject, key: string, context: InstanceContext, depth: number): Json {
  const least = typeof schema.minItems === 'number' ? schema.minItems : 0;
  const most = typeof schema.maxItems === 'number' ? schema.maxItems : Math.max(least, 3);
  const items = asSchema(schema.items);
  const fixed = Array.isArray(schema.prefixItems)
    ? schema.prefixItems.map((item) => schemaInstance(asSchema(item), key, context, depth + 1))
    : [];
  const text = isJsonObject(items) && typeOf(items) === 'string' && items.enum === undefined;
  const told = text ? findings(context.facts) : [];
  const count = Math.min(most, Math.max(least, depth > 6 ? 0 : told.length || 1), 100);
  const rest = Array.from({ length: Math.max(0, count - fixed.length) }, (_, index) => {
    const sentence = told[index];
    return text && sentence !== undefined ? fitText(sentence, items) : schemaInstance(items, key, context, depth + 1);
  });
  const all = schema.items === false ? fixed : [...fixed, ...rest];
  return schema.uniqueItems === true ? [...new Map(all.map((item) => [JSON.stringify(item), item])).values()] : all;
}

function booleanFor(key: string, { facts }: InstanceContext): boolean {
  const name = key.toLowerCase();
  if (/accept|approve|pass|ok|conform|release|good/.test(name)) return facts.lean === 'good';
  if (/hold|reject|review|escalat|needs|person|human|concern|stop/.test(name)) return facts.lean !== 'good';
  return false;
}

function numberFor(schema: JsonObject, key: string, { facts, random }: InstanceContext): number {
  const name = key.toLowerCase().replace(/[^\p{L}\d]/gu, '');
  const integer = typeOf(schema) === 'integer';
  const low = boundOf(schema, 'minimum', 'exclusiveMinimum', integer ? 1 : 0.01);
  const high = boundOf(schema, 'maximum', 'exclusiveMaximum', integer ? -1 : -0.01);
  const known = facts.facts.find((fact) => fact.key === name && typeof fact.value === 'number')?.value;
  const wanted = typeof known === 'number' ? known : guess(name, low, high, random);
  const within = Math.min(high ?? Number.POSITIVE_INFINITY, Math.max(low ?? Number.NEGATIVE_INFINITY, wanted));
  const step = typeof schema.multipleOf === 'number' && schema.multipleOf > 0 ? schema.multipleOf : integer ? 1 : undefined;
  if (step === undefined) return Number(within.toFixed(2));
  const down = Math.floor(within / step) * step;
  return low !== undefined && down < low ? Math.ceil(within / step) * step : down;
}

function boundOf(schema: JsonObject, inclusive: string, exclusive: string, step: number): number | undefined {
  const open = schema[exclusive];
  const closed = schema[inclusive];
  if (typeof open === 'number') return open + step;
  return typeof closed === 'number' ? closed : undefined;
}

/** Confidence between 0.55 and 0.9 of the range; other numbers in the middle of it. */
function guess(name: string, low: number | undefined, high: number | undefined, random: () => number): number {
  const from = low ?? 0;
  const to = high ?? (/confidence|probability|score|확신/.test(name) ? 1 : from + 10);
  const share = /confidence|probability|score|확신/.test(name) ? 0.55 + 0.35 * random() : 0.5;
  return from + (to - from) * share;
}

const REASON_NAMES =
  /reason|summary|explan|rational|comment|analysis|text|note|finding|evidence|message|answer|description|이유|사유|요약|설명|근거/i;

function textFor(schema: JsonObject, key: string, context: InstanceContext): string {
  const shaped = stringFor(schema, context.random);
  if (shaped !== undefined) return shaped;
  const name = key.toLowerCase().replace(/[^\p{L}\d]/gu, '');
  const known = context.facts.facts.find((fact) => fact.key === name && typeof fact.value === 'string')?.value;
  if (typeof known === 'string' && !REASON_NAMES.test(key)) return fitText(known, schema);
  if (/^lang(uage)?$/.test(name)) return context.facts.korean ? 'ko' : 'en';
  return fitText(reasonOf(context.facts), schema);
}

function fitText(text: string, schema: JsonSchema): string {
  const { minLength, maxLength } = isJsonObject(schema) ? schema : {};
  const most = typeof maxLength === 'number' ? maxLength : 2_000;
  // By code points, as the schema counts.
  const cut = Array.from(text).slice(0, most);
  const least = Math.min(typeof minLength === 'number' ? minLength : 0, most);
  while (cut.length < least) cut.push('.');
  return cut.join('');
}
