// The blocks of a report as pdfmake content. What the page looks like around them (header, footer, title) is pdf.ts's.
import type { Content, CustomTableLayout, TableCell } from 'pdfmake/interfaces';
import { assertNever } from '../definition/errors.ts';
import type { ReportCopy } from './copy/copy.ts';
import type { Block, Cell, DecisionBlock, Field, ProseBlock, Section, TableBlock, Tone } from './report-document.ts';

export const contentWidth = 515;
export const pdfColors = {
  ink: '#1f2933',
  muted: '#55606c',
  line: '#cfd6dd',
  soft: '#f4f6f8',
  good: '#1b6e3c',
  bad: '#a32018',
  warn: '#8a5a00',
  ai: '#5b3a93',
  aiSoft: '#f6f2fc',
} as const;
const toneColor: Readonly<Record<Tone, string>> = {
  good: pdfColors.good,
  bad: pdfColors.bad,
  warn: pdfColors.warn,
  neutral: pdfColors.ink,
};
const hairlines: CustomTableLayout = {
  hLineWidth: (index) => (index === 0 ? 0 : 0.5),
  vLineWidth: () => 0,
  hLineColor: () => pdfColors.line,
  paddingLeft: () => 5,
  paddingRight: () => 5,
  paddingTop: () => 3,
  paddingBottom: () => 2,
};

export function sectionPdf(section: Section, copy: ReportCopy): Content {
  const [first, ...rest] = section.blocks;
  const title: Content = {
    stack: [
      { text: section.title, fontSize: 12.5, bold: true },
      { canvas: [{ type: 'line', x1: 0, y1: 1, x2: contentWidth, y2: 1, lineWidth: 1, lineColor: pdfColors.line }] },
    ],
    margin: [0, 16, 0, 7],
  };
  // A heading stays with what follows it; long tables may break after their head.
  const breakable = first?.kind === 'table' && first.rows.length > 6;
  const head: Content =
    first && !breakable
      ? { stack: [title, blockPdf(first, copy)], unbreakable: true }
      : { stack: [title, ...(first ? [blockPdf(first, copy)] : [])] };
  return { stack: [head, ...rest.map((block) => blockPdf(block, copy))] };
}

function blockPdf(block: Block, copy: ReportCopy): Content {
  switch (block.kind) {
    case 'fields':
      return fieldsPdf(block.rows, { columns: 2, boxed: false });
    case 'metrics':
      return metricsPdf(block.items);
    case 'table':
      return tablePdf(block);
    case 'chart':
      return {
        stack: [
          { svg: block.svg, width: contentWidth, font: 'Pretendard' },
          ...(block.note ? [{ text: block.note, fontSize: 8.5, color: pdfColors.muted, margin: [0, 2, 0, 0] } satisfies Content] : []),
        ],
        margin: [0, 2, 0, 8],
        unbreakable: true,
      };
    case 'prose':
      return prosePdf(block, copy);
    case 'decision':
      return decisionPdf(block);
    case 'note':
      return notePdf(block.tone, block.text);
    case 'sign-off':
      return signOffPdf(block.rows, copy);
    default:
      return assertNever(block);
  }
}

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
  const empty: TableCell[] = look.boxed ? [{ text: '', fillColor: pdfColors.soft }] : ['', ''];
  const body: TableCell[][] = [];
  for (let start = 0; start < cells.length; start += look.columns) {
    const group = Array.from({ length: look.columns }, (_, column) => cells[start + column] ?? empty);
    body.push(
      group.flatMap((pair, column) => (column > 0 && !look.boxed ? [{ text: '', border: [false, false, false, false] }, ...pair] : pair)),
    );
  }
  if (body.length === 0) return '';
  const pair = ['auto', '*'];
  const widths = look.boxed ? Array.from({ length: look.columns }, () => '*') : [...pair, 12, ...pair];
  const layout = look.boxed ? { ...hairlines, hLineWidth: () => 0, paddingLeft: () => 9, paddingTop: () => 4 } : hairlines;
  return { table: { widths, body, dontBreakRows: true }, layout, margin: [0, 0, 0, 8] };
}

function metricsPdf(items: Extract<Block, { kind: 'metrics' }>['items']): Content {
  const perRow = 4;
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
  return { table: { widths: ['*', '*', '*', '*'], body: rows, dontBreakRows: true }, layout, margin: [0, 0, 0, 8] };
}

function tablePdf(block: TableBlock): Content {
  const title: Content[] = block.title ? [{ text: block.title, bold: true, fontSize: 10, margin: [0, 4, 0, 3] }] : [];
  if (block.rows.length === 0) return { stack: [...title, { text: block.empty, color: pdfColors.muted }], margin: [0, 0, 0, 6] };
  const weights = block.columns.map((column) => column.weight ?? 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const room = contentWidth - block.columns.length * 10;
  const head = block.columns.map(
    (column): TableCell => ({ text: column.label, bold: true, fontSize: 8.5, color: pdfColors.muted, alignment: column.align ?? 'left' }),
  );
  const body = block.rows.map((row) =>
    row.map((cell, index): TableCell => ({ ...cellPdf(cell), alignment: block.columns[index]?.align ?? 'left' })),
  );
  const table = {
    headerRows: 1,
    keepWithHeaderRows: 1,
    dontBreakRows: true,
    widths: weights.map((weight) => (weight / total) * room),
    body: [head, ...body],
  };
  return {
    stack: [...title, { table, layout: { ...hairlines, hLineWidth: (index) => (index === 0 ? 0 : index === 1 ? 1 : 0.5) } }],
    margin: [0, 0, 0, 8],
  };
}

function prosePdf(block: ProseBlock, copy: ReportCopy): Content {
  const title: Content[] = block.title ? [{ text: block.title, bold: true, fontSize: 10, margin: [0, 4, 0, 3] }] : [];
  const text: Content = { text: block.segments.map((segment) => segment.text).join(''), lineHeight: 1.35, preserveLeadingSpaces: true };
  if (block.ai === undefined) return { stack: [...title, text], margin: [0, 0, 0, 8] };
  const label = [block.ai === 'stand-in' ? copy.ai.standIn : copy.ai.model, ...(block.model ? [block.model] : [])].join(' · ');
  const mark: Content = { text: label, bold: true, fontSize: 8.5, color: pdfColors.ai, margin: [0, 0, 0, 2] };
  return { stack: [...title, barBox([mark, text], pdfColors.ai, pdfColors.aiSoft)], margin: [0, 0, 0, 8] };
}

function decisionPdf(block: DecisionBlock): Content {
  const inner: Content[] = [
    { text: block.outcome, bold: true, fontSize: 13, color: toneColor[block.tone] },
    fieldsPdf(block.fields, { columns: 2, boxed: false }),
    { text: block.reason, lineHeight: 1.35 },
  ];
  return { stack: [barBox(inner, toneColor[block.tone], undefined)], unbreakable: true, margin: [0, 0, 0, 8] };
}

export function notePdf(tone: Tone, text: string): Content {
  return {
    stack: [
      barBox([{ text, color: toneColor[tone], fontSize: 9 }], tone === 'neutral' ? pdfColors.muted : toneColor[tone], pdfColors.soft),
    ],
    margin: [0, 0, 0, 6],
  };
}

/** A box with a thick bar at its left. */
function barBox(content: Content[], color: string, fillColor: string | undefined): Content {
  const layout: CustomTableLayout = {
    hLineWidth: () => 0,
    vLineWidth: (index) => (index === 0 ? 3 : 0),
    vLineColor: () => color,
    paddingLeft: () => 10,
    paddingRight: () => 10,
    paddingTop: () => 6,
    paddingBottom: () => 4,
  };
  return { table: { widths: ['*'], body: [[{ stack: content, fillColor }]] }, layout };
}

function signOffPdf(rows: Extract<Block, { kind: 'sign-off' }>['rows'], copy: ReportCopy): Content {
  const head = [copy.labels.role, copy.labels.name, copy.labels.time, copy.labels.signature].map(
    (text): TableCell => ({ text, bold: true, fontSize: 8.5, color: pdfColors.muted }),
  );
  const body = rows.map((row): TableCell[] => [row.role, row.name, row.at, ''].map((text) => ({ text, margin: [0, 9, 0, 9] })));
  return {
    table: { headerRows: 1, dontBreakRows: true, widths: ['*', '*', '*', '*'], body: [head, ...body] },
    layout: hairlines,
    margin: [0, 0, 0, 8],
  };
}

function cellPdf(cell: Cell): { text: string; color?: string } {
  if (!cell.tone || cell.tone === 'neutral') return { text: cell.text };
  const mark = { good: '✓ ', bad: '✕ ', warn: '! ' }[cell.tone];
  return { text: `${mark}${cell.text}`, color: toneColor[cell.tone] };
}
