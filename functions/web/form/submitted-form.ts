// One submission of a form from the posted text to a decision: what is wrong, what is doubted, or the value to go on with. Pure.
import type { Issue } from '../../../workflows/definition/issue.ts';
import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../../workflows/definition/json.ts';
import { fieldIssue } from './field-issue.ts';
import { type FieldModel, pointerToken } from './field-model.ts';
import { firstText, type PostedForm } from './form-entries.ts';
import { CONTROL } from './form-state.ts';
import { type ParsedForm, parseForm } from './parse-form.ts';
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
  const own = [...parsed.issues, ...alternativeIssues(schema, parsed)];
  const issues = withSchemaIssues(own, options.validate(schema, parsed.value));
  const doubts =
    issues.length > 0
      ? []
      : doubtsOf(fields, parsed.value).filter(
          (doubt) => firstText(posted.entries, `${CONTROL.confirm}${doubt.pointer}`) !== confirmation(doubt),
        );
  return { value: parsed.value, issues, doubts };
}

/** `anyOf: [{required: [a]}, {required: [b]}]`: one of several fields must be there. Said at each of them, when none was even tried. */
function alternativeIssues(schema: JsonSchema, parsed: ParsedForm): readonly Issue[] {
  const alternatives = requiredAlternatives(schema);
  const tried = (key: string) =>
    key in parsed.value || parsed.issues.some((issue) => `${issue.path}/`.startsWith(`/${pointerToken(key)}/`));
  if (alternatives.length === 0 || alternatives.some((keys) => keys.every(tried))) return [];
  return [...new Set(alternatives.flat())]
    .filter((key) => !tried(key))
    .map((key) => fieldIssue(`/${pointerToken(key)}`, 'one-of-required', (copy) => copy.oneOfRequired));
}

/** The property names of each alternative; empty unless every member of `anyOf` only names required properties. */
export function requiredAlternatives(schema: JsonSchema): readonly (readonly string[])[] {
  if (!isJsonObject(schema) || !Array.isArray(schema.anyOf)) return [];
  const members = schema.anyOf as readonly Json[];
  const only = members.every((member) => isJsonObject(member) && Object.keys(member).length === 1 && Array.isArray(member.required));
  return only
    ? (members as readonly JsonObject[]).map((member) => (member.required as readonly Json[]).filter((key) => typeof key === 'string'))
    : [];
}

/**
 * The form's own messages come first; the schema's are added where the form said nothing about that place, what contains it or what it
 * contains. (A value that could not be read is missing to the schema; telling both would contradict.)
 */
export function withSchemaIssues(own: readonly Issue[], schema: readonly Issue[]): readonly Issue[] {
  const related = (a: string, b: string) => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
  return [...own, ...schema.filter((issue) => !own.some((one) => related(one.path, issue.path)))];
}
