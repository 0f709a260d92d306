// Writes a report document as PDF on A4 with pdfmake: embedded Korean font, running header, page numbers. Dates and ids come from the data cut.
import type { Column, Content, TDocumentDefinitions } from 'pdfmake/interfaces';
import printerModule from 'pdfmake/js/Printer.js';
import { copyOf, type ReportCopy } from './copy/copy.ts';
import type { ReportFonts } from './fonts.ts';
import { notePdf, sectionPdf } from './pdf-blocks.ts';
import { contentWidth, pdfColors } from './pdf-look.ts';
import { fieldsPdf } from './pdf-tables.ts';
import type { ReportDocument } from './report-document.ts';

const toneColors = { good: pdfColors.good, bad: pdfColors.bad, warn: pdfColors.warn, neutral: pdfColors.muted };

/** The PDF's bytes. The same document and fonts give the same bytes. */
export async function renderPdf(source: ReportDocument, fonts: ReportFonts): Promise<Uint8Array> {
  const document = drawableDeep(source, fonts.drawable);
  // Nothing but the two fonts may be read, and no address may be fetched, whatever a document's text says.
  const files = new Set([fonts.regular, fonts.bold]);
  const noUrls = { resolve: () => undefined, resolved: () => Promise.resolve() };
  const family = { normal: fonts.regular, bold: fonts.bold, italics: fonts.regular, bolditalics: fonts.bold };
  // CommonJS with a default export: loaders differ in whether they unwrap it.
  const Printer = 'default' in printerModule ? printerModule.default : printerModule;
  const printer = new Printer({ Pretendard: family }, null, noUrls, (path) => files.has(path));
  const stream = await printer.createPdfKitDocument(definition(document, JSON.stringify(source) !== JSON.stringify(document)));
  return collect(stream);
}

function definition(document: ReportDocument, substituted: boolean): TDocumentDefinitions {
  const copy = copyOf(document.lang);
  const cut = new Date(document.dataCut);
  const marks = document.ai === 'none' ? [] : [document.ai === 'stand-in' ? copy.ai.noticeStandIn : copy.ai.notice];
  const info = {
    title: document.title,
    author: document.tenantName,
    subject: `${document.kindName} ${document.reportId}`,
    keywords: [`facts-sha256:${document.checksum}`, ...(document.ai === 'none' ? [] : [`ai-generated:${document.ai}`])].join(' '),
    creator: `AIX ${document.generatorVersion}`,
    producer: 'pdfmake',
    creationDate: cut,
    modDate: cut,
    AIGenerated: document.ai,
  };
  return {
    pageSize: 'A4',
    pageMargins: [40, 50, 40, 46],
    language: document.lang === 'ko' ? 'ko-KR' : 'en-GB',
    defaultStyle: { font: 'Pretendard', fontSize: 9.5, lineHeight: 1.25, color: pdfColors.ink },
    info,
    header: (page) => runningHeader(document, page),
    footer: (page, pages) => runningFooter(document, copy, page, pages),
    content: [
      titleBlock(document),
      fieldsPdf(document.identity, { columns: 3, boxed: true }),
      ...marks.map((text) => notePdf('neutral', text)),
      ...document.sections.map((section) => sectionPdf(section, copy)),
      ...(substituted ? [{ text: copy.frame.fontNote, fontSize: 8, color: pdfColors.muted, margin: [0, 10, 0, 0] } satisfies Content] : []),
    ],
  };
}

function titleBlock(document: ReportDocument): Content {
  const status = document.status;
  const left: Column = {
    width: '*',
    stack: [
      { text: `${document.tenantName} · ${document.kindName}`, fontSize: 9, color: pdfColors.muted },
      { text: document.title, fontSize: 19, bold: true, lineHeight: 1.15, margin: [0, 2, 0, 0] },
      ...(document.subtitle ? [{ text: document.subtitle, fontSize: 11, margin: [0, 3, 0, 0] } satisfies Content] : []),
    ],
  };
  if (!status) return { columns: [left], margin: [0, 0, 0, 10] };
  const color = toneColors[status.tone];
  const badge: Column = {
    width: 'auto',
    table: { body: [[{ text: status.text, bold: true, fontSize: 12, color, margin: [10, 4, 10, 2] }]] },
    layout: { hLineWidth: () => 1.4, vLineWidth: () => 1.4, hLineColor: () => color, vLineColor: () => color },
    margin: [0, 8, 0, 0],
  };
  return { columns: [left, badge], columnGap: 16, margin: [0, 0, 0, 10] };
}

function runningHeader(document: ReportDocument, page: number): Content {
  return {
    margin: [40, 22, 40, 0],
    columns: [
      { width: '*', text: page === 1 ? '' : `${document.tenantName} · ${document.title}`, fontSize: 8, color: pdfColors.muted },
      { width: 'auto', text: document.reportId, fontSize: 8, color: pdfColors.muted, alignment: 'right' },
    ],
  };
}

function runningFooter(document: ReportDocument, copy: ReportCopy, page: number, pages: number): Content {
  return {
    margin: [40, 8, 40, 0],
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: contentWidth, y2: 0, lineWidth: 0.5, lineColor: pdfColors.line }] },
      {
        margin: [0, 5, 0, 0],
        columns: [
          {
            width: '*',
            text: `${copy.frame.revision} ${document.revision} · ${copy.frame.checksumShort} ${document.checksum}`,
            fontSize: 7,
            color: pdfColors.muted,
          },
          { width: 'auto', text: copy.frame.pageOf(page, pages), fontSize: 8, color: pdfColors.muted, alignment: 'right' },
        ],
      },
    ],
  };
}

function drawableDeep<T>(value: T, drawable: (text: string) => string): T {
  const walk = (item: unknown): unknown => {
    if (typeof item === 'string') return drawable(item);
    if (Array.isArray(item)) return item.map(walk);
    if (typeof item === 'object' && item !== null) return Object.fromEntries(Object.entries(item).map(([key, part]) => [key, walk(part)]));
    return item;
  };
  return walk(value) as T;
}

function collect(stream: NodeJS.ReadableStream & { end(): void }): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('error', reject);
    stream.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    stream.end();
  });
}
