// A report document as flat records for spreadsheets and CSV: every block becomes rows of cells under the section it stands in.
import { assertNever } from '../definition/errors.ts';
import { copyOf, type ReportCopy } from './copy/copy.ts';
import type { Block, Cell, Field, ReportDocument, TableBlock } from './report-document.ts';

/** A grid with a head, as a sheet shows it. Text that came from a model carries its mark in `note`. */
export interface Grid {
  readonly section: string;
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly note?: string;
}

/** The grids of a document in reading order; a chart gives the grid of its figures. */
export function documentGrids(document: ReportDocument): Grid[] {
  const copy = copyOf(document.lang);
  const identity = fieldGrid('', '', document.identity, copy);
  return [identity, ...document.sections.flatMap((section) => section.blocks.flatMap((block) => blockGrids(section.title, block, copy)))];
}

function blockGrids(section: string, block: Block, copy: ReportCopy): Grid[] {
  const text = (value: string): Cell => ({ text: value });
  switch (block.kind) {
    case 'fields':
      return [fieldGrid(section, '', block.rows, copy)];
    case 'metrics':
      return [fieldGrid(section, '', block.items, copy)];
    case 'table':
      return [tableGrid(section, block.title ?? '', block)];
    case 'chart':
      return block.data ? [tableGrid(section, block.title, block.data)] : [];
    case 'prose': {
      const note = block.ai === undefined ? undefined : block.ai === 'stand-in' ? copy.ai.standIn : copy.ai.model;
      return [
        {
          section,
          title: block.title ?? '',
          head: [note ?? ''],
          rows: [[text(block.segments.map((segment) => segment.text).join(''))]],
          note,
        },
      ];
    }
    case 'decision':
      return [
        fieldGrid(
          section,
          '',
          [
            { label: copy.decision.title, cell: text(block.outcome) },
            ...block.fields,
            { label: copy.decision.reason, cell: text(block.reason) },
          ],
          copy,
        ),
      ];
    case 'note':
      return [{ section, title: '', head: [''], rows: [[text(block.text)]] }];
    case 'sign-off':
      return [
        {
          section,
          title: '',
          head: [copy.labels.role, copy.labels.name, copy.labels.time],
          rows: block.rows.map((row) => [text(row.role), text(row.name), text(row.at)]),
        },
      ];
    default:
      return assertNever(block);
  }
}

function fieldGrid(section: string, title: string, rows: readonly Field[], copy: ReportCopy): Grid {
  return { section, title, head: [copy.sheet.item, copy.labels.value], rows: rows.map((row) => [{ text: row.label }, row.cell]) };
}

function tableGrid(section: string, title: string, table: TableBlock): Grid {
  const rows = table.rows.length > 0 ? table.rows : [[{ text: table.empty }]];
  return { section, title, head: table.columns.map((column) => column.label), rows };
}

/**
 * Text that no spreadsheet takes for a formula: one that starts with = + - @, a tab or a line end (also after spaces or in full-width form) gets an
 * apostrophe before it. Source: OWASP, CSV injection. Numbers are written as numbers and never come here.
 */
export function formulaSafe(text: string): string {
  return /^[\s\u3000]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20|%]|^[\t\r\n]/.test(text) ? `'${text}` : text;
}
