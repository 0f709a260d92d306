// A histogram as SVG with specification limits, target and the fitted normal curve (mean and standard deviation of the values shown).
import { copyOf, type Lang } from '../copy/copy.ts';
import { chartRoot, chartText, fill, stroke, type Ink } from './paint.ts';
import { linearScale, roundTicks, type Scale, shortNumber } from './scale.ts';
import { element, fitText, linePath } from './svg-element.ts';
import { gridLine, type Plot } from './value-axis.ts';

export interface HistogramOptions {
  readonly title: string;
  readonly lang: Lang;
  readonly unit?: string;
  readonly lsl?: number;
  readonly usl?: number;
  readonly target?: number;
  readonly width?: number;
}

export interface HistogramBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Bins of a round width, about as many as the root of n (5 to 20); closed at the left, the last one at both ends. */
export function histogramBins(values: readonly number[]): HistogramBin[] {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return [];
  const low = finite.reduce((a, b) => Math.min(a, b), Infinity);
  const high = finite.reduce((a, b) => Math.max(a, b), -Infinity);
  const wanted = Math.min(20, Math.max(5, Math.round(Math.sqrt(finite.length))));
  const [first = 0, second = 1] = roundTicks(low, high > low ? high + (high - low) : low + 1, wanted * 3);
  const step = second - first;
  const start = Math.floor(low / step + 1e-9) * step;
  const count = Math.max(1, Math.floor((high - start) / step + 1e-9) + 1);
  const counts = Array.from({ length: count }, () => 0);
  for (const value of finite) {
    const bin = Math.min(count - 1, Math.max(0, Math.floor((value - start) / step + 1e-9)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((amount, index) => ({ from: start + index * step, to: start + (index + 1) * step, count: amount }));
}

export function histogramSvg(values: readonly number[], options: HistogramOptions): string {
  const copy = copyOf(options.lang);
  const width = options.width ?? 720;
  const plot = { left: 62, right: width - 24, top: 54, bottom: 234 };
  const finite = values.filter(Number.isFinite);
  const bins = histogramBins(finite);
  const specs = [
    ['LSL', options.lsl],
    [copy.chart.target, options.target],
    ['USL', options.usl],
  ] as const;
  const lines = specs.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
  const x = linearScale([...bins.flatMap((bin) => [bin.from, bin.to]), ...lines.map((line) => line.value)], plot.left, plot.right, {
    padding: 0.05,
    count: 7,
  });
  const curve = normalCurve(finite, bins, x);
  const y = linearScale([...bins.map((bin) => bin.count), ...curve.map((point) => point[1])], plot.bottom, plot.top, {
    zero: true,
    padding: 0.06,
  });
  const bars = bins.map((bin) =>
    element('rect', {
      x: x.at(bin.from) + 0.5,
      y: y.at(bin.count),
      width: Math.max(0.5, x.at(bin.to) - x.at(bin.from) - 1),
      height: plot.bottom - y.at(bin.count),
      ...fill('soft'),
      'data-count': String(bin.count),
    }),
  );
  const body = [
    chartText(plot.left, 18, fitText(options.title, width - plot.left - 90, 13), { size: 13, bold: true }),
    chartText(plot.right, 18, `N = ${finite.length}`, { size: 11, anchor: 'end', ink: 'muted' }),
    ...y.ticks.filter(Number.isInteger).map((tick) => gridLine(tick, y, plot)),
    ...bars,
    element('path', { d: `M${plot.left} ${plot.top}V${plot.bottom}H${plot.right}`, ...stroke('axis', 1) }),
    ...x.ticks.map((tick) => chartText(x.at(tick), plot.bottom + 15, shortNumber(tick, 6), { size: 10, anchor: 'middle', ink: 'muted' })),
    curve.length > 0
      ? element('path', { d: linePath(curve.map(([value, height]) => [x.at(value), y.at(height)])), ...stroke('series', 1.6) })
      : '',
    ...specLines(lines, x, plot),
    chartText(13, (plot.top + plot.bottom) / 2, copy.chart.frequency, { size: 10.5, anchor: 'middle', ink: 'muted', rotate: -90 }),
    chartText(
      (plot.left + plot.right) / 2,
      plot.bottom + 32,
      [options.unit, curve.length > 0 ? `— ${copy.chart.fitted}` : undefined].filter(Boolean).join(' · '),
      { size: 10, anchor: 'middle', ink: 'muted' },
    ),
    bins.length === 0 ? chartText(width / 2, 140, copy.noData, { size: 12, anchor: 'middle', ink: 'muted' }) : '',
  ];
  const description = copy.chart.describeBars(
    bins.length,
    bins.map((bin) => `${shortNumber(bin.from)}–${shortNumber(bin.to)}: ${bin.count}`).join(', '),
  );
  return chartRoot({ width, height: plot.bottom + 42 }, { title: options.title, description }, body.join(''));
}

/** Names alternate between two heights, so that neighbours do not touch. */
function specLines(lines: readonly { readonly name: string; readonly value: number }[], x: Scale, plot: Plot): string[] {
  const ink: Ink = 'spec';
  return lines.map((line, index) => {
    const at = x.at(line.value);
    const top = plot.top - (index % 2 === 0 ? 2 : 14);
    const rule = element('path', {
      d: `M${at.toFixed(2)} ${top}V${plot.bottom}`,
      ...stroke(ink, 1.4, index === 1 && lines.length === 3 ? '2 3' : '10 3 2 3'),
    });
    return rule + chartText(at, top - 3, `${line.name} ${shortNumber(line.value)}`, { size: 10, anchor: 'middle', bold: true, ink });
  });
}

/** Heights of the normal curve in counts by bin width; none for fewer than three values or no variation. */
function normalCurve(values: readonly number[], bins: readonly HistogramBin[], x: Scale): [number, number][] {
  const count = values.length;
  const [bin] = bins;
  if (count < 3 || !bin) return [];
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const sigma = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1));
  if (!(sigma > 0)) return [];
  const scale = (count * (bin.to - bin.from)) / (sigma * Math.sqrt(2 * Math.PI));
  return Array.from({ length: 81 }, (_, index) => x.min + ((x.max - x.min) * index) / 80).map((value) => [
    value,
    scale * Math.exp(-0.5 * ((value - mean) / sigma) ** 2),
  ]);
}
