// The keywords of JSON Schema that apply other schemas: to the same value (allOf, anyOf, if ...), to its properties, to its items.
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { pointer } from './pointer.ts';
import { compilePattern } from './regex.ts';
import { type CheckContext, checkSchema, type Evaluated, merge, type SchemaFault } from './schema-check.ts';

export function checkApplicators(context: CheckContext, schema: JsonObject, value: Json, path: string, evaluated: Evaluated): void {
  checkInPlace(context, schema, value, path, evaluated);
  if (isJsonObject(value)) checkProperties(context, schema, value, path, evaluated);
  else if (Array.isArray(value)) checkItems(context, schema, value, path, evaluated);
}

interface Branch {
  readonly faults: readonly SchemaFault[];
  readonly evaluated: Evaluated;
}

/** Tries a schema without reporting: its faults stay in the branch. */
function attempt(context: CheckContext, schema: unknown, value: unknown, path: string): Branch {
  const faults: SchemaFault[] = [];
  return { faults, evaluated: checkSchema({ ...context, faults }, schema, value, path) };
}

function checkInPlace(context: CheckContext, schema: JsonObject, value: Json, path: string, evaluated: Evaluated): void {
  const { allOf, anyOf, oneOf, not, dependentSchemas } = schema;
  if (Array.isArray(allOf)) for (const part of allOf) merge(evaluated, checkSchema(context, part, value, path));
  if (Array.isArray(anyOf)) checkAlternatives(context, 'anyOf', anyOf, value, path, evaluated);
  if (Array.isArray(oneOf)) checkAlternatives(context, 'oneOf', oneOf, value, path, evaluated);
  if (not !== undefined && attempt(context, not, value, path).faults.length === 0)
    context.faults.push({ path, keyword: 'not', params: {} });
  if (schema['if'] !== undefined) {
    const condition = attempt(context, schema['if'], value, path);
    const holds = condition.faults.length === 0;
    if (holds) merge(evaluated, condition.evaluated);
    const next = holds ? schema['then'] : schema['else'];
    if (next !== undefined) merge(evaluated, checkSchema(context, next, value, path));
  }
  if (!isJsonObject(dependentSchemas) || !isJsonObject(value)) return;
  for (const [name, part] of Object.entries(dependentSchemas)) {
    if (Object.hasOwn(value, name)) merge(evaluated, checkSchema(context, part, value, path));
  }
}

function checkAlternatives(
  context: CheckContext,
  keyword: 'anyOf' | 'oneOf',
  parts: readonly Json[],
  value: Json,
  path: string,
  evaluated: Evaluated,
): void {
  const branches = parts.map((part) => attempt(context, part, value, path));
  const fitting = branches.filter((branch) => branch.faults.length === 0);
  for (const branch of fitting) merge(evaluated, branch.evaluated);
  if (fitting.length === 1 || (fitting.length > 1 && keyword === 'anyOf')) return;
  // A value that stands for an expression may fit several branches at once; which one is not known yet.
  if (fitting.length > 1 && holdsWildcard(context, value)) return;
  const meant = fitting.length === 0 ? branches.filter((branch) => isMeant(branch, path)) : [];
  const only = meant[0];
  if (meant.length === 1 && only) context.faults.push(...only.faults);
  else context.faults.push({ path, keyword, params: { matches: fitting.length } });
}

function holdsWildcard(context: CheckContext, value: unknown): boolean {
  return (
    context.wildcard(value) ||
    (typeof value === 'object' && value !== null && Object.values(value).some((part) => holdsWildcard(context, part)))
  );
}

/** A branch is what the writer meant unless the value's type, or the word that tells branches apart, is another. */
function isMeant(branch: Branch, path: string): boolean {
  return !branch.faults.some(
    (fault) =>
      (fault.path === path && fault.keyword === 'type') || fault.keyword === 'const' || (fault.path === path && fault.keyword === 'enum'),
  );
}

function checkProperties(context: CheckContext, schema: JsonObject, value: JsonObject, path: string, evaluated: Evaluated): void {
  const { properties, patternProperties, additionalProperties, propertyNames, unevaluatedProperties } = schema;
  const own = isJsonObject(properties) ? properties : {};
  const patterns = isJsonObject(patternProperties) ? Object.entries(patternProperties) : [];
  for (const [name, part] of Object.entries(value)) {
    const at = pointer(path, name);
    let spoken = false;
    if (Object.hasOwn(own, name)) {
      spoken = true;
      checkSchema(context, own[name], part, at);
    }
    for (const [pattern, partSchema] of patterns) {
      const matcher = compilePattern(pattern);
      if (typeof matcher === 'string' || !matcher.test(name)) continue;
      spoken = true;
      checkSchema(context, partSchema, part, at);
    }
    if (!spoken && additionalProperties !== undefined) {
      spoken = true;
      checkRest(context, 'additionalProperties', additionalProperties, { name, part, at, known: Object.keys(own) });
    }
    if (spoken) evaluated.names.add(name);
    if (propertyNames !== undefined && attempt(context, propertyNames, name, at).faults.length > 0) {
      context.faults.push({ path: at, keyword: 'propertyNames', params: { name } });
    }
  }
  if (unevaluatedProperties === undefined) return;
  for (const [name, part] of Object.entries(value)) {
    if (evaluated.names.has(name)) continue;
    checkRest(context, 'unevaluatedProperties', unevaluatedProperties, { name, part, at: pointer(path, name), known: Object.keys(own) });
    evaluated.names.add(name);
  }
}

interface Member {
  readonly name: string;
  readonly part: unknown;
  readonly at: string;
  readonly known: readonly string[];
}

/** `false` for the members nobody spoke of is said as "unknown field", with the names there are. */
function checkRest(context: CheckContext, keyword: string, schema: unknown, member: Member): void {
  if (schema === false) context.faults.push({ path: member.at, keyword, params: { name: member.name, known: member.known } });
  else checkSchema(context, schema, member.part, member.at);
}

function checkItems(context: CheckContext, schema: JsonObject, value: readonly Json[], path: string, evaluated: Evaluated): void {
  const { prefixItems, items, unevaluatedItems } = schema;
  const prefix = Array.isArray(prefixItems) ? (prefixItems as readonly Json[]) : [];
  value.forEach((item, index) => {
    const part = index < prefix.length ? prefix[index] : items;
    if (part === undefined) return;
    evaluated.indexes.add(index);
    if (part === false) context.faults.push({ path: pointer(path, index), keyword: 'items', params: { limit: prefix.length } });
    else checkSchema(context, part, item, pointer(path, index));
  });
  checkContains(context, schema, value, path, evaluated);
  if (unevaluatedItems === undefined) return;
  value.forEach((item, index) => {
    if (evaluated.indexes.has(index)) return;
    evaluated.indexes.add(index);
    if (unevaluatedItems === false) context.faults.push({ path: pointer(path, index), keyword: 'unevaluatedItems', params: {} });
    else checkSchema(context, unevaluatedItems, item, pointer(path, index));
  });
}

function checkContains(context: CheckContext, schema: JsonObject, value: readonly Json[], path: string, evaluated: Evaluated): void {
  const { contains, minContains, maxContains } = schema;
  if (contains === undefined) return;
  let count = 0;
  value.forEach((item, index) => {
    if (attempt(context, contains, item, pointer(path, index)).faults.length > 0) return;
    count += 1;
    evaluated.indexes.add(index);
  });
  const least = typeof minContains === 'number' ? minContains : 1;
  if (count < least) context.faults.push({ path, keyword: 'contains', params: { limit: least, actual: count } });
  if (typeof maxContains === 'number' && count > maxContains)
    context.faults.push({ path, keyword: 'maxContains', params: { limit: maxContains, actual: count } });
}
