// The smallest possible SVG writer: elements, escaped text and rounded numbers. Nothing here knows a chart.
import { visibleText } from '../visible-text.ts';

export type SvgAttributes = Readonly<Record<string, string | number | undefined>>;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Escapes text for element content and attribute values of XML and HTML alike. */
export function escapeXml(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}

/** One element; `children` are finished markup. Numbers are written with at most two decimals, never as NaN or Infinity. */
export function element(name: string, attributes: SvgAttributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter((entry): entry is [string, string | number] => entry[1] !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? coordinate(value) : escapeXml(value)}"`)
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

/** A coordinate with at most two decimals; a value that is no number is drawn at 0, so that the picture stays valid. */
export function coordinate(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 100) / 100) : '0';
}

/** A path through points, in the order given. */
export function linePath(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${coordinate(x)} ${coordinate(y)}`).join('');
}

/** Width of a text in pixels, near enough to keep labels apart: Hangul and other wide letters 1 em, the rest by class. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x1100) ems += 0.92;
    else if (/[A-Z0-9%@]/.test(character)) ems += 0.62;
    else if (/[ .,:;|!'()[\]ijl-]/.test(character)) ems += 0.32;
    else ems += 0.55;
  }
  return ems * size;
}

/** Cuts a text with an ellipsis so that it takes at most `width` pixels. */
export function fitText(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  const letters = Array.from(text);
  while (letters.length > 1 && textWidth(`${letters.join('')}…`, size) > width) letters.pop();
  return `${letters.join('')}…`;
}
