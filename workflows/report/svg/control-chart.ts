// A control chart as SVG: values above, spread (R, S, moving range) below, the rule of every marked point written out. Pages and reports share it.
import { type ControlChartResult, type CusumResult, isCusumResult, type LimitChartResult } from '../../quality/control-chart.ts';
import { copyOf, type Lang } from '../copy/copy.ts';
import { type ChartPanel, drawPanel, type DrawnPanel, type LimitLine } from './chart-panel.ts';
import { chartRoot, chartText, fill, stroke } from './paint.ts';
import { indexTicks, shortNumber } from './scale.ts';
import { coordinate, element, fitText, textWidth } from './svg-element.ts';

export interface ControlChartOptions {
  readonly title: string;
  readonly lang: Lang;
  /** Unit of the measured values, shown on the axis. */
  readonly unit?: string;
  /** Which chart it is; names the spread panel and the axis. */
  readonly chart?: string;
  /** A name for each point (lot, time) for the axis below; without it the position 1..n. */
  readonly pointLabels?: readonly string[];
  /** 1-based positions left out of the limits. */
  readonly excluded?: readonly number[];
  readonly spec?: { readonly lsl?: number; readonly usl?: number; readonly target?: number };
  /** Pixels; 720 without it. Draw at 360 for a phone. */
  readonly width?: number;
}

const margin = { left: 62, right: 96, top: 27 };

/** Draws a control chart. The result is one `<svg>` element; every text in it is escaped, every number finite. */
export function controlChartSvg(result: ControlChartResult, options: ControlChartOptions): string {
  const copy = copyOf(options.lang).chart;
  const width = options.width ?? 720;
  const edges = { left: margin.left, right: Math.max(margin.left + 80, width - margin.right) };
  const words = {
    ruleName: (rule: string) => copy.ruleShort[rule as keyof typeof copy.ruleShort] ?? rule,
    unnamed: (count: number) => `+${count}`,
  };
  const base = { ...edges, ...words, excluded: new Set(options.excluded ?? []) };
  const main = drawPanel({
    ...base,
    top: margin.top,
    height: 156,
    ...(isCusumResult(result) ? cusumPanel(result, options) : valuePanel(result, options)),
  });
  const spreadResult = isCusumResult(result) ? null : result.spread;
  const spread = spreadResult
    ? drawPanel({
        ...base,
        top: main.bottom + 18,
        height: 74,
        axisTitle: copy.spread[options.chart as keyof typeof copy.spread] ?? copy.spread.other,
        series: [{ points: spreadResult.points }],
        lines: limitLines(spreadResult.ucl, spreadResult.center, spreadResult.lcl),
        signals: spreadResult.signals,
      })
    : undefined;
  const last = spread ?? main;
  const count = isCusumResult(result) ? result.upper.length : result.points.length;
  const axis = pointAxis(last, count, edges, options.pointLabels, copy.point);
  const legendTop = last.bottom + (options.pointLabels ? 40 : 33);
  const legend = chartLegend(width < 480 ? 12 : edges.left, width - 8, legendTop, {
    signal: result.signals.length + (spreadResult?.signals.length ?? 0) > 0 ? copy.legendSignal : undefined,
    excluded: (options.excluded?.length ?? 0) > 0 ? copy.legendExcluded : undefined,
    limit: copy.legendLimit,
    spec: options.spec && !isCusumResult(result) ? copy.legendSpec : undefined,
  });
  const title = chartText(edges.left, 18, fitText(options.title, width - edges.left - 8, 13), { size: 13, bold: true });
  const description = describe(result, copy);
  return chartRoot(
    { width, height: legend.bottom + 12 },
    { title: options.title, description },
    title + main.markup + (spread?.markup ?? '') + axis + legend.markup,
  );
}

type PanelContent = Pick<ChartPanel, 'axisTitle' | 'series' | 'lines' | 'zones' | 'signals'>;

function valuePanel(result: LimitChartResult, options: ControlChartOptions): PanelContent {
  const copy = copyOf(options.lang).chart;
  const constant = typeof result.ucl === 'number' && typeof result.lcl === 'number';
  const name = copy.axis[options.chart as keyof typeof copy.axis] ?? copy.axis.other;
  const spec: LimitLine[] = [
    ...(options.spec?.usl === undefined ? [] : [{ name: 'USL', value: options.spec.usl, kind: 'spec' as const }]),
    ...(options.spec?.target === undefined ? [] : [{ name: copy.target, value: options.spec.target, kind: 'target' as const }]),
    ...(options.spec?.lsl === undefined ? [] : [{ name: 'LSL', value: options.spec.lsl, kind: 'spec' as const }]),
  ];
  return {
    axisTitle: options.unit ? `${name} (${options.unit})` : name,
    series: [{ points: result.points }],
    lines: [...limitLines(result.ucl, result.center, result.lcl), ...spec],
    // The bands follow the drawn limit, so that X-bar charts (limits = 3 sigma / root n) and attribute charts need no case of their own.
    zones: constant ? { center: result.center, sigma: ((result.ucl as number) - result.center) / 3 } : undefined,
    signals: result.signals,
  };
}

function cusumPanel(result: CusumResult, options: ControlChartOptions): PanelContent {
  const copy = copyOf(options.lang).chart;
  const interval = result.decisionInterval;
  return {
    axisTitle: copy.axis.cusum,
    // The lower sum is drawn downwards, as is the custom, so that the two never cross.
    series: [{ points: result.upper }, { points: result.lower.map((value) => -value), hollow: true }],
    lines: [
      { name: '+H', value: interval, kind: 'limit' },
      { name: '0', value: 0, kind: 'center' },
      { name: '−H', value: -interval, kind: 'limit' },
    ],
    signals: result.signals,
  };
}

function limitLines(ucl: number | readonly number[], center: number | readonly number[], lcl: number | readonly number[]): LimitLine[] {
  return [
    { name: 'UCL', value: ucl, kind: 'limit' },
    { name: 'CL', value: center, kind: 'center' },
    { name: 'LCL', value: lcl, kind: 'limit' },
  ];
}

function pointAxis(
  panel: DrawnPanel,
  count: number,
  edges: { left: number; right: number },
  labels: readonly string[] | undefined,
  word: string,
): string {
  const widest = Math.max(18, ...(labels ?? []).map((label) => Math.min(90, textWidth(label, 9.5))));
  const ticks = indexTicks(count, Math.max(2, Math.floor((edges.right - edges.left) / (widest + 10))));
  const marks = ticks.map((tick) => {
    const x = panel.at(tick - 1);
    const mark = element('path', { d: `M${x.toFixed(2)} ${panel.bottom.toFixed(2)}v4`, ...stroke('axis', 1) });
    return (
      mark +
      chartText(x, panel.bottom + 15, fitText(labels?.[tick - 1] ?? String(tick), 92, 9.5), { size: 9.5, anchor: 'middle', ink: 'muted' })
    );
  });
  const name = labels ? '' : chartText(edges.right + 6, panel.bottom + 15, word, { size: 10, ink: 'muted' });
  return marks.join('') + name;
}

interface LegendWords {
  readonly limit: string;
  readonly spec?: string;
  readonly signal?: string;
  readonly excluded?: string;
}

/** Entries in a row; the next row begins where the width ends. */
function chartLegend(left: number, right: number, top: number, words: LegendWords): { readonly markup: string; readonly bottom: number } {
  let x = left;
  let y = top;
  const parts: string[] = [];
  const add = (mark: (x: number, y: number) => string, text: string | undefined): void => {
    if (text === undefined) return;
    const width = 22 + textWidth(text, 10) + 16;
    if (x > left && x + width - 16 > right) {
      x = left;
      y += 16;
    }
    parts.push(mark(x, y) + chartText(x + 22, y, text, { size: 10, ink: 'muted' }));
    x += width;
  };
  add((atX, atY) => element('path', { d: `M${coordinate(atX)} ${coordinate(atY - 3.5)}h16`, ...stroke('limit', 1.3, '7 3') }), words.limit);
  add(
    (atX, atY) => element('path', { d: `M${coordinate(atX)} ${coordinate(atY - 3.5)}h16`, ...stroke('spec', 1.2, '10 3 2 3') }),
    words.spec,
  );
  add(
    (atX, atY) => element('path', { d: `M${coordinate(atX + 8)} ${coordinate(atY - 9)}l5.5 5.5l-5.5 5.5l-5.5 -5.5Z`, ...fill('signal') }),
    words.signal,
  );
  add(
    (atX, atY) => element('path', { d: `M${coordinate(atX + 4)} ${coordinate(atY - 7.5)}l8 8m0 -8l-8 8`, ...stroke('muted', 1.6) }),
    words.excluded,
  );
  return { markup: parts.join(''), bottom: y };
}

function describe(result: ControlChartResult, copy: ReturnType<typeof copyOf>['chart']): string {
  const count = isCusumResult(result) ? result.upper.length : result.points.length;
  const shown = result.signals.slice(0, 20).map((signal) => `${signal.index} (${signal.rule})`);
  const limits = isCusumResult(result)
    ? `±H ${shortNumber(result.decisionInterval)}`
    : typeof result.ucl === 'number' && typeof result.lcl === 'number'
      ? `CL ${shortNumber(result.center)}, UCL ${shortNumber(result.ucl)}, LCL ${shortNumber(result.lcl)}`
      : `CL ${shortNumber(result.center)}`;
  return copy.describe(count, limits, result.signals.length, shown.join(', '));
}
