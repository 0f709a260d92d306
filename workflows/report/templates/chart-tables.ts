// The figures of a control chart as fields and tables: limits, marked points with their rules, and every point for the spreadsheet.
import type { ControlChartResult, LimitChartResult } from '../../quality/control-chart.ts';
import type { Cell, Field, TableBlock } from '../report-document.ts';
import { signalMarks } from '../svg/signal-lane.ts';
import type { TemplateContext } from './template.ts';

export function limitFields(result: ControlChartResult, unit: string | undefined, { copy, cells }: TemplateContext): Field[] {
  const { labels } = copy;
  const one = (value: number | readonly number[]): Cell =>
    typeof value === 'number'
      ? cells.number(value, { unit })
      : { text: `${cells.number(extreme(value, Math.min)).text} – ${cells.number(extreme(value, Math.max), { unit }).text}` };
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
export function signalTable(result: ControlChartResult, labels: readonly string[], { copy, cells }: TemplateContext): TableBlock {
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

export function pointTable(result: ControlChartResult, labels: readonly string[], { copy, cells }: TemplateContext): TableBlock {
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

/** Not by spreading: a million arguments overflow the stack. */
function extreme(values: readonly number[], of: (a: number, b: number) => number): number {
  return values.reduce((found, value) => of(found, value));
}
