// From the posted text to the JSON value that the schema describes, with every problem found, each at its field. Pure. Never guesses:
// text that is not understood is left out of the value and named in an issue; the raw text stays in the entries for drawing again.
import type { Issue } from '../../../workflows/definition/issue.ts';
import type { Json, JsonObject } from '../../../workflows/definition/json.ts';
import { checkCount, checkNumber, numberFaultIssue } from './check-field.ts';
import { fieldIssue, quoted } from './field-issue.ts';
import type { FieldModel, FormEntries } from './field-model.ts';
import { type PostedForm, rowNumbers } from './form-entries.ts';
import { readNumber, splitNumbers } from './number-text.ts';
import { type Reading, readText } from './read-text.ts';

export interface ParsedForm {
  readonly value: JsonObject;
  readonly issues: readonly Issue[];
}

interface Reader {
  readonly entries: FormEntries;
  readonly seen: Set<string>;
  readonly timeZone: string;
}

/** Same faults in one list of readings are told this many times, then counted. */
const MAX_TOLD = 5;
const MAX_JSON = 100_000;
const ABSENT: Reading = { issues: [] };

/** `fields` from `formModel`; control names that start with `/` and belong to no field are refused, all others are the page's own. */
export function parseForm(fields: readonly FieldModel[], posted: PostedForm, options: { readonly timeZone: string }): ParsedForm {
  const reader: Reader = { entries: posted.entries, seen: new Set(), timeZone: options.timeZone };
  const { value, issues } = readMembers(fields, '', reader);
  const unknown = [...posted.entries.keys()].filter((name) => name.startsWith('/') && !reader.seen.has(name));
  return {
    value: value ?? {},
    issues: [
      ...issues,
      ...posted.files.map((name) => fieldIssue(reader.seen.has(name) ? name : '', 'file', (copy) => copy.file)),
      ...unknown.slice(0, MAX_TOLD).map((name) => fieldIssue('', 'unknown-field', (copy) => copy.unknownField(quoted(name)))),
    ],
  };
}

function readMembers(fields: readonly FieldModel[], parent: string, reader: Reader): { value?: JsonObject; issues: readonly Issue[] } {
  const members: [string, Json][] = [];
  const issues: Issue[] = [];
  for (const field of fields) {
    const pointer = `${parent}${field.pointer.slice(field.pointer.lastIndexOf('/'))}`;
    const reading = readField({ ...field, pointer }, reader);
    issues.push(...reading.issues);
    if (reading.value !== undefined) members.push([field.key, reading.value]);
    else if (field.required && reading.issues.length === 0) issues.push(requiredIssue(field, pointer));
  }
  return { value: members.length === 0 ? undefined : Object.fromEntries(members), issues };
}

function requiredIssue(field: FieldModel, pointer: string): Issue {
  const choice = field.widget === 'ok-ng' || field.widget === 'choice' || field.widget === 'select' || field.widget === 'chips';
  return fieldIssue(pointer, 'required', (copy) => (choice ? copy.requiredChoice : copy.required));
}

function readField(field: FieldModel, reader: Reader): Reading {
  if (field.widget === 'object') return readObject(field, reader);
  if (field.widget === 'rows') return readRows(field, reader);
  const texts = reader.entries.get(field.pointer) ?? [];
  if (field.widget === 'fixed' || field.readOnly) {
    // Not drawn as a control, so a posted one did not come from this form; it stays unseen and is refused.
    return field.preset === undefined ? ABSENT : { value: field.preset, issues: [] };
  }
  reader.seen.add(field.pointer);
  if (field.widget === 'chips') return readChips(field, texts);
  const [text = ''] = texts;
  if (texts.length > 1) return { issues: [fieldIssue(field.pointer, 'repeated', (copy) => copy.repeated)] };
  if (text.trim() === '') return ABSENT;
  if (text.includes('\0')) return { issues: [fieldIssue(field.pointer, 'control-character', (copy) => copy.control)] };
  return readScalar(field, text, reader.timeZone);
}

function readScalar(field: FieldModel, text: string, timeZone: string): Reading {
  switch (field.widget) {
    case 'number':
      return readOne(field, field.pointer, text);
    case 'samples':
      return readSamples(field, text);
    case 'ok-ng':
      return text === 'true' || text === 'false' ? { value: text === 'true', issues: [] } : optionFault(field, text);
    case 'choice':
    case 'select': {
      const option = field.options?.find((one) => one.text === text);
      return option === undefined ? optionFault(field, text) : { value: option.value, issues: [] };
    }
    case 'lines':
      return readLines(field, text);
    case 'json':
      return readJson(field, text);
    default:
      return readText(field, text, timeZone);
  }
}

function readOne(field: FieldModel, path: string, text: string): Reading {
  const reading = readNumber(text, field.integer);
  if (!reading.ok) return { issues: [numberFaultIssue(path, reading.fault, text)] };
  return { value: reading.value, issues: checkNumber(field, path, reading.value) };
}

function readSamples(field: FieldModel, text: string): Reading {
  const readings = splitNumbers(text).map((token, index) => readOne(field, `${field.pointer}/${index}`, token));
  const faults = readings.flatMap(({ issues }, index) =>
    issues.map((issue) => ({
      ...issue,
      message: fieldIssue('', '', (copy) => copy.inSample(index + 1, issue.message)).message,
      messageKo: fieldIssue('', '', (copy) => copy.inSample(index + 1, issue.messageKo ?? issue.message)).messageKo,
    })),
  );
  const told = faults.slice(0, MAX_TOLD);
  const more = faults.length - told.length;
  const values = readings.flatMap(({ value }) => (value === undefined ? [] : [value]));
  return {
    // A list with an unreadable member is not a shorter list: without the value nothing is submitted.
    value: values.length === readings.length ? values : undefined,
    issues: [
      ...told,
      ...(more > 0 ? [fieldIssue(field.pointer, 'more', (copy) => copy.andMore(more))] : []),
      ...checkCount(field, readings.length),
    ],
  };
}

function readLines(field: FieldModel, text: string): Reading {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return { value: lines, issues: checkCount(field, lines.length) };
}

function readChips(field: FieldModel, texts: readonly string[]): Reading {
  const chosen = texts.filter((text) => text !== '');
  const wrong = chosen.find((text) => field.options?.every((option) => option.text !== text) ?? true);
  if (wrong !== undefined) return optionFault(field, wrong);
  if (chosen.length === 0) return field.required && (field.minItems ?? 0) === 0 ? { value: [], issues: [] } : ABSENT;
  const values = field.options?.filter((option) => chosen.includes(option.text)).map((option) => option.value) ?? [];
  return { value: values, issues: checkCount(field, values.length) };
}

function optionFault(field: FieldModel, text: string): Reading {
  return { issues: [fieldIssue(field.pointer, 'option', (copy) => copy.option(quoted(text)))] };
}

function readJson(field: FieldModel, text: string): Reading {
  try {
    if (text.length > MAX_JSON) throw new SyntaxError(`more than ${MAX_JSON} characters`);
    const value = JSON.parse(text, (key, member: Json) => {
      if (key === '__proto__' || key === 'constructor' || key === 'prototype') throw new SyntaxError(`key ${key}`);
      return member;
    }) as Json;
    return { value, issues: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    return { issues: [fieldIssue(field.pointer, 'json', (copy) => copy.json(quoted(reason)))] };
  }
}

function readObject(field: FieldModel, reader: Reader): Reading {
  const reading = readMembers(field.fields ?? [], field.pointer, reader);
  // An optional part that was left empty as a whole is simply not there: its own required members do not matter.
  const untouched = reading.value === undefined && reading.issues.every((issue) => issue.code === 'required');
  return untouched && !field.required ? ABSENT : { value: reading.value ?? {}, issues: reading.issues };
}

function readRows(field: FieldModel, reader: Reader): Reading {
  const rows: Json[] = [];
  const issues: Issue[] = [];
  for (const row of rowNumbers(reader.entries, field.pointer)) {
    const reading = readMembers(field.fields ?? [], `${field.pointer}/${row}`, reader);
    if (reading.value === undefined && reading.issues.every((issue) => issue.code === 'required')) continue;
    rows.push(reading.value ?? {});
    issues.push(...reading.issues);
  }
  if (rows.length === 0 && issues.length === 0) return ABSENT;
  return { value: rows, issues: [...issues, ...checkCount(field, rows.length)] };
}
