// Follows local references and joins `allOf`, so that the form sees one flat schema per field. No validation here.
import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../../workflows/definition/json.ts';

const MAX_REFERENCES = 20;
const MAX_BRANCH_DEPTH = 5;

/** The schema with `$ref` (local only) and `allOf` folded in; `true` and unknown references become an empty schema. */
export function mergedSchema(schema: JsonSchema, root: JsonSchema, hops = 0): JsonObject {
  if (!isJsonObject(schema) || hops > MAX_REFERENCES) return {};
  const { $ref, allOf, ...own } = schema;
  let merged: JsonObject = own;
  if (typeof $ref === 'string') {
    const target = resolvePointer($ref, root);
    if (target !== undefined) merged = joined(mergedSchema(target, root, hops + 1), merged);
  }
  for (const part of Array.isArray(allOf) ? (allOf as readonly JsonSchema[]) : [])
    merged = joined(mergedSchema(part, root, hops + 1), merged);
  return merged;
}

function joined(base: JsonObject, over: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...base, ...over };
  if (isJsonObject(base.properties) && isJsonObject(over.properties)) merged.properties = { ...base.properties, ...over.properties };
  if (Array.isArray(base.required) && Array.isArray(over.required)) merged.required = [...listOr(base.required), ...listOr(over.required)];
  return merged;
}

/**
 * The properties of an object schema with those that only some branch of it names (`if`/`then`/`else`, `dependentSchemas`, `anyOf`,
 * `oneOf`): a form must offer them all, which of them are needed the validator says.
 */
export function offeredProperties(schema: JsonObject, root: JsonSchema, depth = 0): JsonObject {
  const own = isJsonObject(schema.properties) ? schema.properties : {};
  if (depth > MAX_BRANCH_DEPTH) return own;
  const dependent = isJsonObject(schema.dependentSchemas) ? Object.values(schema.dependentSchemas) : [];
  const branches = [schema.then, schema.else, ...dependent, ...listOr(schema.anyOf), ...listOr(schema.oneOf)].filter(isJsonObject);
  const offered: Record<string, Json> = {};
  for (const branch of branches) {
    for (const [key, property] of Object.entries(offeredProperties(mergedSchema(branch, root), root, depth + 1))) {
      // A branch that only narrows a property (`const`, `minimum`) does not make another field of it.
      if (!Object.hasOwn(own, key) && !Object.hasOwn(offered, key)) offered[key] = property;
    }
  }
  return { ...own, ...offered };
}

function resolvePointer(reference: string, root: JsonSchema): JsonSchema | undefined {
  if (!reference.startsWith('#')) return undefined;
  let at: Json = root;
  for (const token of reference.slice(1).split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (!isJsonObject(at) || !Object.hasOwn(at, key)) return undefined;
    at = at[key] as Json;
  }
  return typeof at === 'boolean' || isJsonObject(at) ? at : undefined;
}

const listOr = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);
