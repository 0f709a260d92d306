// The control chart part that several templates share: facts to picture, limits, table of signals and warnings.
import type { ControlChartResult } from '../../quality/control-chart.ts';
import type { FactsReader } from '../facts-reader.ts';
import type { Block } from '../report-document.ts';
import { controlChartSvg } from '../svg/control-chart.ts';
import { histogramSvg } from '../svg/histogram.ts';
import { chartResult, guessKind } from './chart-facts.ts';
import { limitFields, pointTable, signalTable } from './chart-tables.ts';
import { type TemplateContext, warningNotes } from './template.ts';

export interface ChartHints {
  /** Kind of chart where the facts of the chart do not say. */
  readonly kind?: string;
  /** {name, unit, lsl, usl, nominal} of what was measured, where the chart's own facts do not say. */
  readonly about?: FactsReader;
}

/**
 * Blocks of a control chart. `chart` is the result of `aix inspect control-chart`, or {chart, result, title, characteristic, unit, lsl, usl, target,
 * pointLabels, excluded}. A shape that is no chart result gives a note that there is no chart.
 */
export function chartBlocks(chart: FactsReader | undefined, context: TemplateContext, hints: ChartHints = {}): Block[] {
  const { copy, meta } = context;
  const body = chart?.part('result') ?? chart;
  const result = chart && chartResult(chart.value('result') ?? Object.fromEntries(chart.entries()));
  if (!chart || !body || !result) return [{ kind: 'note', tone: 'neutral', text: copy.lot.noChart }];
  const kind = chart.text('chart') ?? body.text('chart') ?? hints.kind ?? guessKind(result);
  const unit = chart.text('unit') ?? hints.about?.text('unit');
  const title = chartTitle(chart, kind, hints, context);
  const excluded = chart.numbers('excluded').length > 0 ? chart.numbers('excluded') : chart.numbers('exclude');
  const labels = chart.texts('pointLabels');
  const spec = specOf(chart, hints);
  const pointLabels = labels.length > 0 ? labels : undefined;
  const draw = (width?: number): string =>
    controlChartSvg(result, { width, title, lang: meta.lang, chart: kind, unit, pointLabels, excluded, spec });
  return [
    { kind: 'chart', title, svg: draw(), narrow: draw(340), data: pointTable(result, labels, context) },
    ...histogramBlocks(result, { kind, name: measuredName(chart, hints, context), unit, spec }, context),
    { kind: 'fields', rows: limitFields(result, unit, context) },
    signalTable(result, labels, context),
    ...warningNotes(body, 'warnings'),
  ];
}

/** What was measured, in words; empty where the facts do not say. */
function measuredName(chart: FactsReader, { about }: ChartHints, { copy }: TemplateContext): string {
  const name = chart.text('characteristic') ?? about?.text('name') ?? '';
  return copy.characteristics[name] ?? name;
}

function chartTitle(chart: FactsReader, kind: string, hints: ChartHints, context: TemplateContext): string {
  const { copy } = context;
  const kinds: Readonly<Record<string, string>> = copy.chart.kind;
  return chart.text('title') ?? copy.lot.chartTitle(kinds[kind] ?? copy.chart.kind.other, measuredName(chart, hints, context));
}

interface Spec {
  readonly lsl?: number;
  readonly usl?: number;
  readonly target?: number;
}

/** Limits of the chart's facts, else of what was measured; undefined without any limit. */
function specOf(chart: FactsReader, { about }: ChartHints): Spec | undefined {
  const of = (...names: readonly string[]): number | undefined =>
    names.map((name) => chart.number(name) ?? about?.number(name)).find((value) => value !== undefined);
  const spec = { lsl: of('lsl'), usl: of('usl'), target: of('target', 'nominal') };
  return spec.lsl === undefined && spec.usl === undefined ? undefined : spec;
}

/** Single values with a specification are also shown as a histogram; means and counts are not, since limits of single values do not apply to them. */
function histogramBlocks(
  result: ControlChartResult,
  look: { readonly kind: string; readonly name: string; readonly unit: string | undefined; readonly spec: Spec | undefined },
  { copy, meta }: TemplateContext,
): Block[] {
  const { kind, unit, spec } = look;
  if ('upper' in result || kind !== 'i-mr' || !spec) return [];
  const title = copy.lot.chartTitle(copy.chart.histogram, look.name);
  const draw = (width?: number): string => histogramSvg(result.points, { title, lang: meta.lang, unit, ...spec, width });
  return [{ kind: 'chart', title, svg: draw(), narrow: draw(340) }];
}
