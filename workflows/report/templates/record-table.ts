// A table over a list of records, column by column: what most sections of a quality record are.
import type { FactsReader } from '../facts-reader.ts';
import type { Block, Cell, TableBlock } from '../report-document.ts';
import { type TemplateContext, valueWord } from './template.ts';

export interface RecordColumn {
  readonly label: string;
  /** The first of these keys that holds something is shown. */
  readonly keys: readonly string[];
  /** 'word' = a coded value with a translation; 'flag' = yes or no. Default text. */
  readonly as?: 'text' | 'number' | 'time' | 'word' | 'flag';
  readonly weight?: number;
  /** Empty by nature in some rows: a dash instead of n/a. */
  readonly optional?: boolean;
}

/** A table of the records; a cell without its fact is n/a. */
export function recordTable(
  records: readonly FactsReader[],
  columns: readonly RecordColumn[],
  empty: string,
  context: TemplateContext,
  title?: string,
): TableBlock {
  return {
    kind: 'table',
    title,
    columns: columns.map((column) => ({ label: column.label, weight: column.weight, align: column.as === 'number' ? 'right' : undefined })),
    rows: records.map((record) => columns.map((column) => recordCell(record, column, context))),
    empty,
  };
}

function recordCell(record: FactsReader, column: RecordColumn, { cells, copy }: TemplateContext): Cell {
  const key = column.keys.find((name) => record.value(name) !== undefined) ?? column.keys[0] ?? '';
  if (column.optional && record.value(key) === undefined) return { text: '–' };
  switch (column.as ?? 'text') {
    case 'number':
      return record.number(key) === undefined && record.text(key) !== undefined
        ? cells.text(record.text(key))
        : cells.number(record.number(key));
    case 'time':
      return cells.time(record.text(key));
    case 'word':
      return cells.text(valueWord(record.text(key), copy));
    case 'flag': {
      const flag = record.flag(key);
      return cells.text(flag === undefined ? undefined : flag ? copy.yes : copy.no);
    }
    case 'text':
      return cells.text(record.text(key));
  }
}

/** Actions as every quality record lists them: what, who, until when, done, and whether it worked. */
export function actionTable(records: readonly FactsReader[], context: TemplateContext, title?: string): TableBlock {
  const { labels, records: words } = context.copy;
  const columns: RecordColumn[] = [
    { label: labels.action, keys: ['action', 'text', 'name'], weight: 3.4 },
    { label: labels.owner, keys: ['owner', 'by'], weight: 1.2 },
    { label: labels.due, keys: ['due', 'dueAt'], as: 'time', weight: 1.5 },
    { label: words.done, keys: ['done', 'doneAt', 'state'], as: 'word', weight: 1.9 },
    { label: words.effectiveness, keys: ['effectiveness', 'verification', 'result'], weight: 2.2, optional: true },
  ];
  const table = recordTable(records, columns, words.noActions, context, title);
  return {
    ...table,
    rows: table.rows.map((row, index) => row.map((cell, column) => (column === 3 ? doneCell(records[index], cell, context) : cell))),
  };
}

function doneCell(record: FactsReader | undefined, fallback: Cell, { cells, copy }: TemplateContext): Cell {
  const at = record?.text('doneAt') ?? record?.text('done');
  if (at && /^\d{4}-\d{2}-\d{2}/.test(at)) return { ...cells.time(at), tone: 'good' };
  const flag = record?.flag('done');
  if (flag !== undefined) return { text: flag ? copy.yes : copy.records.notDone, tone: flag ? 'good' : 'warn' };
  return record?.value('state') === undefined ? { text: copy.records.notDone, tone: 'warn' } : fallback;
}

/** A person's text, or a note that there is none. */
export function textBlock(text: string | undefined, empty: string, title?: string): Block {
  if (text === undefined || text.trim() === '') return { kind: 'note', tone: 'neutral', text: title ? `${title}: ${empty}` : empty };
  return { kind: 'prose', title, segments: [{ text }] };
}
