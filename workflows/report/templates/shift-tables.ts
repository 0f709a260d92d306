// The tables of a shift: plan against actual, by hour and by line, stops, SPC signals with the action taken, and what is still on hold.
import type { FactsReader } from '../facts-reader.ts';
import type { Block, Cell, TableBlock } from '../report-document.ts';
import { trendSvg } from '../svg/trend.ts';
import { recordTable } from './record-table.ts';
import type { TemplateContext } from './template.ts';

/** A quantity of `production`, else of `kpi`, else the sum over the rows of `counts`. */
function quantity(facts: FactsReader, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = facts.number('production', name) ?? facts.number('kpi', name) ?? facts.number('kpi', 'sums', name);
    if (value !== undefined) return value;
    const rows = facts.list('counts').map((row) => row.number(name));
    if (rows.some((row) => row !== undefined)) return rows.reduce<number>((sum, row) => sum + (row ?? 0), 0);
  }
  return undefined;
}

export function productionBlocks(facts: FactsReader, { copy, cells }: TemplateContext): Block[] {
  const planned = quantity(facts, 'planned', 'plannedQuantity');
  const actual = quantity(facts, 'actual', 'produced', 'producedQuantity');
  const count = (value: number | undefined): Cell => cells.number(value, { decimals: 0, unit: copy.shift.units, reason: copy.noData });
  const difference = planned === undefined || actual === undefined ? undefined : actual - planned;
  const share =
    planned && difference !== undefined ? `${difference >= 0 ? '+' : ''}${((difference / planned) * 100).toFixed(1)}%` : undefined;
  const differenceCell: Cell = { ...count(difference), tone: difference === undefined ? undefined : difference < 0 ? 'warn' : 'good' };
  const empty = actual === undefined || actual === 0;
  return [
    ...(empty ? [{ kind: 'note' as const, tone: 'warn' as const, text: copy.shift.empty }] : []),
    {
      kind: 'metrics',
      items: [
        { label: copy.labels.planned, cell: count(planned) },
        { label: copy.labels.actual, cell: count(actual) },
        { label: copy.labels.difference, cell: differenceCell, note: share },
        { label: copy.labels.good, cell: count(quantity(facts, 'good', 'goodQuantity')) },
        { label: copy.labels.scrap, cell: count(quantity(facts, 'scrap', 'scrapQuantity')) },
        { label: copy.labels.rework, cell: count(quantity(facts, 'rework', 'reworkQuantity')) },
      ],
    },
  ];
}

/** Output by hour [{hour, planned?, actual}] as a trend with its plan. */
export function hoursBlocks(facts: FactsReader, { copy, cells, meta }: TemplateContext): Block[] {
  const hours = facts.list('hours').flatMap((hour) => {
    const actual = hour.number('actual') ?? hour.number('produced');
    return actual === undefined ? [] : [{ label: hour.text('hour') ?? '', actual, planned: hour.number('planned') }];
  });
  if (hours.length < 2) return [];
  const draw = (width?: number): string =>
    trendSvg(
      {
        values: hours.map((hour) => hour.actual),
        targets: hours.map((hour) => hour.planned ?? null),
        labels: hours.map((hour) => hour.label),
      },
      {
        title: copy.shift.hourTitle,
        lang: meta.lang,
        unit: copy.shift.units,
        targetName: copy.labels.planned,
        valueName: copy.labels.actual,
        zero: true,
        width,
      },
    );
  const data: TableBlock = {
    kind: 'table',
    columns: [{ label: copy.labels.hour }, { label: copy.labels.planned, align: 'right' }, { label: copy.labels.actual, align: 'right' }],
    rows: hours.map((hour) => [cells.text(hour.label), cells.number(hour.planned), cells.number(hour.actual)]),
    empty: copy.noData,
  };
  return [{ kind: 'chart', title: copy.shift.hourTitle, svg: draw(), narrow: draw(340), data }];
}

/** The counted rows by line or product, where there is more than one. */
export function linesBlocks(facts: FactsReader, { copy, cells }: TemplateContext): Block[] {
  const rows = facts.list('lines').length > 0 ? facts.list('lines') : facts.list('counts');
  if (rows.length < 2) return [];
  const number = (value: number | undefined): Cell => cells.number(value, { decimals: 0 });
  const right = (label: string): TableBlock['columns'][number] => ({ label, align: 'right' });
  return [
    {
      kind: 'table',
      columns: [
        { label: copy.labels.line, weight: 1.6 },
        right(copy.labels.planned),
        right(copy.labels.actual),
        right(copy.labels.good),
        right(copy.labels.scrap),
        right(copy.labels.rework),
      ],
      rows: rows.map((row) => [
        cells.text([row.text('line'), row.text('shift'), row.text('partNumber') ?? row.text('product')].filter(Boolean).join(' · ')),
        number(row.number('planned')),
        number(row.number('actual') ?? row.number('produced')),
        number(row.number('good')),
        number(row.number('scrap')),
        number(row.number('rework')),
      ]),
      empty: copy.shift.empty,
    },
  ];
}

export function stopBlocks(facts: FactsReader, { copy, cells }: TemplateContext): Block[] {
  const stops = facts.list('stops').map((stop) => ({
    reason: stop.text('reason') ?? stop.text('name'),
    machine: stop.text('machine') ?? stop.text('equipment'),
    minutes: stop.number('minutes'),
    count: stop.number('count'),
  }));
  const total = stops.reduce((sum, stop) => sum + (stop.minutes ?? 0), 0);
  const sorted = [...stops].sort((a, b) => (b.minutes ?? 0) - (a.minutes ?? 0)).slice(0, 10);
  return [
    {
      kind: 'table',
      columns: [
        { label: copy.labels.cause, weight: 3 },
        { label: copy.labels.machine, weight: 1.6 },
        { label: copy.labels.minutes, align: 'right' },
        { label: copy.labels.stops, align: 'right' },
        { label: copy.labels.shareOfLoss, align: 'right' },
      ],
      rows: sorted.map((stop) => [
        cells.text(stop.reason),
        cells.text(stop.machine ?? '–'),
        cells.number(stop.minutes),
        cells.number(stop.count, { decimals: 0 }),
        cells.percent(total > 0 && stop.minutes !== undefined ? stop.minutes / total : undefined),
      ]),
      empty: copy.shift.noStops,
    },
  ];
}

export function signalBlocks(facts: FactsReader, { copy, cells }: TemplateContext): Block[] {
  const rules: Readonly<Record<string, string>> = copy.chart.ruleLong;
  return [
    {
      kind: 'table',
      columns: [
        { label: copy.labels.characteristic, weight: 2 },
        { label: copy.labels.point, align: 'right', weight: 0.8 },
        { label: copy.labels.rule, weight: 3 },
        { label: copy.labels.action, weight: 3 },
      ],
      rows: facts.list('signals').map((signal) => {
        const rule = signal.text('rule') ?? '';
        const action = signal.text('action');
        return [
          cells.text(signal.text('characteristic') ?? signal.text('chart')),
          cells.text(signal.text('index') ?? signal.text('point')),
          cells.text([rule, rules[rule]].filter(Boolean).join(': ')),
          action ? cells.text(action) : { text: copy.shift.noAction, tone: 'warn' as const },
        ];
      }),
      empty: copy.shift.noSignals,
    },
  ];
}

export function holdBlocks(facts: FactsReader, { copy, cells }: TemplateContext): Block[] {
  return [
    {
      kind: 'table',
      columns: [
        { label: copy.labels.ncr, weight: 1.4 },
        { label: copy.labels.lot, weight: 1.6 },
        { label: copy.labels.quantity, align: 'right' },
        { label: copy.labels.reason, weight: 3 },
        { label: copy.labels.since, weight: 1.8 },
      ],
      rows: facts
        .list('holds')
        .map((hold) => [
          cells.text(hold.text('ncr') ?? hold.text('id') ?? '–'),
          cells.text(hold.text('lot') ?? hold.text('lotNumber')),
          cells.number(hold.number('quantity')),
          cells.text(hold.text('reason')),
          cells.time(hold.text('since') ?? hold.text('at')),
        ]),
      empty: copy.shift.noHolds,
    },
  ];
}

/** Inspections of the window {definition, lotNumber, state, at}, as the task gather finds them. */
export function inspectionTable(inspections: readonly FactsReader[], context: TemplateContext): TableBlock {
  const { labels } = context.copy;
  const columns = [
    { label: labels.time, keys: ['at'], as: 'time' as const, weight: 1.5 },
    { label: labels.lot, keys: ['lotNumber', 'lot'], weight: 1.4, optional: true },
    { label: labels.name, keys: ['definition', 'name'], weight: 2 },
    { label: labels.state, keys: ['state'], as: 'word' as const, weight: 1.2 },
  ];
  return { ...recordTable(inspections, columns, context.copy.noData, context), limit: 60 };
}
