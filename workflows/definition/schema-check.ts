// Walks a value along a JSON Schema (2020-12) and says every fault, by keyword and with what its sentence needs. An interpreter,
// because the sandbox may not generate code. Frozen schemas, own properties only, re2js for patterns, values that stand for anything.
import { jsonEqual } from './json-equal.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { compilePattern } from './regex.ts';
import { checkApplicators } from './schema-applicators.ts';
import { FORMATS } from './schema-formats.ts';
import { resolveReference } from './schema-reference.ts';

export interface SchemaFault {
  readonly path: string;
  readonly keyword: string;
  /** What the sentence needs: limit, names, types ... */
  readonly params: Readonly<Record<string, unknown>>;
}

/** Which members of the value a schema (and its applicators) has spoken of, for `unevaluated*`. */
export interface Evaluated {
  readonly names: Set<string>;
  readonly indexes: Set<number>;
}

export interface CheckContext {
  readonly root: unknown;
  readonly faults: SchemaFault[];
  /** Values that satisfy any schema: expressions whose result is not known yet. */
  readonly wildcard: (value: unknown) => boolean;
  /** Shared by the contexts of branches, so that a schema that refers to itself cannot run away. */
  readonly work: { left: number };
  readonly depth: number;
}

const MAXIMUM_DEPTH = 250;
const MAXIMUM_WORK = 2_000_000;

export function checkContext(root: unknown, wildcard: (value: unknown) => boolean = () => false): CheckContext {
  return { root, faults: [], wildcard, work: { left: MAXIMUM_WORK }, depth: 0 };
}

/** Adds the faults of `value` at `path` to the context's list. @returns what was evaluated. */
export function checkSchema(context: CheckContext, schema: unknown, value: unknown, path: string): Evaluated {
  const evaluated: Evaluated = { names: new Set(), indexes: new Set() };
  const report = (keyword: string, params: Readonly<Record<string, unknown>> = {}): void =>
    void context.faults.push({ path, keyword, params });
  context.work.left -= 1;
  if (schema === true || context.wildcard(value)) return evaluated;
  if (schema === false) report('false-schema');
  if (!isJsonObject(schema)) return evaluated;
  if (context.depth > MAXIMUM_DEPTH || context.work.left < 0) {
    // Said once: whatever is left would only say it again.
    if (!context.faults.some((fault) => fault.keyword === 'schema-limit')) report('schema-limit');
    return evaluated;
  }
  const deeper = { ...context, depth: context.depth + 1 };
  for (const keyword of ['$ref', '$dynamicRef'] as const) {
    const reference = schema[keyword];
    if (typeof reference !== 'string') continue;
    const target = resolveReference(context.root, reference);
    if (target === undefined) report('$ref', { reference });
    else merge(evaluated, checkSchema(deeper, target, value, path));
  }
  checkGeneral(schema, value, report, context.wildcard);
  if (typeof value === 'number') checkNumber(schema, value, report);
  if (typeof value === 'string') checkString(schema, value, report);
  if (Array.isArray(value)) checkArraySize(schema, value, report, context.wildcard);
  if (isJsonObject(value)) checkObjectSize(schema, value, report);
  checkApplicators(deeper, schema, value as Json, path, evaluated);
  return evaluated;
}

export function merge(into: Evaluated, from: Evaluated): void {
  for (const name of from.names) into.names.add(name);
  for (const index of from.indexes) into.indexes.add(index);
}

export type Report = (keyword: string, params?: Readonly<Record<string, unknown>>) => void;

export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

export function hasType(value: unknown, type: string): boolean {
  return type === 'integer' ? typeof value === 'number' && Number.isInteger(value) : typeOf(value) === type;
}

function checkGeneral(schema: JsonObject, value: unknown, report: Report, wildcard: (value: unknown) => boolean): void {
  const types =
    typeof schema['type'] === 'string' ? [schema['type']] : Array.isArray(schema['type']) ? schema['type'].map(String) : undefined;
  if (types && !types.some((type) => hasType(value, type))) report('type', { types, actual: typeOf(value), value });
  const open = containsWildcard(value, wildcard);
  if (schema['const'] !== undefined && !open && !jsonEqual(schema['const'], value)) report('const', { allowed: schema['const'] });
  const allowed = schema['enum'];
  if (Array.isArray(allowed) && !open && !allowed.some((one) => jsonEqual(one, value))) report('enum', { allowed, actual: value });
}

function containsWildcard(value: unknown, wildcard: (value: unknown) => boolean): boolean {
  if (wildcard(value)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some((part) => containsWildcard(part, wildcard));
}

function checkNumber(schema: JsonObject, value: number, report: Report): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (typeof minimum === 'number' && value < minimum) report('minimum', { limit: minimum });
  if (typeof maximum === 'number' && value > maximum) report('maximum', { limit: maximum });
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) report('exclusiveMinimum', { limit: exclusiveMinimum });
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) report('exclusiveMaximum', { limit: exclusiveMaximum });
  if (typeof multipleOf === 'number' && multipleOf > 0) {
    // 0.3 is a multiple of 0.1 for people, though not for doubles.
    const quotient = value / multipleOf;
    if (!(Math.abs(Math.round(quotient) - quotient) <= 1e-7)) report('multipleOf', { limit: multipleOf });
  }
}

function checkString(schema: JsonObject, value: string, report: Report): void {
  const { minLength, maxLength, pattern, format } = schema;
  if (typeof minLength === 'number' || typeof maxLength === 'number') {
    const length = Array.from(value).length;
    if (typeof minLength === 'number' && length < minLength) report('minLength', { limit: minLength, actual: length });
    if (typeof maxLength === 'number' && length > maxLength) report('maxLength', { limit: maxLength, actual: length });
  }
  if (typeof pattern === 'string') {
    const matcher = compilePattern(pattern);
    if (typeof matcher === 'string') report('regex-unsupported', { pattern, reason: matcher });
    else if (!matcher.test(value)) report('pattern', { pattern });
  }
  if (typeof format === 'string' && Object.hasOwn(FORMATS, format) && FORMATS[format]?.(value) === false) report('format', { format });
}

function checkArraySize(schema: JsonObject, value: readonly unknown[], report: Report, wildcard: (value: unknown) => boolean): void {
  const { minItems, maxItems, uniqueItems } = schema;
  if (typeof minItems === 'number' && value.length < minItems) report('minItems', { limit: minItems, actual: value.length });
  if (typeof maxItems === 'number' && value.length > maxItems) report('maxItems', { limit: maxItems, actual: value.length });
  if (uniqueItems !== true) return;
  const again = repeated(value.filter((item) => !containsWildcard(item, wildcard)));
  if (again !== undefined) report('uniqueItems', { value: again });
}

/** The first item that stands there twice. Plain values by a set, since lists of measurements are long. */
function repeated(items: readonly unknown[]): unknown {
  const plain = new Set<unknown>();
  const trees: unknown[] = [];
  for (const item of items) {
    const tree = typeof item === 'object' && item !== null;
    if (tree ? trees.some((other) => jsonEqual(other, item)) : plain.has(item)) return item;
    if (tree) trees.push(item);
    else plain.add(item);
  }
  return undefined;
}

function checkObjectSize(schema: JsonObject, value: JsonObject, report: Report): void {
  const { required, minProperties, maxProperties, dependentRequired } = schema;
  const count = Object.keys(value).length;
  if (Array.isArray(required)) {
    for (const name of required) if (typeof name === 'string' && !Object.hasOwn(value, name)) report('required', { name });
  }
  if (typeof minProperties === 'number' && count < minProperties) report('minProperties', { limit: minProperties, actual: count });
  if (typeof maxProperties === 'number' && count > maxProperties) report('maxProperties', { limit: maxProperties, actual: count });
  if (!isJsonObject(dependentRequired)) return;
  for (const [present, names] of Object.entries(dependentRequired)) {
    if (!Object.hasOwn(value, present) || !Array.isArray(names)) continue;
    for (const name of names) if (typeof name === 'string' && !Object.hasOwn(value, name)) report('dependentRequired', { name, present });
  }
}
