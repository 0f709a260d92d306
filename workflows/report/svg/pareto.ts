// A Pareto chart as SVG: bars by falling count with "other" last, and the cumulative share as a line on its own axis.
import { copyOf, type Lang } from '../copy/copy.ts';
import { chartRoot, chartText, fill, stroke } from './paint.ts';
import { linearScale, type Scale, shortNumber } from './scale.ts';
import { element, fitText, linePath } from './svg-element.ts';
import { gridLine, type Plot } from './value-axis.ts';

export interface ParetoItem {
  readonly name: string;
  readonly count: number;
  /** Marks the collecting row, which stays last whatever its count. */
  readonly other?: boolean;
}

export interface ParetoRow extends ParetoItem {
  /** Cumulative share, 0..1. */
  readonly cumulative: number;
}

/** Sorts by falling count, keeps at most `most` rows and joins the rest (and rows marked other) into one that stands last. Zero counts go. */
export function paretoRows(items: readonly ParetoItem[], otherName: string, most = 10): ParetoRow[] {
  const counted = items.filter((item) => Number.isFinite(item.count) && item.count > 0);
  const named = counted.filter((item) => !item.other).sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  const others = counted.filter((item) => item.other);
  const kept = named.length > most ? named.slice(0, most - 1) : named;
  const rest = [...named.slice(kept.length), ...others];
  const rows = rest.length > 0 ? [...kept, { name: otherName, count: rest.reduce((sum, item) => sum + item.count, 0), other: true }] : kept;
  const total = rows.reduce((sum, row) => sum + row.count, 0);
  let sum = 0;
  return rows.map((row) => {
    sum += row.count;
    return { ...row, cumulative: sum / total };
  });
}

export interface ParetoOptions {
  readonly title: string;
  readonly lang: Lang;
  readonly axisTitle?: string;
  readonly width?: number;
}

/** Draws the rows of `paretoRows`. */
export function paretoSvg(items: readonly ParetoItem[], options: ParetoOptions): string {
  const copy = copyOf(options.lang).chart;
  const rows = paretoRows(items, copy.other);
  const width = options.width ?? 720;
  const plot = { left: 62, right: width - 56, top: 44, bottom: 244 };
  const title = chartText(plot.left, 18, fitText(options.title, width - plot.left - 8, 13), { size: 13, bold: true });
  const size = { width, height: 292 };
  if (rows.length === 0) {
    const empty = chartText(width / 2, 140, copyOf(options.lang).noData, { anchor: 'middle', ink: 'muted', size: 12 });
    return chartRoot(size, { title: options.title, description: copyOf(options.lang).noData }, title + empty);
  }
  const total = rows.reduce((sum, row) => sum + row.count, 0);
  // Both axes end at the total, so that the line's height over a bar reads as the sum of the bars so far.
  const y = linearScale([0, total], plot.bottom, plot.top, { zero: true, padding: 0 });
  const slot = (plot.right - plot.left) / rows.length;
  const bars = rows.map((row, index) => bar(row, plot.left + slot * index, slot, y.at, plot.bottom));
  const points = rows.map((row, index): [number, number] => [plot.left + slot * (index + 0.5), y.at(row.cumulative * total)]);
  const line = element('path', { d: linePath(points), ...stroke('limit', 1.6) });
  const dots = points.map(([x, level], index) => {
    const share = `${((rows[index]?.cumulative ?? 0) * 100).toFixed(0)}%`;
    const dot = element('rect', { x: x - 3, y: level - 3, width: 6, height: 6, ...fill('limit') });
    // The first share sits on its own bar; written above the count there it would collide.
    return dot + (index === 0 ? '' : chartText(x, level - 8, share, { size: 9.5, anchor: 'middle', ink: 'limit' }));
  });
  const axes = countAxis(y, plot, options.axisTitle ?? copy.count) + shareAxis(total, y.at, plot, copy.cumulative);
  const description = copy.describeBars(
    rows.length,
    rows.map((row) => `${row.name} ${row.count} (${(row.cumulative * 100).toFixed(1)} %)`).join(', '),
  );
  return chartRoot(size, { title: options.title, description }, title + axes + bars.join('') + line + dots.join(''));
}

function bar(row: ParetoRow, x: number, slot: number, at: (value: number) => number, bottom: number): string {
  const top = at(row.count);
  const width = Math.min(64, slot * 0.72);
  const left = x + (slot - width) / 2;
  const shape = element('rect', { x: left, y: top, width, height: bottom - top, ...fill(row.other ? 'axis' : 'series') });
  const count = chartText(x + slot / 2, bottom - top > 18 ? top + 13 : top - 4, shortNumber(row.count, 6), {
    size: 10,
    anchor: 'middle',
    bold: true,
    ink: bottom - top > 18 ? 'paper' : 'ink',
  });
  const names = nameLines(row.name, slot - 6).map((line, index) =>
    chartText(x + slot / 2, bottom + 15 + index * 12, line, { size: 10, anchor: 'middle', ink: 'ink' }),
  );
  return shape + count + names.join('');
}

/** A bar's name in at most two lines. */
function nameLines(name: string, width: number): string[] {
  const letters = Array.from(name);
  let first = '';
  let length = 0;
  while (length < letters.length && fitText(first + (letters[length] ?? ''), width, 10) === first + (letters[length] ?? ''))
    first += letters[length++] ?? '';
  if (length >= letters.length || length === 0) return [fitText(name, width, 10)];
  const space = first.lastIndexOf(' ');
  const cut = space > 2 ? space : length;
  return [letters.slice(0, cut).join(''), fitText(letters.slice(cut).join('').trim(), width, 10)];
}

function countAxis(y: Scale, plot: Plot, title: string): string {
  const lines = y.ticks.map((tick) => gridLine(tick, y, plot));
  const frame = element('path', { d: `M${plot.left} ${plot.top}V${plot.bottom}H${plot.right}V${plot.top}`, ...stroke('axis', 1) });
  return (
    lines.join('') + frame + chartText(13, (plot.top + plot.bottom) / 2, title, { size: 10.5, anchor: 'middle', ink: 'muted', rotate: -90 })
  );
}

function shareAxis(total: number, at: (value: number) => number, plot: Plot, title: string): string {
  const names = [0, 25, 50, 75, 100].map((share) =>
    chartText(plot.right + 6, at((share / 100) * total) + 3.5, `${share}%`, { size: 10, ink: 'muted' }),
  );
  const eighty = element('path', { d: `M${plot.left} ${at(total * 0.8).toFixed(2)}H${plot.right}`, ...stroke('muted', 0.8, '2 3') });
  return (
    eighty +
    names.join('') +
    chartText(plot.right + 48, (plot.top + plot.bottom) / 2, title, { size: 10.5, anchor: 'middle', ink: 'muted', rotate: 90 })
  );
}
