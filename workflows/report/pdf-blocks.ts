// The blocks of a report as pdfmake content. What the page looks like around them (header, footer, title) is pdf.ts's.
import type { Content, CustomTableLayout } from 'pdfmake/interfaces';
import { assertNever } from '../definition/errors.ts';
import type { ReportCopy } from './copy/copy.ts';
import { contentWidth, pdfColors, toneColor } from './pdf-look.ts';
import { fieldsPdf, metricsPdf, signOffPdf, tablePdf } from './pdf-tables.ts';
import type { Block, DecisionBlock, ProseBlock, Section, Tone } from './report-document.ts';

export function sectionPdf(section: Section, copy: ReportCopy): Content {
  const [first] = section.blocks;
  const title: Content = {
    stack: [
      { text: section.title, fontSize: 12.5, bold: true },
      { canvas: [{ type: 'line', x1: 0, y1: 1, x2: contentWidth, y2: 1, lineWidth: 1, lineColor: pdfColors.line }] },
    ],
    margin: [0, 12, 0, 6],
  };
  const blocks = section.blocks.map((block) => blockPdf(block, copy));
  const short =
    section.blocks.length <= 2 && section.blocks.every((block) => (block.kind === 'fields' || block.kind === 'note') && isShort(block));
  if (short) return { stack: [title, ...blocks], unbreakable: true };
  // A heading stays with what follows it, as far as that is short.
  const whole = first === undefined || isShort(first);
  return { stack: [{ stack: [title, ...blocks.slice(0, 1)], unbreakable: whole }, ...blocks.slice(1)] };
}

/** Whether a block surely takes less than a page: pdfmake drops what an unbreakable block has beyond its first page. */
function isShort(block: Block): boolean {
  switch (block.kind) {
    case 'chart':
      return true;
    case 'metrics':
      return block.items.length <= 24;
    case 'fields':
      return block.rows.length <= 30 && block.rows.every((row) => row.cell.text.length <= 120);
    case 'note':
      return block.text.length <= 1000;
    case 'decision':
      return block.reason.length <= 1000 && block.fields.every((row) => row.cell.text.length <= 120);
    case 'table':
      return block.rows.length <= 6 && block.rows.flat().every((cell) => cell.text.length <= 120);
    case 'prose':
      return block.segments.reduce((length, segment) => length + segment.text.length, 0) <= 600;
    case 'sign-off':
      return block.rows.length <= 8;
    default:
      return assertNever(block);
  }
}

function blockPdf(block: Block, copy: ReportCopy): Content {
  switch (block.kind) {
    case 'fields':
      return fieldsPdf(block.rows, { columns: 2, boxed: false });
    case 'metrics':
      return metricsPdf(block.items);
    case 'table':
      return tablePdf(block, copy);
    case 'chart':
      return {
        stack: [
          { svg: block.svg, width: contentWidth, font: 'Pretendard' },
          ...(block.note ? [{ text: block.note, fontSize: 8.5, color: pdfColors.muted, margin: [0, 2, 0, 0] } satisfies Content] : []),
        ],
        margin: [0, 2, 0, 4],
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
  return { stack: [barBox(inner, toneColor[block.tone], undefined)], unbreakable: isShort(block), margin: [0, 0, 0, 8] };
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
