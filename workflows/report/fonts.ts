// The fonts of PDF reports: where they lie, and which characters they can draw. Pretendard has all Hangul and the signs of quality work, no Hanja.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AppError } from '../definition/errors.ts';
import { codePoint } from './visible-text.ts';

export interface ReportFonts {
  readonly regular: string;
  readonly bold: string;
  /** Turns every character that both fonts cannot draw into one they can (compatibility form) or into its code point in brackets. */
  readonly drawable: (text: string) => string;
}

/** Finds the fonts in `directory`, or in the installed `pretendard` package without it. Throws AppError('unavailable') where they are missing. */
export async function loadReportFonts(directory?: string): Promise<ReportFonts> {
  const folder = directory ?? packageFolder();
  const regular = join(folder, 'Pretendard-Regular.ttf');
  const bold = join(folder, 'Pretendard-Bold.ttf');
  try {
    const covers = glyphCoverage(await readFile(regular));
    return { regular, bold, drawable: (text) => drawableText(text, covers) };
  } catch (cause) {
    throw new AppError(
      'unavailable',
      `The report font is not at ${regular}. Install the package pretendard, or name the folder of its TTF files.`,
      { cause },
    );
  }
}

function packageFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve('pretendard/package.json')), 'dist/public/static/alternative');
}

function drawableText(text: string, covers: (code: number) => boolean): string {
  let result = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x7f || covers(code)) {
      result += character;
      continue;
    }
    const simpler = character.normalize('NFKC');
    const all = simpler !== character && Array.from(simpler).every((part) => covers(part.codePointAt(0) ?? 0));
    result += all ? simpler : `[U+${codePoint(character)}]`;
  }
  return result;
}

/**
 * Reads which code points a TrueType font maps to a glyph.
 * Source: OpenType specification, `cmap` table, subtable formats 4 and 12.
 */
export function glyphCoverage(font: Uint8Array): (code: number) => boolean {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const ranges = cmapSubtables(view).flatMap((at) => subtableRanges(view, at));
  const sorted = ranges.sort((a, b) => a[0] - b[0]);
  return (code) => sorted.some(([from, to]) => code >= from && code <= to);
}

function cmapSubtables(view: DataView): number[] {
  const tables = view.getUint16(4);
  for (let index = 0; index < tables; index++) {
    const record = 12 + index * 16;
    if (view.getUint32(record) !== 0x636d6170) continue;
    const cmap = view.getUint32(record + 8);
    return Array.from({ length: view.getUint16(cmap + 2) }, (_, entry) => cmap + view.getUint32(cmap + 4 + entry * 8 + 4));
  }
  return [];
}

function subtableRanges(view: DataView, at: number): [number, number][] {
  const format = view.getUint16(at);
  if (format === 12) {
    return Array.from({ length: view.getUint32(at + 12) }, (_, group): [number, number] => {
      const record = at + 16 + group * 12;
      return [view.getUint32(record), view.getUint32(record + 4)];
    });
  }
  if (format !== 4) return [];
  const segments = view.getUint16(at + 6) / 2;
  return Array.from({ length: segments }, (_, segment): [number, number] => {
    const to = view.getUint16(at + 14 + segment * 2);
    return [view.getUint16(at + 16 + segments * 2 + segment * 2), to];
  }).filter(([from]) => from !== 0xffff);
}
