// Reads a workbook (ISO/IEC 29500 SpreadsheetML) row by row. Own reading instead of exceljs: that one builds every cell of a merged
// range in memory, so that one line of XML can name 17 thousand million of them. Hidden sheets, rows and columns stay out.
import type { BlockList } from './block-list.ts';
import { cellText, dateStyles } from './cell-text.ts';
import { coreProperties } from './core-properties.ts';
import type { ParsedDocument } from './parsed-document.ts';
import { refusal } from './parse-limits.ts';
import { attributeOf, readXml } from './read-xml.ts';
import { entryText, readZipEntries } from './zip-entries.ts';

interface Sheet {
  readonly name: string;
  readonly path: string;
  readonly hidden: boolean;
}

interface Book {
  readonly strings: readonly string[];
  readonly styles: ReturnType<typeof dateStyles>;
  readonly from1904: boolean;
}

/** Each sheet is a heading (its name) with a block for each row, cells joined by ` | `; `page` is the number of the sheet. */
export async function parseXlsx(bytes: Uint8Array, blocks: BlockList): Promise<ParsedDocument> {
  const wanted = (name: string): boolean =>
    /^xl\/(workbook|sharedStrings|styles)\.xml$|^xl\/_rels\/workbook\.xml\.rels$|^xl\/worksheets\/[^/]+\.xml$|^docProps\/core\.xml$/.test(
      name,
    );
  const entries = await readZipEntries(bytes, wanted, blocks.limits, blocks.checkTime);
  const workbook = entryText(entries, 'xl/workbook.xml');
  if (workbook === undefined)
    throw refusal('damaged', 'The workbook has no list of sheets (xl/workbook.xml): save it again in its own program.');
  const { sheets, from1904 } = readBook(workbook, entryText(entries, 'xl/_rels/workbook.xml.rels') ?? '', blocks);
  if (sheets.length > blocks.limits.maxPages)
    throw refusal('too-many-pages', `The workbook has ${sheets.length} sheets, more than ${blocks.limits.maxPages}.`);
  const book: Book = {
    strings: sharedStrings(entryText(entries, 'xl/sharedStrings.xml') ?? '', blocks),
    styles: dateStyles(entryText(entries, 'xl/styles.xml') ?? '', blocks),
    from1904,
  };
  for (const [index, sheet] of sheets.entries()) {
    if (sheet.hidden) blocks.warn('hidden-content-left-out', `sheet ${index + 1}`, `Sheet ${index + 1} is hidden and was left out.`);
    else {
      blocks.add('heading', sheet.name, { level: 1, page: index + 1 });
      readSheet(entryText(entries, sheet.path) ?? '', book, index + 1, blocks);
    }
  }
  const metadata = coreProperties(entryText(entries, 'docProps/core.xml'), blocks);
  return blocks.finish('xlsx', {
    pages: sheets.length,
    metadata,
    ...(metadata['title'] === undefined ? {} : { title: metadata['title'] }),
  });
}

function readBook(workbook: string, relations: string, blocks: BlockList): { sheets: Sheet[]; from1904: boolean } {
  const targets = new Map<string, string>();
  const openRelation = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (name === 'Relationship') targets.set(attributes['Id'] ?? '', (attributes['Target'] ?? '').replace(/^\/?(xl\/)?/, 'xl/'));
  };
  readXml(relations, { open: openRelation }, blocks.limits, blocks.checkTime);
  const sheets: Sheet[] = [];
  let from1904 = false;
  const open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
    if (name !== 'sheet') return;
    const path = targets.get(attributes['r:id'] ?? attributeOf(attributes, 'id') ?? '') ?? `xl/worksheets/sheet${sheets.length + 1}.xml`;
    sheets.push({ name: attributes['name'] ?? '', path, hidden: /hidden/i.test(attributes['state'] ?? '') });
  };
  readXml(workbook, { open }, blocks.limits, blocks.checkTime);
  return { sheets, from1904 };
}

function sharedStrings(xml: string, blocks: BlockList): string[] {
  const strings: string[] = [];
  let [current, inText, phonetic] = ['', false, false];
  const handler = {
    open: (name: string): void => {
      if (name === 'si') current = '';
      if (name === 't') inText = true;
      if (name === 'rPh') phonetic = true;
    },
    close: (name: string): void => {
      if (name === 'si') strings.push(current);
      if (name === 't') inText = false;
      if (name === 'rPh') phonetic = false;
    },
    text: (text: string): void => {
      if (inText && !phonetic) current += text;
    },
  };
  readXml(xml, handler, blocks.limits, blocks.checkTime);
  return strings;
}

function readSheet(xml: string, book: Book, page: number, blocks: BlockList): void {
  const hiddenColumns: (readonly [number, number])[] = [];
  let cells: string[] = [];
  let [rowHidden, skipCell, type, style, raw, reading] = [false, false, '', 0, '', false];
  const open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    const hidden = ['1', 'true'].includes(attributes['hidden'] ?? '');
    if (name === 'col' && hidden) hiddenColumns.push([Number(attributes['min']), Number(attributes['max'])]);
    if (name === 'row') [rowHidden, cells] = [hidden, []];
    if (name === 'c') {
      const column = columnNumber(attributes['r'] ?? '');
      skipCell = rowHidden || hiddenColumns.some(([from, to]) => column >= from && column <= to);
      [type, style, raw] = [attributes['t'] ?? 'n', Number(attributes['s'] ?? 0), ''];
    }
    if (name === 'v' || name === 't') reading = true;
  };
  const close = (name: string): void => {
    if (name === 'v' || name === 't') reading = false;
    if (name === 'c' && raw !== '') {
      const text = type === 's' ? (book.strings[Number(raw)] ?? '') : cellText(raw, type, book.styles(style), book.from1904);
      if (!skipCell) cells.push(text.replace(/\s+/g, ' ').trim());
      else if (text.trim() !== '')
        blocks.warn('hidden-content-left-out', `sheet ${page}`, `Hidden rows or columns of sheet ${page} were left out.`);
    }
    if (name === 'row') blocks.add('table-row', cells.filter((cell) => cell !== '').join(' | '), { page });
  };
  const text = (piece: string): void => {
    if (reading) raw += piece;
  };
  readXml(xml, { open, close, text }, blocks.limits, blocks.checkTime);
}

function columnNumber(reference: string): number {
  return Array.from(/^[A-Z]{1,3}/.exec(reference)?.[0] ?? '').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
