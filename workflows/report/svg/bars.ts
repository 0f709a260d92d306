// Horizontal bars as SVG: ratios against their ideal (OEE and its factors) and the waterfall of time lost between planned and good.
import type { Lang } from '../copy/copy.ts';
import { copyOf } from '../copy/copy.ts';
import { chartRoot, chartText, fill, stroke } from './paint.ts';
import { element, fitText, textWidth } from './svg-element.ts';

export interface BarItem {
  readonly name: string;
  /** Null where the value is not available; the reason then stands instead of the bar. */
  readonly value: number | null;
  /** What is written behind the bar. */
  readonly text: string;
  /** Waterfall: a loss hangs where the bar before it ends. */
  readonly loss?: boolean;
  readonly target?: number;
  readonly strong?: boolean;
}

export interface BarOptions {
  readonly title: string;
  readonly lang: Lang;
  /** Full length of a bar; the largest value without it. */
  readonly max?: number;
  readonly width?: number;
}

const rowHeight = 26;

/** Draws the bars from top to bottom in the order given. */
export function barsSvg(items: readonly BarItem[], options: BarOptions): string {
  const width = options.width ?? 720;
  const left = Math.min(width * 0.32, 24 + Math.max(40, ...items.map((item) => textWidth(item.name, 11))));
  const room = Math.min(width * (width < 480 ? 0.38 : 0.3), 16 + Math.max(30, ...items.map((item) => textWidth(item.text, 11))));
  const right = width - room;
  const max = options.max ?? Math.max(...items.map((item) => item.value ?? 0), Number.MIN_VALUE);
  const at = (value: number): number => left + (Math.min(Math.max(value, 0), max * 1.02) / max) * (right - left);
  const top = 34;
  let hanging = max;
  const rows = items.map((item, index) => {
    const y = top + index * rowHeight;
    const value = item.value ?? 0;
    const from = item.loss ? at(Math.max(0, hanging - value)) : left;
    const to = item.loss ? at(hanging) : at(value);
    hanging = item.loss ? hanging - value : value;
    return barRow(item, { y, from, to, left, right, target: item.target === undefined ? undefined : at(item.target) }, room, width);
  });
  const base = element('path', { d: `M${left.toFixed(2)} ${top - 4}V${top + items.length * rowHeight - 4}`, ...stroke('axis', 1) });
  const title = chartText(12, 18, fitText(options.title, width - 20, 13), { size: 13, bold: true });
  const empty =
    items.length === 0 ? chartText(width / 2, 44, copyOf(options.lang).noData, { anchor: 'middle', ink: 'muted', size: 12 }) : '';
  const description = copyOf(options.lang).chart.describeBars(items.length, items.map((item) => `${item.name} ${item.text}`).join(', '));
  const height = top + Math.max(1, items.length) * rowHeight + 2;
  return chartRoot({ width, height }, { title: options.title, description }, title + rows.join('') + (items.length === 0 ? empty : base));
}

interface BarPlace {
  readonly y: number;
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
  readonly target?: number;
}

function barRow(item: BarItem, place: BarPlace, room: number, width: number): string {
  const name = chartText(place.left - 8, place.y + 13, fitText(item.name, place.left - 14, 11), { anchor: 'end', bold: item.strong });
  if (item.value === null)
    return name + chartText(place.left + 6, place.y + 13, fitText(item.text, width - place.left - 12, 11), { ink: 'muted' });
  const track = element('rect', { x: place.left, y: place.y + 1, width: place.right - place.left, height: 16, ...fill('zone') });
  const length = Math.max(place.to - place.from, item.value > 0 ? 1.5 : 0);
  const bar = element('rect', { x: place.from, y: place.y + 1, width: length, height: 16, ...fill(item.loss ? 'soft' : 'series') });
  const hatch = item.loss ? lossHatch(place.from, place.y + 1, length) : '';
  const target =
    place.target === undefined
      ? ''
      : element('path', { d: `M${place.target.toFixed(2)} ${place.y - 2}v22`, ...stroke('spec', 1.6, '4 2') });
  return (
    name + track + bar + hatch + target + chartText(place.right + 8, place.y + 13, fitText(item.text, room - 10, 11), { bold: item.strong })
  );
}

/** Slanted lines over a loss, so that it differs from a kept amount without colour. */
function lossHatch(x: number, y: number, width: number): string {
  const lines: string[] = [];
  for (let offset = 6; offset < width; offset += 7)
    lines.push(`M${(x + offset).toFixed(1)} ${y}l-${Math.min(6, offset)} ${(16 * Math.min(6, offset)) / 6}`);
  return lines.length === 0 ? '' : element('path', { d: lines.join(''), ...stroke('series', 0.8) });
}
