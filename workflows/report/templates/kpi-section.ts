// Key figures of a shift or a day (ISO 22400-2): tiles, OEE with its factors as bars, the waterfall of lost time, yield. Nothing is computed here
// that the kpi task computes; a missing figure is n/a with its reason.
import type { FactsReader } from '../facts-reader.ts';
import type { Block, Cell } from '../report-document.ts';
import { type BarItem, barsSvg } from '../svg/bars.ts';
import type { TemplateContext } from './template.ts';

/** Reads a ratio of the kpi facts under any of its names; a percentage is never taken for a ratio. */
function ratio(facts: FactsReader, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = facts.number('kpi', name) ?? facts.number('kpi', 'values', name) ?? facts.number('kpi', name, 'value');
    if (value !== undefined) return value;
  }
  return undefined;
}

function reasonOf(facts: FactsReader, name: string, { copy }: TemplateContext): string {
  return facts.text('kpi', 'reasons', name) ?? facts.text('kpi', name, 'reason') ?? copy.shift.zeroDenominator;
}

export function kpiBlocks(facts: FactsReader, context: TemplateContext): Block[] {
  const { copy, cells, meta } = context;
  const figures = [
    { name: copy.labels.oee, key: 'oee', value: ratio(facts, 'oee'), strong: true },
    { name: copy.labels.availability, key: 'availability', value: ratio(facts, 'availability') },
    { name: copy.labels.effectiveness, key: 'effectiveness', value: ratio(facts, 'effectiveness', 'performance') },
    { name: copy.labels.quality, key: 'quality', value: ratio(facts, 'quality', 'qualityRatio') },
  ];
  const cell = (figure: (typeof figures)[number]): Cell => cells.percent(figure.value, { reason: reasonOf(facts, figure.key, context) });
  const bars = figures.map(
    (figure): BarItem => ({
      name: figure.name,
      value: figure.value ?? null,
      text: cell(figure).text,
      strong: figure.strong,
      target: facts.number('targets', figure.key),
    }),
  );
  const top = Math.max(1, ...figures.map((figure) => figure.value ?? 0));
  const draw = (width?: number): string => barsSvg(bars, { title: copy.shift.oeeTitle, lang: meta.lang, max: top, width });
  const high = (figures[2]?.value ?? 0) > 1;
  return [
    { kind: 'metrics', items: figures.map((figure) => ({ label: figure.name, cell: cell(figure) })) },
    { kind: 'chart', title: copy.shift.oeeTitle, svg: draw(), narrow: draw(340) },
    ...(high ? [{ kind: 'note' as const, tone: 'warn' as const, text: copy.shift.effectivenessHigh }] : []),
  ];
}

/** The waterfall of lost minutes from `losses` [{name, minutes}] under planned time; nothing where there are none. */
export function lossBlocks(facts: FactsReader, { copy, cells, meta }: TemplateContext): Block[] {
  const losses = (facts.list('losses').length > 0 ? facts.list('losses') : facts.list('kpi', 'losses')).flatMap((loss) => {
    const minutes = loss.number('minutes');
    return minutes === undefined ? [] : [{ name: loss.text('name') ?? loss.text('reason') ?? copy.notAvailable, minutes }];
  });
  const planned = facts.number('kpi', 'plannedMinutes') ?? facts.number('production', 'plannedMinutes') ?? facts.number('plannedMinutes');
  if (losses.length === 0 || planned === undefined || !(planned > 0)) return [];
  const text = (minutes: number): string =>
    `${cells.number(minutes).text} ${copy.shift.minutes} (${cells.percent(minutes / planned).text})`;
  const lost = losses.reduce((sum, loss) => sum + loss.minutes, 0);
  const bars: BarItem[] = [
    { name: copy.labels.planned, value: planned, text: text(planned), strong: true },
    ...losses.map((loss) => ({ name: loss.name, value: loss.minutes, text: `−${text(loss.minutes)}`, loss: true })),
    { name: copy.shift.remaining, value: Math.max(0, planned - lost), text: text(planned - lost), strong: true },
  ];
  return [
    { kind: 'chart', title: copy.shift.lossTitle, svg: barsSvg(bars, { title: copy.shift.lossTitle, lang: meta.lang, max: planned }) },
  ];
}

export function yieldBlocks(facts: FactsReader, context: TemplateContext): Block[] {
  const { copy, cells } = context;
  const percents = [
    { label: copy.labels.fpy, key: 'fpy', value: ratio(facts, 'fpy', 'firstPassYield') },
    { label: copy.labels.scrapRatio, key: 'scrapRatio', value: ratio(facts, 'scrapRatio') },
    { label: copy.labels.reworkRatio, key: 'reworkRatio', value: ratio(facts, 'reworkRatio') },
  ];
  const optional = [
    { label: copy.labels.nee, value: ratio(facts, 'nee') },
    { label: copy.labels.rty, value: ratio(facts, 'rty', 'rolledThroughputYield') },
    { label: copy.labels.fallOff, value: ratio(facts, 'fallOff') },
    { label: copy.labels.utilisation, value: ratio(facts, 'utilisation') },
    { label: copy.labels.allocation, value: ratio(facts, 'allocation') },
    { label: copy.labels.technicalEfficiency, value: ratio(facts, 'technicalEfficiency') },
    { label: copy.labels.setupRatio, value: ratio(facts, 'setupRatio') },
  ].filter((figure) => figure.value !== undefined);
  const counts = [
    { label: copy.labels.ppm, value: ratio(facts, 'ppm') },
    { label: copy.labels.dpmo, value: ratio(facts, 'dpmo') },
  ].filter((figure) => figure.value !== undefined);
  const items = [
    ...percents.map((figure) => ({
      label: figure.label,
      cell: cells.percent(figure.value, { decimals: 2, reason: reasonOf(facts, figure.key, context) }),
    })),
    ...optional.map((figure) => ({ label: figure.label, cell: cells.percent(figure.value, { decimals: 2 }) })),
    ...counts.map((figure) => ({ label: figure.label, cell: cells.number(figure.value, { decimals: 0 }) })),
  ];
  return [{ kind: 'metrics', items }];
}
