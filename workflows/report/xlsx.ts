// Writes a report as a workbook: one sheet that reads like the report, and one for each larger table. Numbers are numbers, texts are never formulas.
import exceljs from '@protobi/exceljs';
import { copyOf } from './copy/copy.ts';
import { documentGrids, formulaSafe, type Grid } from './document-rows.ts';
import type { Cell, ReportDocument } from './report-document.ts';
import { withZipDates } from './zip-dates.ts';

const tableRows = 12;
const headFill: exceljs.Fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8ECF1' } };
const toneColors = { good: 'FF1B6E3C', bad: 'FFA32018', warn: 'FF8A5A00', neutral: 'FF1F2933' } as const;

/** The workbook's bytes. Dates inside come from the data cut, so the same document gives the same bytes. */
export async function renderXlsx(document: ReportDocument): Promise<Uint8Array> {
  const copy = copyOf(document.lang);
  const cut = new Date(document.dataCut);
  const book = new exceljs.Workbook();
  book.creator = document.tenantName;
  book.lastModifiedBy = `AIX ${document.generatorVersion}`;
  book.title = document.title;
  book.keywords = [`facts-sha256:${document.checksum}`, ...(document.ai === 'none' ? [] : [`ai-generated:${document.ai}`])].join(' ');
  book.created = cut;
  book.modified = cut;
  const names = new Set<string>();
  const sheet = addSheet(book, copy.frame.reportSheet, names);
  sheet.columns = [{ width: 26 }, { width: 24 }, { width: 20 }, { width: 20 }, { width: 20 }, { width: 30 }];
  const title = sheet.addRow([formulaSafe(document.title)]);
  title.font = { bold: true, size: 16 };
  sheet.addRow([formulaSafe(`${document.tenantName} · ${document.kindName}`)]).font = { color: { argb: 'FF55606C' } };
  if (document.subtitle) sheet.addRow([formulaSafe(document.subtitle)]);
  if (document.status)
    sheet.addRow([formulaSafe(document.status.text)]).font = { bold: true, color: { argb: toneColors[document.status.tone] } };
  sheet.addRow([copy.frame.checksum, document.checksum]);
  if (document.ai !== 'none') sheet.addRow([document.ai === 'stand-in' ? copy.ai.noticeStandIn : copy.ai.notice]);
  let section = '';
  for (const grid of documentGrids(document)) {
    if (grid.section !== section) {
      section = grid.section;
      sheet.addRow([]);
      sheet.addRow([formulaSafe(section)]).font = { bold: true, size: 13 };
    }
    if (grid.rows.length > tableRows) dataSheet(book, grid, names);
    if (grid.rows.length > tableRows && grid.head.length > 2)
      sheet.addRow([formulaSafe(copy.frame.seeSheet([...names].at(-1) ?? ''))]).font = { italic: true };
    else writeGrid(sheet, grid);
  }
  sheet.pageSetup = { paperSize: 9, orientation: 'portrait', fitToPage: true, fitToWidth: 1, fitToHeight: 0 };
  sheet.headerFooter.oddFooter = '&P / &N';
  return withZipDates(new Uint8Array(await book.xlsx.writeBuffer()), cut);
}

function dataSheet(book: exceljs.Workbook, grid: Grid, names: Set<string>): void {
  if (grid.head.length <= 2) return;
  const sheet = addSheet(book, grid.title || grid.section, names);
  sheet.columns = grid.head.map((label) => ({ width: Math.min(48, Math.max(14, Array.from(label).length * 2)) }));
  writeGrid(sheet, grid);
  sheet.views = [{ state: 'frozen', ySplit: 1 }];
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: grid.head.length } };
}

function writeGrid(sheet: exceljs.Worksheet, grid: Grid): void {
  if (grid.head.some(Boolean)) {
    const head = sheet.addRow(grid.head.map(formulaSafe));
    head.font = { bold: true };
    head.eachCell((cell) => {
      cell.fill = headFill;
    });
  }
  for (const cells of grid.rows) {
    const row = sheet.addRow(cells.map((cell) => cell.value ?? formulaSafe(cell.text)));
    cells.forEach((cell, index) => styleCell(row.getCell(index + 1), cell));
  }
}

function styleCell(target: exceljs.Cell, cell: Cell): void {
  if (cell.value !== undefined) target.numFmt = numberFormat(cell);
  else target.alignment = { wrapText: true, vertical: 'top' };
  if (cell.tone && cell.tone !== 'neutral') target.font = { color: { argb: toneColors[cell.tone] } };
}

/** An Excel number format with the unit as a quoted suffix; quotes inside a unit would end it and go. */
function numberFormat(cell: Cell): string {
  const digits =
    cell.decimals === undefined
      ? Number.isInteger(cell.value)
        ? '#,##0'
        : '#,##0.######'
      : `#,##0${cell.decimals > 0 ? `.${'0'.repeat(cell.decimals)}` : ''}`;
  return cell.unit ? `${digits}"${cell.unit === '%' ? '' : ' '}${cell.unit.replace(/["\\]/g, '')}"` : digits;
}

/** Adds a sheet under a name that Excel takes: 31 letters, none of []:*?/\, unique without regard to case. */
function addSheet(book: exceljs.Workbook, wanted: string, names: Set<string>): exceljs.Worksheet {
  const base =
    wanted
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim() || 'Data';
  let name = Array.from(base).slice(0, 31).join('');
  for (let count = 2; [...names].some((known) => known.toLowerCase() === name.toLowerCase()); count++)
    name = `${Array.from(base).slice(0, 27).join('')} ${count}`;
  names.add(name);
  return book.addWorksheet(name);
}
