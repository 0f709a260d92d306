// The state of a form between two drawings: what was typed, what is wrong with it, what is doubted. Sorts issues to their fields.
import type { Issue } from '../../../workflows/definition/issue.ts';
import type { Json } from '../../../workflows/definition/json.ts';
import type { Copy, Language } from '../copy/copy.ts';
import type { FieldModel, FormEntries } from './field-model.ts';
import type { Doubt } from './plausibility.ts';

export interface FormState {
  readonly entries: FormEntries;
  readonly issues: readonly Issue[];
  readonly doubts: readonly Doubt[];
  readonly copy: Copy;
  readonly language: Language;
}

/** Names of page-level controls; none starts with `/`. */
export const CONTROL = { idempotencyKey: '_key', version: '_version', language: '_lang', add: '_add', confirm: '_confirm:' } as const;

export function idOf(pointer: string): string {
  return `f${pointer.replace(/[^A-Za-z0-9_/*-]/gu, (letter) => `_${letter.codePointAt(0)?.toString(16) ?? ''}_`)}`;
}

export function issueText(issue: Issue, language: Language): string {
  return language === 'ko' ? (issue.messageKo ?? issue.message) : issue.message;
}

/** Messages of a field at its concrete pointer: its own and those inside its value that no field of its own shows. */
export function errorsOf(field: FieldModel, pointer: string, state: FormState): readonly string[] {
  const inside = field.widget !== 'object' && field.widget !== 'rows';
  return state.issues
    .filter((issue) => issue.path === pointer || (inside && issue.path.startsWith(`${pointer}/`)))
    .map((issue) => issueText(issue, state.language));
}

export interface PlacedIssue {
  /** Id of the field to jump to; undefined for what concerns the form as a whole. */
  readonly id?: string;
  readonly label?: string;
  readonly text: string;
}

/** For the summary above the form, in the order of the form. */
export function placedIssues(fields: readonly FieldModel[], state: FormState): readonly PlacedIssue[] {
  return state.issues.map((issue) => {
    const found = fieldAt(fields, issue.path);
    const text = issueText(issue, state.language);
    return found === undefined ? { text } : { id: idOf(found.pointer), label: found.label, text };
  });
}

function fieldAt(fields: readonly FieldModel[], path: string): { readonly pointer: string; readonly label: string } | undefined {
  const tokens = path.split('/').slice(1);
  let members: readonly FieldModel[] | undefined = fields;
  let found: { pointer: string; label: string } | undefined;
  let pointer = '';
  for (const token of tokens) {
    pointer += `/${token}`;
    if (/^\d+$/.test(token) && members?.[0]?.pointer.includes('/*/') === true) continue;
    const member: FieldModel | undefined = members?.find((field) => field.pointer.endsWith(`/${token}`));
    if (member === undefined) break;
    found = { pointer, label: member.label };
    members = member.fields;
  }
  return found;
}

/** Entries of an untouched form: what `default` prefills. */
export function initialEntries(fields: readonly FieldModel[], given: Readonly<Record<string, Json>> = {}): FormEntries {
  const entries = new Map<string, readonly string[]>();
  for (const field of fields) {
    if (field.widget === 'object' || field.widget === 'rows' || field.widget === 'fixed') continue;
    const preset = Object.hasOwn(given, field.key) ? given[field.key] : field.preset;
    if (preset !== undefined) entries.set(field.pointer, presetTexts(field, preset));
  }
  return entries;
}

function presetTexts(field: FieldModel, preset: Json): readonly string[] {
  const text = (value: Json) => (typeof value === 'string' ? value : JSON.stringify(value));
  if (!Array.isArray(preset)) return [text(preset)];
  const texts = (preset as readonly Json[]).map(text);
  if (field.widget === 'chips') return texts;
  if (field.widget === 'json') return [JSON.stringify(preset)];
  return [texts.join(field.widget === 'lines' ? '\n' : ' ')];
}
