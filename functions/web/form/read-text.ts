// Reads what is text in the value too: lines, long text, dates, mail addresses. Text is kept exactly, `00012` and `1e5` included.
import type { Issue } from '../../../workflows/definition/issue.ts';
import type { Json } from '../../../workflows/definition/json.ts';
import { checkText } from './check-field.ts';
import { isCalendarDate, offsetAt, readDateTime, readTime } from './date-text.ts';
import { fieldIssue, quoted } from './field-issue.ts';
import type { FieldModel } from './field-model.ts';

/** `value` is undefined when nothing was entered or it was not understood. */
export interface Reading {
  readonly value?: Json;
  readonly issues: readonly Issue[];
}

/** `timeZone`: what a picker's time without offset means. */
export function readText(field: FieldModel, raw: string, timeZone: string): Reading {
  // Scanners append a tab or a new line; nobody means spaces at the ends of one line.
  const text = field.widget === 'text' ? raw.replaceAll('\r\n', '\n') : raw.trim();
  const fault = (code: string, write: Parameters<typeof fieldIssue>[2]): Reading => ({ issues: [fieldIssue(field.pointer, code, write)] });
  switch (field.widget) {
    case 'date':
      return isCalendarDate(text) ? { value: text, issues: [] } : fault('date', (copy) => copy.date(quoted(text)));
    case 'time': {
      const time = readTime(text, offsetAt(new Date(Date.UTC(2026, 0, 1)), timeZone));
      return time === undefined ? fault('time', (copy) => copy.time(quoted(text))) : { value: time, issues: [] };
    }
    case 'date-time': {
      const moment = readDateTime(text, timeZone);
      return moment === undefined ? fault('date-time', (copy) => copy.dateTime(quoted(text))) : { value: moment, issues: [] };
    }
    case 'email':
      return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text)
        ? { value: text, issues: checkText(field, field.pointer, text) }
        : fault('email', (copy) => copy.email(quoted(text)));
    default:
      return { value: text, issues: checkText(field, field.pointer, text) };
  }
}
