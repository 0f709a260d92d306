// JSON values as the whole house passes them: read-only, so that data that a run holds cannot be mutated by accident.
export type JsonPrimitive = string | number | boolean | null;
export type Json = JsonPrimitive | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}
/** A JSON Schema (draft 2020-12). `true` and `false` are schemas too. */
export type JsonSchema = boolean | JsonObject;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
