// One plot of a control chart: zones, limits, series and marked points between a left axis and named limits on the right.
import { chartText, fill, stroke, type Ink } from './paint.ts';
import { linearScale, shortNumber, type Scale } from './scale.ts';
import { type Series, seriesMarkup } from './chart-series.ts';
import { drawLane, laneHeight, layOutLane, signalMarks } from './signal-lane.ts';
import { element, linePath } from './svg-element.ts';

export type PerPoint = number | readonly number[];

export interface LimitLine {
  readonly name: string;
  readonly value: PerPoint;
  readonly kind: 'center' | 'limit' | 'spec' | 'target';
}

export interface ChartPanel {
  readonly top: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly axisTitle: string;
  readonly series: readonly Series[];
  readonly lines: readonly LimitLine[];
  /** Sigma bands around a centre; drawn only where limits are constant. */
  readonly zones?: { readonly center: number; readonly sigma: number };
  readonly signals: readonly { readonly index: number; readonly rule: string }[];
  /** 1-based positions left out of the limits. */
  readonly excluded: ReadonlySet<number>;
  readonly ruleName: (rule: string) => string;
  readonly unnamed: (count: number) => string;
}

export interface DrawnPanel {
  readonly markup: string;
  /** Bottom of the plot in pixels. */
  readonly bottom: number;
  readonly at: (index: number) => number;
}

const lineLooks: Readonly<Record<LimitLine['kind'], { ink: Ink; width: number; dash?: string }>> = {
  center: { ink: 'center', width: 1.2 },
  limit: { ink: 'limit', width: 1.3, dash: '7 3' },
  spec: { ink: 'spec', width: 1.2, dash: '10 3 2 3' },
  target: { ink: 'spec', width: 1, dash: '2 3' },
};

/** Draws one panel; its lane of rule names comes first, the plot below it. */
export function drawPanel(panel: ChartPanel): DrawnPanel {
  const count = Math.max(...panel.series.map((series) => series.points.length), 1);
  const inset = count === 1 ? (panel.right - panel.left) / 2 : Math.min(14, (panel.right - panel.left) / (count * 2));
  // Room for the zones' letters at the right end.
  const right = panel.right - (panel.zones ? 8 : 0);
  const at = (index: number): number =>
    count === 1 ? panel.left + inset : panel.left + inset + (index / (count - 1)) * (right - panel.left - 2 * inset);
  const marks = signalMarks(panel.signals);
  const lane = layOutLane(marks, at, panel.ruleName, panel.right);
  const plotTop = panel.top + laneHeight(lane);
  const bottom = plotTop + panel.height;
  const values = [
    ...panel.series.flatMap((series) => series.points.filter((value) => value !== null)),
    ...panel.lines.flatMap((line) => line.value),
  ];
  const y = linearScale(values, bottom, plotTop, { padding: 0.08 });
  const marked = new Map(marks.map((mark) => [mark.index, mark]));
  const body = [
    zoneBands(panel, y),
    gridAndAxis(panel, y, plotTop, bottom),
    ...panel.lines.map((line) => limitLine(line, panel, count, at, y)),
    limitNames(panel, y),
    ...panel.series.map((series) => seriesMarkup(series, { at, y, plotTop, marked: new Set(marked.keys()), excluded: panel.excluded })),
    drawLane(lane, plotTop, panel.right, panel.unnamed(lane.unnamed)),
  ];
  return { markup: body.join(''), bottom, at };
}

function zoneBands(panel: ChartPanel, y: Scale): string {
  const zones = panel.zones;
  if (!zones || !(zones.sigma > 0)) return '';
  // B is shaded, A and C are not: three zones told apart by two edges, also in grey.
  const bands = [1, -1].map((side) => {
    const far = y.at(zones.center + side * 2 * zones.sigma);
    const near = y.at(zones.center + side * zones.sigma);
    return element('rect', {
      x: panel.left,
      y: Math.min(far, near),
      width: panel.right - panel.left,
      height: Math.abs(far - near),
      ...fill('zone'),
    });
  });
  const room = Math.abs(y.at(zones.center) - y.at(zones.center + zones.sigma)) >= 11;
  const letters = room ? [2.5, 1.5, 0.5, -0.5, -1.5, -2.5].map((z) => [z, y.at(zones.center + z * zones.sigma)] as const) : [];
  const names = letters.map(([z, middle]) =>
    chartText(panel.right - 4, middle + 3.5, ['C', 'B', 'A'][Math.floor(Math.abs(z))] ?? '', { size: 9, anchor: 'end', ink: 'muted' }),
  );
  return bands.join('') + names.join('');
}

function gridAndAxis(panel: ChartPanel, y: Scale, top: number, bottom: number): string {
  const ticks = y.ticks.map((tick) => {
    const level = y.at(tick);
    const line = element('path', { d: `M${panel.left} ${round(level)}H${panel.right}`, ...stroke('grid', 0.7) });
    return line + chartText(panel.left - 6, level + 3.5, shortNumber(tick, 6), { size: 10, anchor: 'end', ink: 'muted' });
  });
  const frame = element('path', { d: `M${panel.left} ${round(top)}V${round(bottom)}H${panel.right}`, ...stroke('axis', 1) });
  const title = chartText(13, (top + bottom) / 2, panel.axisTitle, { size: 10.5, anchor: 'middle', ink: 'muted', rotate: -90 });
  return ticks.join('') + frame + title;
}

function limitLine(line: LimitLine, panel: ChartPanel, count: number, at: (index: number) => number, y: Scale): string {
  const look = lineLooks[line.kind];
  const attributes = { ...stroke(look.ink, look.width, look.dash), 'data-line': line.name };
  if (typeof line.value === 'number')
    return element('path', { d: `M${panel.left} ${round(y.at(line.value))}H${panel.right}`, ...attributes });
  const half = count > 1 ? (at(1) - at(0)) / 2 : 10;
  const steps: [number, number][] = line.value.flatMap((value, index): [number, number][] => [
    [at(index) - half, y.at(value)],
    [at(index) + half, y.at(value)],
  ]);
  // Equal neighbours need no step of their own: a long run of equal limits is one line.
  const turns = steps.filter(
    (step, index) => index === 0 || index === steps.length - 1 || steps[index - 1]?.[1] !== step[1] || steps[index + 1]?.[1] !== step[1],
  );
  return element('path', { d: linePath(turns), ...attributes });
}

function limitNames(panel: ChartPanel, y: Scale): string {
  const names = panel.lines
    .map((line) => ({ line, value: typeof line.value === 'number' ? line.value : (line.value.at(-1) ?? Number.NaN) }))
    .filter((entry) => Number.isFinite(entry.value))
    .sort((a, b) => b.value - a.value)
    .map((entry) => ({ ...entry, wanted: y.at(entry.value) + 3.5 }));
  let last = -Infinity;
  return names
    .map(({ line, value, wanted }) => {
      last = Math.max(wanted, last + 12);
      return chartText(panel.right + 6, last, `${line.name} ${shortNumber(value)}`, {
        size: 10,
        ink: lineLooks[line.kind].ink,
        bold: line.kind === 'limit',
      });
    })
    .join('');
}

const round = (value: number): number => Math.round(value * 100) / 100;
