// Writes a report as CSV in long form, one figure a line: section, record, field, value, unit, note. UTF-8 with BOM (Excel in Korea), RFC 4180.
import { copyOf } from './copy/copy.ts';
import { documentGrids, formulaSafe, type Grid } from './document-rows.ts';
import type { Cell, ReportDocument } from './report-document.ts';

/** The file as text, byte order mark included. Numbers keep full precision and a point as decimal sign, without separators. */
export function renderCsv(document: ReportDocument): string {
  const copy = copyOf(document.lang);
  const head = [copy.sheet.section, copy.sheet.record, copy.sheet.field, copy.labels.value, copy.labels.unit, copy.sheet.note];
  const identity = [
    ['', '', copy.sheet.title, document.title, '', ''],
    ['', '', copy.frame.checksum, document.checksum, '', ''],
  ];
  const rows = documentGrids(document).flatMap(gridRows);
  return `\uFEFF${[head, ...identity, ...rows].map((row) => row.map(csvField).join(',')).join('\r\n')}\r\n`;
}

function gridRows(grid: Grid): string[][] {
  const section = [grid.section, grid.title].filter(Boolean).join(' / ');
  const pairs = grid.head.length === 2 && grid.rows.every((row) => row.length === 2 && row[0]?.value === undefined);
  if (pairs) return grid.rows.map((row) => [section, '', row[0]?.text ?? '', ...valueOf(row[1]), grid.note ?? '']);
  return grid.rows.flatMap((row, index) =>
    row.map((cell, column) => [
      section,
      grid.rows.length > 1 ? String(index + 1) : '',
      row.length > 1 ? (grid.head[column] ?? '') : '',
      ...valueOf(cell),
      grid.note ?? '',
    ]),
  );
}

function valueOf(cell: Cell | undefined): [string, string] {
  if (cell === undefined) return ['', ''];
  // A lone minus of a number is no formula: digits only, checked by the type.
  return cell.value === undefined ? [formulaSafe(cell.text), ''] : [String(Number(cell.value.toPrecision(15))), cell.unit ?? ''];
}

function csvField(text: string): string {
  const safe = /^-?\d/.test(text) ? text : formulaSafe(text).replace(/^''/, "'");
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replace(/"/g, '""')}"` : safe;
}
