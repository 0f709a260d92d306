// Holds a value to a JSON Schema inside a run, where nothing may be compiled. The doors use functions/shared/ajv-validator.ts:
// the same verdicts, the same codes, the same words.
import type { Issue } from './issue.ts';
import type { JsonSchema } from './json.ts';
import { checkContext, checkSchema } from './schema-check.ts';
import { schemaIssue } from './schema-wording.ts';

export interface InstanceOptions {
  /** Stands before every path, such as "/input". */
  readonly prefix?: string;
  /** Values that fit any schema: expressions that are not evaluated yet. */
  readonly wildcard?: (value: unknown) => boolean;
}

/**
 * @returns every fault of `value`, none when it fits. Paths are JSON Pointers into the value (for something missing: its parent);
 * codes are those of schema-wording.ts. Never throws, whatever the schema.
 */
export function validateInstance(schema: JsonSchema, value: unknown, options: InstanceOptions = {}): Issue[] {
  const context = checkContext(schema, options.wildcard);
  checkSchema(context, schema, value, '');
  return context.faults.map((fault) => schemaIssue(fault, options.prefix));
}
