// Key figures of a shift or a day (ISO 22400-2): tiles, OEE with its factors as bars, yield. Figures come from the kpi task
// ({values, reasons, sums, warnings}) or flat in `kpi`; a missing one is n/a with its reason.
import type { FactsReader } from '../facts-reader.ts';
import type { Block, Cell } from '../report-document.ts';
import { type BarItem, barsSvg } from '../svg/bars.ts';
import { type TemplateContext, warningNotes } from './template.ts';

/** Reads a figure under any of its names; ratios are fractions. */
export function kpiFigure(facts: FactsReader, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = facts.number('kpi', name) ?? facts.number('kpi', 'values', name) ?? facts.number('kpi', name, 'value');
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Why a figure is missing: the reason that the kpi task gives for it, in words. */
function reasonOf(facts: FactsReader, names: readonly string[], { copy }: TemplateContext): string {
  const given = names
    .map((name) => facts.text('kpi', 'reasons', name) ?? facts.text('kpi', name, 'reason'))
    .find((reason) => reason !== undefined);
  const words: Readonly<Record<string, string>> = copy.shift.reasons;
  return given === undefined ? copy.shift.zeroDenominator : (words[given] ?? given);
}

interface Figure {
  readonly label: string;
  /** Names that the figure has in the facts, the usual one first. */
  readonly names: readonly string[];
}

function percentCell(facts: FactsReader, figure: Figure, context: TemplateContext, decimals: number): Cell {
  return context.cells.percent(kpiFigure(facts, ...figure.names), { decimals, reason: reasonOf(facts, figure.names, context) });
}

export function kpiBlocks(facts: FactsReader, context: TemplateContext): Block[] {
  const { copy, meta } = context;
  const figures: Figure[] = [
    { label: copy.labels.oee, names: ['oee'] },
    { label: copy.labels.availability, names: ['availability'] },
    { label: copy.labels.effectiveness, names: ['effectiveness', 'performance'] },
    { label: copy.labels.quality, names: ['quality', 'qualityRatio'] },
  ];
  const bars = figures.map(
    (figure, index): BarItem => ({
      name: figure.label,
      value: kpiFigure(facts, ...figure.names) ?? null,
      text: percentCell(facts, figure, context, 1).text,
      strong: index === 0,
      target: facts.number('targets', figure.names[0] ?? ''),
    }),
  );
  const top = Math.max(1, ...bars.map((bar) => bar.value ?? 0));
  const draw = (width?: number): string => barsSvg(bars, { title: copy.shift.oeeTitle, lang: meta.lang, max: top, width });
  const high = (kpiFigure(facts, 'effectiveness', 'performance') ?? 0) > 1;
  const warnings = warningNotes(facts, 'kpi', 'warnings');
  return [
    { kind: 'metrics', items: figures.map((figure) => ({ label: figure.label, cell: percentCell(facts, figure, context, 1) })) },
    { kind: 'chart', title: copy.shift.oeeTitle, svg: draw(), narrow: draw(340) },
    ...(high && warnings.length === 0 ? [{ kind: 'note' as const, tone: 'warn' as const, text: copy.shift.effectivenessHigh }] : []),
    ...warnings,
  ];
}

/** First-pass yield, scrap and rework always; the other ISO figures, PPM, DPMO and RTY where they are given. */
export function yieldBlocks(facts: FactsReader, context: TemplateContext): Block[] {
  const { copy, cells } = context;
  const { labels } = copy;
  const always: Figure[] = [
    { label: labels.fpy, names: ['firstPassYield', 'fpy'] },
    { label: labels.scrapRatio, names: ['scrapRatio'] },
    { label: labels.reworkRatio, names: ['reworkRatio'] },
  ];
  const given: Figure[] = [
    { label: labels.nee, names: ['nee'] },
    { label: labels.rty, names: ['rty', 'rolledThroughputYield'] },
    { label: labels.fallOff, names: ['fallOff'] },
    { label: labels.utilisation, names: ['utilisation'] },
    { label: labels.allocation, names: ['allocation'] },
    { label: labels.technicalEfficiency, names: ['technicalEfficiency'] },
    { label: labels.setupRatio, names: ['setup', 'setupRatio'] },
  ].filter((figure) => kpiFigure(facts, ...figure.names) !== undefined);
  const counts = [
    { label: labels.ppm, value: kpiFigure(facts, 'ppm') },
    { label: labels.dpmo, value: kpiFigure(facts, 'dpmo') },
  ].filter((figure) => figure.value !== undefined);
  return [
    {
      kind: 'metrics',
      items: [
        ...[...always, ...given].map((figure) => ({ label: figure.label, cell: percentCell(facts, figure, context, 2) })),
        ...counts.map((figure) => ({ label: figure.label, cell: cells.number(figure.value, { decimals: 0 }) })),
      ],
    },
  ];
}
