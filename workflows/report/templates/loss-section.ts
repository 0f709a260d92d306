// Where planned time went: a waterfall from planned busy time over stops, lost speed and lost quality to productive time.
import type { FactsReader } from '../facts-reader.ts';
import type { Block, TableBlock } from '../report-document.ts';
import { type BarItem, barsSvg } from '../svg/bars.ts';
import { kpiFigure } from './kpi-section.ts';
import type { TemplateContext } from './template.ts';

export interface TimeLoss {
  readonly name: string;
  readonly minutes: number;
}

const mostStops = 5;

/** The losses given [{name, minutes}], else those that the summed elements of the kpi task and the stop reasons give. */
function lossesOf(
  facts: FactsReader,
  { copy }: TemplateContext,
): { readonly planned: number | undefined; readonly losses: readonly TimeLoss[] } {
  const named = (list: readonly FactsReader[]): TimeLoss[] =>
    list.flatMap((loss) => {
      const minutes = loss.number('minutes');
      return minutes === undefined || minutes <= 0
        ? []
        : [{ name: loss.text('name') ?? loss.text('reason') ?? copy.notAvailable, minutes }];
    });
  const planned = facts.number('kpi', 'sums', 'plannedBusyTime') ?? facts.number('kpi', 'plannedMinutes') ?? facts.number('plannedMinutes');
  const given = named(facts.list('losses').length > 0 ? facts.list('losses') : facts.list('kpi', 'losses'));
  if (given.length > 0 || planned === undefined) return { planned, losses: given };
  const production = facts.number('kpi', 'sums', 'actualProductionTime');
  const running = facts.number('kpi', 'sums', 'plannedRunTime');
  const quality = kpiFigure(facts, 'quality', 'qualityRatio');
  const stops = named(facts.list('stops')).sort((a, b) => b.minutes - a.minutes);
  const shown = stops.slice(0, mostStops);
  const stopped = production === undefined ? undefined : planned - production;
  const rest = (stopped ?? stops.reduce((sum, stop) => sum + stop.minutes, 0)) - shown.reduce((sum, stop) => sum + stop.minutes, 0);
  const computed = [
    { name: copy.shift.otherStops, minutes: rest },
    { name: copy.shift.speedLoss, minutes: production === undefined || running === undefined ? 0 : production - running },
    { name: copy.shift.qualityLoss, minutes: running === undefined || quality === undefined ? 0 : running * (1 - quality) },
  ];
  return { planned, losses: [...shown, ...computed.filter((loss) => loss.minutes > 1e-9)] };
}

/** The waterfall with its figures; nothing where planned time or losses are unknown. */
export function lossBlocks(facts: FactsReader, context: TemplateContext): Block[] {
  const { copy, cells, meta } = context;
  const { planned, losses } = lossesOf(facts, context);
  if (losses.length === 0 || planned === undefined || !(planned > 0)) return [];
  const text = (minutes: number): string =>
    `${cells.number(minutes, { decimals: 1 }).text} ${copy.shift.minutes} (${cells.percent(minutes / planned).text})`;
  const left = Math.max(0, planned - losses.reduce((sum, loss) => sum + loss.minutes, 0));
  const bars: BarItem[] = [
    { name: copy.labels.planned, value: planned, text: text(planned), strong: true },
    ...losses.map((loss) => ({ name: loss.name, value: loss.minutes, text: `−${text(loss.minutes)}`, loss: true })),
    { name: copy.shift.remaining, value: left, text: text(left), strong: true },
  ];
  const draw = (width?: number): string => barsSvg(bars, { title: copy.shift.lossTitle, lang: meta.lang, max: planned, width });
  const data: TableBlock = {
    kind: 'table',
    columns: [{ label: copy.chart.loss }, { label: copy.labels.minutes, align: 'right' }],
    rows: bars.map((bar) => [
      cells.text(bar.name),
      cells.number(bar.loss ? -(bar.value ?? 0) : (bar.value ?? undefined), { unit: copy.shift.minutes }),
    ]),
    empty: copy.noData,
  };
  return [{ kind: 'chart', title: copy.shift.lossTitle, svg: draw(), narrow: draw(340), data }];
}
