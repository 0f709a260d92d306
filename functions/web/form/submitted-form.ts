// One submission of a form from the posted text to a decision: what is wrong, what is doubted, or the value to go on with. Pure.
import type { Issue } from '../../../workflows/definition/issue.ts';
import type { Json, JsonObject, JsonSchema } from '../../../workflows/definition/json.ts';
import type { FieldModel } from './field-model.ts';
import { firstText, type PostedForm } from './form-entries.ts';
import { CONTROL } from './form-state.ts';
import { parseForm } from './parse-form.ts';
import { confirmation, type Doubt, doubtsOf } from './plausibility.ts';

export interface SubmittedForm {
  readonly value: JsonObject;
  readonly issues: readonly Issue[];
  /** Probable slips that were not confirmed; only looked for when nothing is wrong. */
  readonly doubts: readonly Doubt[];
}

export function readSubmittedForm(
  schema: JsonSchema,
  fields: readonly FieldModel[],
  posted: PostedForm,
  options: { readonly timeZone: string; readonly validate: (schema: JsonSchema, value: Json) => readonly Issue[] },
): SubmittedForm {
  const parsed = parseForm(fields, posted, options);
  const issues = withSchemaIssues(parsed.issues, options.validate(schema, parsed.value));
  const doubts = issues.length > 0 ? [] : doubtsOf(fields, parsed.value).filter((doubt) => firstText(posted.entries, `${CONTROL.confirm}${doubt.pointer}`) !== confirmation(doubt));
  return { value: parsed.value, issues, doubts };
}

/**
 * The form's own messages come first; the schema's are added where the form said nothing about that place, what contains it or what it
 * contains. (A value that could not be read is missing to the schema; telling both would contradict.)
 */
export function withSchemaIssues(own: readonly Issue[], schema: readonly Issue[]): readonly Issue[] {
  const related = (a: string, b: string) => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
  return [...own, ...schema.filter((issue) => !own.some((one) => related(one.path, issue.path)))];
}
