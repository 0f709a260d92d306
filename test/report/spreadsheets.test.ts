// XLSX and CSV as a spreadsheet program reads them: numbers stay numbers, text never becomes a formula.
import exceljs from '@protobi/exceljs';
import { describe, expect, it } from 'vitest';
import { formulaSafe } from '../../workflows/report/document-rows.ts';
import { renderReport } from '../../workflows/report/render-report.ts';
import { withZipDates } from '../../workflows/report/zip-dates.ts';
import { lotFacts, reportRequest, shiftFactsSample } from './report-samples.ts';

async function workbook(...request: Parameters<typeof reportRequest>): Promise<exceljs.Workbook> {
  const [file] = (await renderReport(reportRequest(...request), { formats: ['xlsx'] })).files;
  const book = new exceljs.Workbook();
  if (file) await book.xlsx.load(file.bytes.buffer as ArrayBuffer);
  return book;
}
async function csv(...request: Parameters<typeof reportRequest>): Promise<string> {
  const [file] = (await renderReport(reportRequest(...request), { formats: ['csv'] })).files;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(file?.bytes);
}
const cellsOf = (book: exceljs.Workbook): exceljs.Cell[] => {
  const cells: exceljs.Cell[] = [];
  book.eachSheet((sheet) => sheet.eachRow((row) => row.eachCell((cell) => cells.push(cell))));
  return cells;
};
/** Fields of RFC 4180 text. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.replace(/^\uFEFF/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replace(/""/g, '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

const formulas = ['=1+1', '+82-10-1234', '-2+3', '@SUM(A1)', '\t=1', '  =cmd|calc', '＝1+1', '\r=1', '|calc', '%x'];

describe('XLSX', () => {
  it('keeps measured values and limits as numbers with their full precision', async () => {
    const cells = cellsOf(await workbook('lot-inspection', lotFacts()));
    const numbers = cells.map((cell) => cell.value).filter((value) => typeof value === 'number');
    expect(numbers).toEqual(expect.arrayContaining([2000, 125, 35.96, 34.088]));
    expect(numbers.some((value) => Math.abs(value - 35.61096) < 1e-5 && value !== 35.611)).toBe(true);
  });

  it('shows percentages and units by number formats, not by text', async () => {
    const cells = cellsOf(await workbook('shift-report', shiftFactsSample));
    const oee = cells.find((cell) => typeof cell.value === 'number' && Math.abs(cell.value - 74.2) < 1e-9);
    expect(oee?.numFmt).toBe('#,##0.0"%"');
  });

  it('gives a long series a sheet of its own with a frozen, filtered head', async () => {
    const book = await workbook('lot-inspection', lotFacts());
    const sheet = book.worksheets[1];
    expect(sheet?.rowCount).toBe(21);
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(sheet?.autoFilter).toBeTruthy();
  });

  it('has no formula, whatever a text begins with', async () => {
    const lot = Object.fromEntries(formulas.map((text, index) => [`${text}${index}`, text]));
    const book = await workbook('lot-inspection', { ...lotFacts(), lot: { lotNumber: '=1+1', ...lot } }, { title: '=HYPERLINK("x")' });
    for (const cell of cellsOf(book)) {
      expect(cell.type).not.toBe(exceljs.ValueType.Formula);
      if (typeof cell.value === 'string') expect(cell.value).not.toMatch(/^[\s\u3000]*[=+\-@＝]/);
    }
  });

  it('says in the file who wrote a text of the model, and carries the checksum', async () => {
    const book = await workbook('lot-inspection', lotFacts());
    expect(book.keywords).toMatch(/^facts-sha256:[0-9a-f]{64} ai-generated:stand-in$/);
    expect(cellsOf(book).map((cell) => cell.value)).toContain('AI가 작성함(대역 모델)');
    expect(book.created.toISOString()).toBe('2026-11-24T07:05:00.000Z');
  });
});

describe('CSV', () => {
  it('begins with a byte order mark and has six fields on every line', async () => {
    const text = await csv('shift-report', shiftFactsSample);
    expect(text.charCodeAt(0)).toBe(0xfeff);
    for (const row of parse(text)) expect(row).toHaveLength(6);
  });

  it('writes numbers plainly, with the unit beside them', async () => {
    const rows = parse(await csv('shift-report', shiftFactsSample));
    expect(rows).toContainEqual(['계획 대비 실적', '', '계획', '1200', '개', '']);
    expect(rows).toContainEqual(['계획 대비 실적', '', '차이', '-112', '개', '']);
  });

  it('keeps quotes, commas and line breaks inside one field', async () => {
    const text = await csv('capa', { record: { number: 'a "b", c' } });
    expect(text).toContain('"a ""b"", c"');
  });

  it.each(formulas)('lets no spreadsheet take %j for a formula', async (text) => {
    const rows = parse(await csv('capa', { record: { number: text, [text]: 'x' } }));
    for (const field of rows.flat()) expect(field).not.toMatch(/^[\s\u3000]*[=+@＝|%]|^[\s\u3000]*-(?!\d)/);
  });
});

it('formulaSafe leaves ordinary text alone and marks the rest once', () => {
  expect(['점도', 'a=b', '3-4', ''].map(formulaSafe)).toEqual(['점도', 'a=b', '3-4', '']);
  expect(formulas.map(formulaSafe).every((text) => text.startsWith("'"))).toBe(true);
});

it('the dates of a ZIP file are set in both headers of every entry, and nothing else changes', async () => {
  const book = new exceljs.Workbook();
  book.addWorksheet('a').addRow([1]);
  book.created = new Date(0);
  book.modified = new Date(0);
  const archive = new Uint8Array(await book.xlsx.writeBuffer());
  const dated = withZipDates(archive, new Date('2026-11-24T07:05:00Z'));
  expect(dated.length).toBe(archive.length);
  const copy = new exceljs.Workbook();
  await copy.xlsx.load(dated.buffer as ArrayBuffer);
  expect(copy.worksheets[0]?.getCell('A1').value).toBe(1);
  expect(withZipDates(archive, new Date('2020-01-01T00:00:00Z'))).not.toEqual(dated);
  expect(withZipDates(dated, new Date('2026-11-24T07:05:00Z'))).toEqual(dated);
  expect(() => withZipDates(new Uint8Array(40), new Date(0))).toThrow(/no ZIP file/);
});
