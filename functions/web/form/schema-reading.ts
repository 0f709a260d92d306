// Follows local references and joins `allOf`, so that the form sees one flat schema per field. No validation here.
import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../../workflows/definition/json.ts';

const MAX_REFERENCES = 20;

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
