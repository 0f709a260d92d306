// Puts the pieces of text of a PDF page together to lines, in the order in which the page writes them. Pure.

/** What pdf.js gives: text, its matrix (e, f = place in points, origin at the lower left) and its size. */
export interface PdfItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly hasEOL: boolean;
}

export interface PdfLine {
  readonly text: string;
  /** Of the letters, in points. */
  readonly height: number;
  /** More room above than between lines: a new paragraph starts. */
  readonly gap: boolean;
}

/** A line ends when the next piece stands on another height; a blank is put where pieces stand apart more than a fifth of a letter. */
export function pdfLines(items: readonly PdfItem[]): PdfLine[] {
  const lines: { text: string; height: number; y: number; right: number }[] = [];
  for (const item of items) {
    if (item.str === '') continue;
    const [x, y] = [item.transform[4] ?? 0, item.transform[5] ?? 0];
    const height = item.height || Math.abs(item.transform[3] ?? 0);
    const line = lines.at(-1);
    if (line === undefined || Math.abs(line.y - y) > Math.max(2, height * 0.5)) {
      lines.push({ text: item.str, height, y, right: x + item.width });
      continue;
    }
    const apart = x - line.right;
    const blank = apart > height * 0.2 && !line.text.endsWith(' ') && !item.str.startsWith(' ');
    line.text += `${blank ? (apart > height * 2 ? ' | ' : ' ') : ''}${item.str}`;
    line.right = x + item.width;
    line.height = Math.max(line.height, height);
  }
  return lines
    .map((line, index) => {
      const above = lines[index - 1];
      return {
        text: line.text.trim(),
        height: line.height,
        gap: above !== undefined && (above.y - line.y > line.height * 2.2 || line.y > above.y),
      };
    })
    .filter((line) => line.text !== '');
}
