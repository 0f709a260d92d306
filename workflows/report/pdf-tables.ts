// The tabular blocks of a report as pdfmake content: fields, key figures, tables and signature lines.
import type { Content, CustomTableLayout, TableCell } from 'pdfmake/interfaces';
import type { ReportCopy } from './copy/copy.ts';
import { contentWidth, hairlines, pdfColors, toneColor } from './pdf-look.ts';
import type { Block, Cell, Field, TableBlock } from './report-document.ts';

/** Label and value pairs: `columns` pairs side by side, or boxed with the label above the value. */
export function fieldsPdf(rows: readonly Field[], look: { readonly columns: number; readonly boxed: boolean }): Content {
  const cells = rows.map((row): TableCell[] =>
    look.boxed
      ? [
          {
            stack: [
              { text: row.label, fontSize: 7.5, color: pdfColors.muted },
              { text: row.cell.text, bold: true, fontSize: 9 },
            ],
            fillColor: pdfColors.soft,
          },
        ]
      : [
          { text: row.label, color: pdfColors.muted },
          { ...cellPdf(row.cell), bold: true, alignment: 'right' },
        ],
  );
  const blank: TableCell = { text: '', border: [false, false, false, false] };
  const empty: TableCell[] = look.boxed ? [{ text: '', fillColor: pdfColors.soft }] : [blank, blank];
  const body: TableCell[][] = [];
  for (let start = 0; start < cells.length; start += look.columns) {
    const group = Array.from({ length: look.columns }, (_, column) => cells[start + column] ?? empty);
    body.push(group.flatMap((pair, column) => (column > 0 && !look.boxed ? [blank, ...pair] : pair)));
  }
  if (body.length === 0) return '';
  const pair = ['auto', '*'];
  const widths = look.boxed ? Array.from({ length: look.columns }, () => '*') : [...pair, 12, ...pair];
  const layout = look.boxed ? { ...hairlines, hLineWidth: () => 0, paddingLeft: () => 9, paddingTop: () => 4 } : hairlines;
  return { table: { widths, body, dontBreakRows: rows.every((row) => row.cell.text.length <= 800) }, layout, margin: [0, 0, 0, 8] };
}

export function metricsPdf(items: Extract<Block, { kind: 'metrics' }>['items']): Content {
  const count = items.length;
  const perRow = count <= 5 ? count : count % 3 === 0 && count % 4 !== 0 ? 3 : 4;
  const rows: TableCell[][] = [];
  for (let start = 0; start < items.length; start += perRow) {
    rows.push(
      Array.from({ length: perRow }, (_, column): TableCell => {
        const item = items[start + column];
        if (!item) return { text: '', border: [false, false, false, false] };
        const size = item.cell.text.length > 14 ? 9.5 : 14;
        return {
          stack: [
            { text: item.label, fontSize: 8, color: pdfColors.muted },
            { ...cellPdf(item.cell), fontSize: size, bold: true },
            ...(item.note ? [{ text: item.note, fontSize: 7.5, color: pdfColors.muted }] : []),
          ],
        };
      }),
    );
  }
  if (rows.length === 0) return '';
  const line = { hLineWidth: () => 0.6, vLineWidth: () => 0.6, hLineColor: () => pdfColors.line, vLineColor: () => pdfColors.line };
  const layout: CustomTableLayout = { ...line, paddingLeft: () => 8, paddingRight: () => 6, paddingTop: () => 5, paddingBottom: () => 3 };
  return {
    table: {
      widths: Array.from({ length: perRow }, () => '*'),
      body: rows,
      dontBreakRows: items.every((item) => item.cell.text.length <= 300),
    },
    layout,
    margin: [0, 0, 0, 8],
  };
}

export function tablePdf(block: TableBlock, copy: ReportCopy): Content {
  const title: Content[] = block.title ? [{ text: block.title, bold: true, fontSize: 10, margin: [0, 4, 0, 3] }] : [];
  if (block.rows.length === 0) return { stack: [...title, { text: block.empty, color: pdfColors.muted }], margin: [0, 0, 0, 6] };
  const weights = block.columns.map((column) => column.weight ?? 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const room = contentWidth - block.columns.length * 10;
  const head = block.columns.map(
    (column): TableCell => ({ text: column.label, bold: true, fontSize: 8.5, color: pdfColors.muted, alignment: column.align ?? 'left' }),
  );
  const shown = block.limit === undefined ? block.rows : block.rows.slice(0, block.limit);
  const hidden = block.rows.length - shown.length;
  const more: Content[] =
    hidden > 0 ? [{ text: copy.frame.moreRows(hidden), fontSize: 8.5, color: pdfColors.muted, margin: [0, 3, 0, 0] }] : [];
  const body = shown.map((row) =>
    row.map((cell, index): TableCell => ({ ...cellPdf(cell), alignment: block.columns[index]?.align ?? 'left' })),
  );
  // Rows are kept whole only while they surely fit a page: pdfmake drops what an unbreakable row has beyond it.
  const short = shown.flat().every((cell) => cell.text.length <= 800);
  const table = {
    headerRows: 1,
    keepWithHeaderRows: short ? 1 : 0,
    dontBreakRows: short,
    widths: weights.map((weight) => (weight / total) * room),
    body: [head, ...body],
  };
  return {
    stack: [...title, { table, layout: { ...hairlines, hLineWidth: (index) => (index === 0 ? 0 : index === 1 ? 1 : 0.5) } }, ...more],
    margin: [0, 0, 0, 8],
  };
}

export function signOffPdf(rows: Extract<Block, { kind: 'sign-off' }>['rows'], copy: ReportCopy): Content {
  const head = [copy.labels.role, copy.labels.name, copy.labels.time, copy.labels.signature].map(
    (text): TableCell => ({ text, bold: true, fontSize: 8.5, color: pdfColors.muted }),
  );
  const body = rows.map((row): TableCell[] => [row.role, row.name, row.at, ''].map((text) => ({ text, margin: [0, 9, 0, 9] })));
  return {
    table: {
      headerRows: 1,
      dontBreakRows: rows.every((row) => `${row.role}${row.name}`.length <= 800),
      widths: ['*', '*', '*', '*'],
      body: [head, ...body],
    },
    layout: hairlines,
    margin: [0, 0, 0, 8],
  };
}

function cellPdf(cell: Cell): { text: string; color?: string } {
  if (!cell.tone || cell.tone === 'neutral') return { text: cell.text };
  const mark = { good: '✓ ', bad: '× ', warn: '! ' }[cell.tone];
  return { text: `${mark}${cell.text}`, color: toneColor[cell.tone] };
}
