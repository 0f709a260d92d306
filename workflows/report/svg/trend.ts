// A trend or run chart as SVG: values over time with a target (constant or by point) or the median of a run chart. Gaps in the data stay gaps.
import { copyOf, type Lang } from '../copy/copy.ts';
import { chartRoot, chartText, fill, stroke } from './paint.ts';
import { indexTicks, linearScale, type Scale, shortNumber } from './scale.ts';
import { element, fitText, linePath, textWidth } from './svg-element.ts';
import { thinPoints } from './thin-points.ts';
import { gridLine, type Plot } from './value-axis.ts';

export interface TrendData {
  /** Null where a value is missing. */
  readonly values: readonly (number | null)[];
  /** One target for all points, or one for each. */
  readonly targets?: number | readonly (number | null)[];
  readonly labels?: readonly string[];
}

export interface TrendOptions {
  readonly title: string;
  readonly lang: Lang;
  readonly unit?: string;
  readonly valueName: string;
  readonly targetName?: string;
  /** Starts the axis at zero: for counts. */
  readonly zero?: boolean;
  readonly width?: number;
}

/** The median of the values that are there: the centre line of a run chart. Undefined without values. */
export function runMedian(values: readonly (number | null)[]): number | undefined {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle];
  const low = sorted[middle - 1];
  return sorted.length % 2 === 1 || low === undefined || high === undefined ? high : (low + high) / 2;
}

export function trendSvg(data: TrendData, options: TrendOptions): string {
  const copy = copyOf(options.lang);
  const width = options.width ?? 720;
  const plot = { left: 62, right: width - 24, top: 36, bottom: 206 };
  const count = data.values.length;
  const { targets } = data;
  const targetAt = (index: number): number | null => (typeof targets === 'number' ? targets : (targets?.[index] ?? null));
  const known = [...data.values, ...data.values.map((_, index) => targetAt(index))].filter((value) => value !== null);
  const y = linearScale(known, plot.bottom, plot.top, { zero: options.zero, padding: 0.08 });
  const slot = (plot.right - plot.left) / Math.max(1, count);
  const at = (index: number): number => plot.left + slot * (index + 0.5);
  const title = chartText(plot.left, 18, fitText(options.title, width - plot.left - 8, 13), { size: 13, bold: true });
  const name = options.unit ? `${options.valueName} (${options.unit})` : options.valueName;
  const body = [
    title,
    ...y.ticks.map((tick) => gridLine(tick, y, plot)),
    element('path', { d: `M${plot.left} ${plot.top}V${plot.bottom}H${plot.right}`, ...stroke('axis', 1) }),
    chartText(13, (plot.top + plot.bottom) / 2, name, { size: 10.5, anchor: 'middle', ink: 'muted', rotate: -90 }),
    targetLine(count, targetAt, at, slot, y),
    valueLine(data.values, at, y),
    labelAxis(data.labels, count, at, plot),
    legend(plot.left, 240, name, targets === undefined ? undefined : (options.targetName ?? copy.chart.target)),
    known.length === 0 ? chartText(width / 2, 120, copy.noData, { anchor: 'middle', size: 12, ink: 'muted' }) : '',
  ];
  const list = data.values
    .slice(0, 40)
    .map((value, index) => `${data.labels?.[index] ?? index + 1}: ${value === null ? copy.notAvailable : shortNumber(value)}`);
  return chartRoot({ width, height: 252 }, { title: options.title, description: `${name}. ${list.join(', ')}` }, body.join(''));
}

/** A step for each point, so that a target by hour reads as belonging to its hour. */
function targetLine(
  count: number,
  targetAt: (index: number) => number | null,
  at: (index: number) => number,
  slot: number,
  y: Scale,
): string {
  const steps = Array.from({ length: count }, (_, index) => {
    const target = targetAt(index);
    return target === null
      ? ''
      : linePath([
          [at(index) - slot / 2, y.at(target)],
          [at(index) + slot / 2, y.at(target)],
        ]);
  });
  return steps.some(Boolean) ? element('path', { d: steps.join(''), ...stroke('spec', 1.4, '6 3') }) : '';
}

function valueLine(values: readonly (number | null)[], at: (index: number) => number, y: Scale): string {
  const kept = thinPoints(values, 600, new Set());
  const pieces: [number, number][][] = [];
  let last = -2;
  for (const index of kept) {
    const gap = values.slice(last + 1, index).some((value) => value === null);
    if (last < 0 || gap) pieces.push([]);
    pieces.at(-1)?.push([at(index), y.at(values[index] ?? 0)]);
    last = index;
  }
  const line = pieces.map((piece) => element('path', { d: linePath(piece), ...stroke('series', 1.8), 'stroke-linejoin': 'round' }));
  const dots = kept.length > 80 ? [] : pieces.flat().map(([x, level]) => element('circle', { cx: x, cy: level, r: 3, ...fill('series') }));
  return line.join('') + dots.join('');
}

function labelAxis(labels: readonly string[] | undefined, count: number, at: (index: number) => number, plot: Plot): string {
  const widest = Math.max(16, ...(labels ?? []).map((label) => Math.min(92, textWidth(label, 9.5))));
  return indexTicks(count, Math.max(2, Math.floor((plot.right - plot.left) / (widest + 8))))
    .map((tick) =>
      chartText(at(tick - 1), plot.bottom + 15, fitText(labels?.[tick - 1] ?? String(tick), 92, 9.5), {
        size: 9.5,
        anchor: 'middle',
        ink: 'muted',
      }),
    )
    .join('');
}

function legend(left: number, y: number, valueName: string, targetName: string | undefined): string {
  const value =
    element('path', { d: `M${left} ${y - 3.5}h18`, ...stroke('series', 1.8) }) +
    chartText(left + 24, y, valueName, { size: 10, ink: 'muted' });
  if (targetName === undefined) return value;
  const x = left + 24 + textWidth(valueName, 10) + 18;
  return (
    value +
    element('path', { d: `M${x} ${y - 3.5}h18`, ...stroke('spec', 1.4, '6 3') }) +
    chartText(x + 24, y, targetName, { size: 10, ink: 'muted' })
  );
}
