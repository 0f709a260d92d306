// What every template is: a pure function from facts to a report body, with the words and cell makers of the report's language at hand.
import type { Json } from '../../definition/json.ts';
import { type FactsReader, textOf } from '../facts-reader.ts';
import type { Cells } from '../cell.ts';
import type { ReportCopy } from '../copy/copy.ts';
import type { Block, Field, ReportBody } from '../report-document.ts';
import type { ReportMeta } from '../report-request.ts';

export interface TemplateContext {
  readonly copy: ReportCopy;
  readonly cells: Cells;
  readonly meta: ReportMeta;
  /** All facts of the report, for what must look at them as a whole. */
  readonly facts: Json;
}

export type Template = (facts: FactsReader, context: TemplateContext) => ReportBody;

/** The word for a coded value (accepted, tightened, ...) in the report's language; the value itself where there is none. */
export function valueWord(value: string | undefined, copy: ReportCopy): string | undefined {
  return value === undefined ? undefined : (copy.values[value] ?? value);
}

/** Scalars of a record as fields, known names translated; lists of objects and nested records are left to the template's own blocks. */
export function recordFields(record: FactsReader | undefined, context: TemplateContext, skip: ReadonlySet<string> = new Set()): Field[] {
  const labels: Readonly<Record<string, string>> = context.copy.labels;
  return (record?.entries() ?? []).flatMap(([key, value]) => {
    if (skip.has(key) || value === null || typeof value === 'object') return [];
    const label = labels[key] ?? key;
    if (typeof value === 'number') return [context.cells.field(label, context.cells.number(value))];
    if (typeof value === 'boolean') return [context.cells.field(label, context.cells.text(value ? context.copy.yes : context.copy.no))];
    const text = textOf(value);
    const time = text !== undefined && /^\d{4}-\d{2}-\d{2}T/.test(text);
    return [context.cells.field(label, time ? context.cells.time(text) : context.cells.text(valueWord(text, context.copy)))];
  });
}

/** Notes for warnings given as texts or as {code, message}. */
export function warningNotes(facts: FactsReader, ...path: readonly string[]): Block[] {
  return facts.texts(...path).map((text) => ({ kind: 'note', tone: 'warn', text }));
}
