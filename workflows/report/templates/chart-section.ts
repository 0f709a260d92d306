// The control chart part that several templates share: facts to picture, limits, table of signals and warnings.
import type { ControlChartResult, LimitChartResult } from '../../quality/control-chart.ts';
import { isJsonObject, type Json } from '../../definition/json.ts';
import { createFactsReader, type FactsReader } from '../facts-reader.ts';
import type { Block, Cell, Field, TableBlock } from '../report-document.ts';
import { controlChartSvg } from '../svg/control-chart.ts';
import { signalMarks } from '../svg/signal-lane.ts';
import { type TemplateContext, warningNotes } from './template.ts';

/**
 * Blocks of a control chart. `chart` is the result of `aix inspect control-chart`, or {chart, result, title, characteristic, unit, lsl, usl, target,
 * pointLabels, excluded}. A shape that is no chart result gives the template's "no chart" note.
 */
export function chartBlocks(chart: FactsReader | undefined, context: TemplateContext, kindHint?: string): Block[] {
  const { copy } = context;
  const body = chart?.part('result') ?? chart;
  const result = chart && chartResult(chart.value('result') ?? Object.fromEntries(chart.entries()));
  if (!chart || !body || !result) return [{ kind: 'note', tone: 'neutral', text: copy.lot.noChart }];
  const kind = chart.text('chart') ?? body.text('chart') ?? kindHint ?? guessKind(result);
  const kindName = copy.chart.kind[kind as keyof typeof copy.chart.kind] ?? copy.chart.kind.other;
  const title = chart.text('title') ?? copy.lot.chartTitle(kindName, chart.text('characteristic') ?? '');
  const excluded = chart.numbers('excluded').length > 0 ? chart.numbers('excluded') : chart.numbers('exclude');
  const labels = chart.texts('pointLabels');
  const spec = { lsl: chart.number('lsl'), usl: chart.number('usl'), target: chart.number('target') };
  const hasSpec = spec.lsl !== undefined || spec.usl !== undefined;
  const draw = (width?: number): string =>
    controlChartSvg(result, {
      width,
      title,
      lang: context.meta.lang,
      chart: kind,
      unit: chart.text('unit'),
      pointLabels: labels.length > 0 ? labels : undefined,
      excluded,
      spec: hasSpec ? spec : undefined,
    });
  return [
    { kind: 'chart', title, svg: draw(), narrow: draw(340), data: pointTable(result, labels, context) },
    { kind: 'fields', rows: limitFields(result, chart.text('unit'), context) },
    signalTable(result, labels, context),
    ...warningNotes(body, 'warnings'),
  ];
}

/** A bare result does not say its kind: single values with a moving range are told apart, the rest stays unnamed. */
function guessKind(result: ControlChartResult): string {
  if ('upper' in result) return 'cusum';
  return result.spread && result.spread.points[0] === null ? 'i-mr' : 'other';
}

/** The facts as a chart result, or undefined where they are none. */
export function chartResult(value: Json | undefined): ControlChartResult | undefined {
  if (!isJsonObject(value)) return undefined;
  const facts = createFactsReader(value);
  const base = { signals: readSignals(facts), warnings: [] };
  const center = facts.number('center');
  if (Array.isArray(value.upper) && Array.isArray(value.lower)) {
    const interval = facts.number('decisionInterval');
    if (interval === undefined) return undefined;
    const sums = { upper: facts.numbers('upper'), lower: facts.numbers('lower') };
    return {
      ...base,
      ...sums,
      center: center ?? 0,
      sigma: facts.number('sigma') ?? 1,
      reference: facts.number('reference') ?? 0,
      decisionInterval: interval,
    };
  }
  const ucl = limit(facts, 'ucl');
  const lcl = limit(facts, 'lcl');
  if (center === undefined || ucl === undefined || lcl === undefined || !Array.isArray(value.points)) return undefined;
  return {
    ...base,
    center,
    ucl,
    lcl,
    sigma: facts.number('sigma') ?? null,
    points: facts.numbers('points'),
    spread: readSpread(facts.part('spread')),
  };
}

function readSpread(spread: FactsReader | undefined): LimitChartResult['spread'] {
  const center = spread && limit(spread, 'center');
  const ucl = spread && limit(spread, 'ucl');
  const lcl = spread && limit(spread, 'lcl');
  const points = spread?.value('points');
  if (!spread || center === undefined || ucl === undefined || lcl === undefined || !Array.isArray(points)) return null;
  return {
    center,
    ucl,
    lcl,
    points: points.map((point: Json) => (typeof point === 'number' ? point : null)),
    signals: readSignals(spread),
  };
}

function limit(facts: FactsReader, key: string): number | readonly number[] | undefined {
  return Array.isArray(facts.value(key)) ? facts.numbers(key) : facts.number(key);
}

function readSignals(facts: FactsReader): LimitChartResult['signals'] {
  return facts.list('signals').flatMap((signal) => {
    const index = signal.number('index');
    const rule = signal.text('rule');
    return index === undefined || rule === undefined ? [] : [{ index, rule: rule as LimitChartResult['signals'][number]['rule'] }];
  });
}

function limitFields(result: ControlChartResult, unit: string | undefined, { copy, cells }: TemplateContext): Field[] {
  const { labels } = copy;
  const one = (value: number | readonly number[]): Cell =>
    typeof value === 'number'
      ? cells.number(value, { unit })
      : { text: `${cells.number(Math.min(...value)).text} – ${cells.number(Math.max(...value), { unit }).text}` };
  const shared = [
    cells.field(labels.center, one(result.center)),
    cells.field(labels.signals, cells.number(result.signals.length, { decimals: 0 })),
  ];
  if ('upper' in result)
    return [...shared, cells.field(labels.reference, one(result.reference)), cells.field(labels.interval, one(result.decisionInterval))];
  return [
    cells.field(labels.points, cells.number(result.points.length, { decimals: 0 })),
    ...shared,
    cells.field(labels.ucl, one(result.ucl)),
    cells.field(labels.lcl, one(result.lcl)),
    ...(result.sigma === null ? [] : [cells.field(labels.sigma, one(result.sigma))]),
  ];
}

interface NamedSignal {
  readonly index: number;
  readonly spread: boolean;
  readonly rules: string[];
}

/** One row for each marked point with all its rules; the spread chart's points follow the main chart's. */
function signalTable(result: ControlChartResult, labels: readonly string[], { copy, cells }: TemplateContext): TableBlock {
  const spread = 'upper' in result ? null : result.spread;
  const valueOf = (signal: NamedSignal): number | undefined => {
    if (signal.spread) return spread?.points[signal.index - 1] ?? undefined;
    return 'upper' in result ? signedSum(result, signal.index) : result.points[signal.index - 1];
  };
  const short: Readonly<Record<string, string>> = copy.chart.ruleShort;
  const long: Readonly<Record<string, string>> = copy.chart.ruleLong;
  const signals = [...byPoint(result.signals, false), ...byPoint(spread?.signals ?? [], true)];
  return {
    kind: 'table',
    title: copy.sections.signals,
    columns: [
      { label: copy.labels.point, align: 'right', weight: 0.7 },
      { label: copy.labels.value, align: 'right', weight: 1 },
      { label: copy.labels.rule, weight: 1 },
      { label: copy.labels.meaning, weight: 5 },
    ],
    rows: signals.map((signal) => [
      labels[signal.index - 1] ? cells.text(labels[signal.index - 1]) : cells.number(signal.index, { decimals: 0 }),
      cells.number(valueOf(signal)),
      cells.text(signal.rules.map((rule) => short[rule] ?? rule).join(', ')),
      cells.text(`${signal.rules.map((rule) => long[rule] ?? rule).join('; ')}${signal.spread ? ` (${copy.labels.spread})` : ''}`),
    ]),
    limit: 60,
    empty: copy.lot.noSignals,
  };
}

function byPoint(signals: LimitChartResult['signals'], spread: boolean): NamedSignal[] {
  return signalMarks(signals).map((mark) => ({ index: mark.index + 1, spread, rules: [...mark.rules] }));
}

function signedSum(result: Extract<ControlChartResult, { upper: unknown }>, index: number): number | undefined {
  const upper = result.upper[index - 1];
  const lower = result.lower[index - 1];
  if (upper === undefined || lower === undefined) return upper;
  return upper >= lower ? upper : -lower;
}

function pointTable(result: ControlChartResult, labels: readonly string[], { copy, cells }: TemplateContext): TableBlock {
  const name = (index: number): Cell => (labels[index] ? cells.text(labels[index]) : cells.number(index + 1, { decimals: 0 }));
  const at = (value: number | readonly number[], index: number): Cell => cells.number(typeof value === 'number' ? value : value[index]);
  const right = (label: string): { label: string; align: 'right' } => ({ label, align: 'right' });
  if ('upper' in result) {
    const columns = [right(copy.labels.point), right(copy.labels.upper), right(copy.labels.lower)];
    return {
      kind: 'table',
      columns,
      rows: result.upper.map((sum, index) => [name(index), cells.number(sum), cells.number(result.lower[index])]),
      empty: copy.noData,
    };
  }
  const rules = new Map<number, string>();
  for (const signal of result.signals) rules.set(signal.index, [rules.get(signal.index), signal.rule].filter(Boolean).join(' '));
  return {
    kind: 'table',
    columns: [
      right(copy.labels.point),
      right(copy.labels.value),
      right(copy.labels.lcl),
      right(copy.labels.center),
      right(copy.labels.ucl),
      { label: copy.labels.signals },
    ],
    rows: result.points.map((point, index) => [
      name(index),
      cells.number(point),
      at(result.lcl, index),
      cells.number(result.center),
      at(result.ucl, index),
      { text: rules.get(index + 1) ?? '' },
    ]),
    empty: copy.noData,
  };
}
