// Writes the value of a spreadsheet cell as its reader sees it: dates as ISO dates, percentages with their sign, numbers without binary noise.
import type { BlockList } from './block-list.ts';
import { readXml } from './read-xml.ts';

export type CellFormat = 'plain' | 'date' | 'percent';

const dayMilliseconds = 86_400_000;
/** Day 0 of Excel's calendars. The 1900 one counts a 29 February 1900 that never was, so its day 0 is a day early from 1 March 1900 on. */
const dayZero = { from1900: Date.UTC(1899, 11, 30), from1904: Date.UTC(1904, 0, 1) };

/** Returns a look-up from style number to format, read from `xl/styles.xml` (built-in numbers: ISO/IEC 29500-1, 18.8.30). */
export function dateStyles(xml: string, blocks: BlockList): (style: number) => CellFormat {
  const custom = new Map<string, CellFormat>();
  const formats: CellFormat[] = [];
  let inCells = false;
  const open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (name === 'numFmt') custom.set(attributes['numFmtId'] ?? '', formatOfCode(attributes['formatCode'] ?? ''));
    if (name === 'cellXfs') inCells = true;
    if (name === 'xf' && inCells) formats.push(custom.get(attributes['numFmtId'] ?? '') ?? builtIn(Number(attributes['numFmtId'] ?? 0)));
  };
  const close = (name: string): void => {
    if (name === 'cellXfs') inCells = false;
  };
  readXml(xml, { open, close }, blocks.limits, blocks.checkTime);
  return (style) => formats[style] ?? 'plain';
}

/** `type` is the cell's `t`: n (number), b, e, str, inlineStr, d. */
export function cellText(raw: string, type: string, format: CellFormat, from1904: boolean): string {
  if (type === 'b') return raw === '1' ? 'TRUE' : 'FALSE';
  const value = Number(raw);
  if (type !== 'n' || raw.trim() === '' || !Number.isFinite(value)) return raw;
  if (format === 'date') return dateText(value, from1904);
  if (format === 'percent') return `${plainNumber(value * 100)}%`;
  return plainNumber(value);
}

function builtIn(id: number): CellFormat {
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)) return 'date';
  return id === 9 || id === 10 ? 'percent' : 'plain';
}

function formatOfCode(code: string): CellFormat {
  const letters = code.replace(/"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]/gi, '');
  if (/[ymdhs]/i.test(letters) && !/general/i.test(letters)) return 'date';
  return letters.includes('%') ? 'percent' : 'plain';
}

function dateText(serial: number, from1904: boolean): string {
  const date = new Date(Math.round((from1904 ? dayZero.from1904 : dayZero.from1900) + serial * dayMilliseconds));
  if (Number.isNaN(date.getTime())) return String(serial);
  const [day = '', time = ''] = date.toISOString().split('T');
  const clock = time.slice(0, time.startsWith('00:00:00', 0) ? 0 : 5);
  if (serial < 1) return time.slice(0, 5);
  return clock === '' ? day : `${day} ${clock}`;
}

/** Excel keeps 15 significant digits; what a double adds beyond is noise. */
function plainNumber(value: number): string {
  return String(Number(value.toPrecision(15)));
}
