// Holds one value to its field's limits and says what is wrong in the form's own words. The full schema is checked again by the
// validator behind; what it finds at a place that already has a message here is not repeated.
import { RE2JS } from 're2js';
import type { Issue } from '../../../workflows/definition/issue.ts';
import { fieldIssue, quoted } from './field-issue.ts';
import type { FieldModel } from './field-model.ts';
import type { NumberFault } from './number-text.ts';

const number = (value: number) => String(value);

/** Why `text` is no number, at `path`. */
export function numberFaultIssue(path: string, fault: NumberFault, text: string): Issue {
  const shown = quoted(text);
  const write = {
    exponent: ['number-exponent', 'exponent'],
    ambiguous: ['number-ambiguous', 'ambiguous'],
    'not-a-number': ['number-format', 'notANumber'],
    'too-precise': ['number-too-precise', 'tooPrecise'],
    'not-integer': ['not-integer', 'notInteger'],
  } as const satisfies Record<NumberFault, readonly [string, string]>;
  const [code, key] = write[fault];
  return fieldIssue(path, code, (copy) => copy[key](shown));
}

export function checkNumber(field: FieldModel, path: string, value: number): readonly Issue[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = field;
  const unit = field.unit === undefined ? '' : ` ${field.unit}`;
  const found: Issue[] = [];
  if (minimum !== undefined && value < minimum) found.push(fieldIssue(path, 'minimum', (copy) => copy.minimum(number(minimum) + unit)));
  if (maximum !== undefined && value > maximum) found.push(fieldIssue(path, 'maximum', (copy) => copy.maximum(number(maximum) + unit)));
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
    found.push(fieldIssue(path, 'exclusive-minimum', (copy) => copy.exclusiveMinimum(number(exclusiveMinimum) + unit)));
  }
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) {
    found.push(fieldIssue(path, 'exclusive-maximum', (copy) => copy.exclusiveMaximum(number(exclusiveMaximum) + unit)));
  }
  return found;
}

/** Lengths count code points, as JSON Schema does. */
export function checkText(field: FieldModel, path: string, value: string): readonly Issue[] {
  const { minLength, maxLength, pattern } = field;
  const length = Array.from(value).length;
  const found: Issue[] = [];
  if (minLength !== undefined && length < minLength) found.push(fieldIssue(path, 'min-length', (copy) => copy.minLength(minLength)));
  if (maxLength !== undefined && length > maxLength)
    found.push(fieldIssue(path, 'max-length', (copy) => copy.maxLength(maxLength, length)));
  if (pattern !== undefined && !matches(pattern, value)) found.push(fieldIssue(path, 'pattern', (copy) => copy.pattern(readable(pattern))));
  return found;
}

export function checkCount(field: FieldModel, count: number): readonly Issue[] {
  const { minItems, maxItems, pointer } = field;
  if (minItems !== undefined && count < minItems) return [fieldIssue(pointer, 'min-items', (copy) => copy.minItems(minItems, count))];
  if (maxItems !== undefined && count > maxItems) return [fieldIssue(pointer, 'max-items', (copy) => copy.maxItems(maxItems, count))];
  return [];
}

/** A pattern that re2js cannot read is left to the validator behind. */
function matches(pattern: string, value: string): boolean {
  try {
    return RE2JS.compile(pattern).matcher(value).find();
  } catch {
    return true;
  }
}

/** `^[A-Z]{2}[0-9]{6}$` is shown with the example AA000000, since few operators read regular expressions. */
function readable(pattern: string): string {
  const example = patternExample(pattern);
  return example === undefined ? pattern : example;
}

/** An example for patterns made only of literals and `[class]{n}`; undefined for any other. */
export function patternExample(pattern: string): string | undefined {
  const body = pattern.replace(/^\^/, '').replace(/\$$/, '');
  let example = '';
  let rest = body;
  while (rest !== '') {
    const part = /^(?:\[([^\]\\^]+)\]|(\\d)|([A-Za-z0-9 _:/-]))(?:\{(\d{1,2})(?:,\d*)?\}|([+*?]))?/.exec(rest);
    if (part === null) return undefined;
    const [whole, charClass, digit, literal, times, loose] = part;
    const letter = literal ?? (digit === undefined ? (charClass ?? '').charAt(0) : '0');
    if (loose !== '*' && loose !== '?') example += letter.repeat(times === undefined ? 1 : Number(times));
    rest = rest.slice(whole.length);
  }
  return example;
}
