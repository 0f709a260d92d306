// An optional field of a form reaches a task as null when it was left empty, since `with` cannot leave a key out. For the fields named
// here null means absent.
import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../definition/json.ts';

/** The request's schema with null allowed for these of its properties. */
export function withOptional(request: JsonSchema, names: readonly string[]): JsonSchema {
  if (!isJsonObject(request) || !isJsonObject(request['properties'])) return request;
  const { properties } = request;
  const loosened = names.map((name): [string, Json] => [name, { anyOf: [properties[name] ?? true, { type: 'null' }] }]);
  return { ...request, properties: { ...properties, ...Object.fromEntries(loosened) } };
}

export function withoutNulls(input: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
}
