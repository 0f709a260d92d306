// Daily quality report: the shift report's parts by line and part, with trends, capability, complaints, CAPA due and what is missing from the data.
// Facts: those of shift-report, and {trends?, capability?, complaints?, capaDue?, completeness?}; see docs/reports.md.
import type { FactsReader } from '../facts-reader.ts';
import type { Block, ReportBody, Section, TableBlock } from '../report-document.ts';
import { trendSvg } from '../svg/trend.ts';
import { kpiBlocks, yieldBlocks } from './kpi-section.ts';
import { lossBlocks } from './loss-section.ts';
import { paretoBlocks } from './pareto-section.ts';
import { decisionBlocks, decisionsOf, signOffBlock } from './people-blocks.ts';
import { recordTable } from './record-table.ts';
import { shiftFacts } from './shift-facts.ts';
import { holdBlocks, linesBlocks, productionBlocks, signalBlocks } from './shift-tables.ts';
import { recordFields, type TemplateContext, warningNotes } from './template.ts';

/** @see Template */
export function dailyQuality(given: FactsReader, context: TemplateContext): ReportBody {
  const { copy } = context;
  const facts = shiftFacts(given);
  const day = facts.part('day') ?? facts.part('shift');
  const section = (title: string, blocks: readonly Block[]): Section => ({ title, blocks });
  return {
    subtitle: [day?.text('plant') ?? day?.text('site') ?? day?.text('line'), day?.text('date')].filter(Boolean).join(' · ') || undefined,
    sections: [
      section(copy.sections.summary, [
        ...(day ? [{ kind: 'fields' as const, rows: recordFields(day, context) }] : []),
        ...warningNotes(facts, 'warnings'),
        ...completeness(facts, context),
      ]),
      section(copy.sections.production, [...productionBlocks(facts, context), ...linesBlocks(facts, context)]),
      section(copy.sections.oee, [...kpiBlocks(facts, context), ...lossBlocks(facts, context)]),
      section(copy.sections.yield, yieldBlocks(facts, context)),
      ...(facts.list('trends').length > 0
        ? [
            section(
              copy.records.trends,
              facts.list('trends').map((trend) => trendBlock(trend, context)),
            ),
          ]
        : []),
      section(copy.sections.pareto, paretoBlocks(facts, context)),
      section(copy.records.capability, [capabilityTable(facts, context)]),
      section(copy.sections.spc, signalBlocks(facts, context)),
      section(copy.records.complaints, [complaintTable(facts, context)]),
      section(copy.records.capaDue, [capaTable(facts, context)]),
      section(copy.sections.holds, holdBlocks(facts, context)),
      ...(decisionsOf(facts, context).length > 0 ? [section(copy.sections.decision, decisionBlocks(facts, context))] : []),
      section(copy.sections.signOff, [signOffBlock(facts, [copy.records.qualityHead], context)]),
    ],
  };
}

/** Missing inspections are counted and named: a good figure over half the data is no good figure. */
function completeness(facts: FactsReader, { copy, cells }: TemplateContext): Block[] {
  const expected = facts.number('completeness', 'expected');
  const received = facts.number('completeness', 'received');
  if (expected === undefined || received === undefined) return [{ kind: 'note', tone: 'warn', text: copy.records.completenessUnknown }];
  const missing = facts.texts('completeness', 'missing');
  const share = cells.percent(expected > 0 ? received / expected : undefined, { reason: copy.shift.zeroDenominator }).text;
  const list = missing.length > 0 ? `: ${missing.join(', ')}` : '';
  return [
    { kind: 'note', tone: received < expected ? 'warn' : 'good', text: `${copy.records.completeness(received, expected, share)}${list}` },
  ];
}

/** A trend {name, unit?, target?, points: [{date, value | null}]} of 7 or 30 days. */
function trendBlock(trend: FactsReader, { copy, cells, meta }: TemplateContext): Block {
  const points = trend
    .list('points')
    .map((point) => ({ label: (point.text('date') ?? point.text('label') ?? '').slice(-5), value: point.number('value') ?? null }));
  const title = trend.text('name') ?? trend.text('title') ?? copy.records.trends;
  const data = { values: points.map((point) => point.value), labels: points.map((point) => point.label), targets: trend.number('target') };
  const draw = (width?: number): string => trendSvg(data, { title, lang: meta.lang, unit: trend.text('unit'), valueName: title, width });
  const table: TableBlock = {
    kind: 'table',
    columns: [{ label: copy.labels.date }, { label: copy.labels.value, align: 'right' }],
    rows: points.map((point) => [cells.text(point.label), cells.number(point.value ?? undefined)]),
    empty: copy.noData,
  };
  return { kind: 'chart', title, svg: draw(), narrow: draw(340), data: table };
}

/** Cpk is never printed alone: N and its confidence interval stand beside it, and a warning instead where the process is not in control. */
function capabilityTable(facts: FactsReader, { copy, cells }: TemplateContext): TableBlock {
  const right = (label: string): TableBlock['columns'][number] => ({ label, align: 'right' });
  return {
    kind: 'table',
    columns: [
      { label: copy.labels.characteristic, weight: 2 },
      right('N'),
      right('Cp'),
      right('Cpk'),
      { label: copy.records.interval, align: 'right', weight: 1.5 },
      right('Ppk'),
      { label: copy.sections.warnings, weight: 2.4 },
    ],
    rows: facts.list('capability').map((item) => {
      const cpk = item.number('cpk');
      const interval = item.numbers('ci', 'cpk').length === 2 ? item.numbers('ci', 'cpk') : item.numbers('ci');
      const range =
        interval.length === 2
          ? `${cells.number(interval[0], { decimals: 2 }).text} – ${cells.number(interval[1], { decimals: 2 }).text}`
          : undefined;
      return [
        cells.text(item.text('characteristic') ?? item.text('name')),
        cells.number(item.number('n') ?? item.number('count'), { decimals: 0 }),
        cells.number(item.number('cp'), { decimals: 2 }),
        {
          ...cells.number(cpk, { decimals: 2 }),
          tone: cpk === undefined ? undefined : cpk >= 1.33 ? ('good' as const) : ('warn' as const),
        },
        cells.text(range),
        cells.number(item.number('ppk'), { decimals: 2 }),
        { text: item.texts('warnings').join(' ') || '–' },
      ];
    }),
    empty: copy.records.noCapability,
  };
}

function complaintTable(facts: FactsReader, context: TemplateContext): TableBlock {
  const { labels, records } = context.copy;
  const columns = [
    { label: records.number, keys: ['number', 'id'] },
    { label: labels.customer, keys: ['customer'] },
    { label: records.description, keys: ['text', 'description', 'reason'], weight: 3 },
    { label: labels.quantity, keys: ['quantity'], as: 'number' as const },
    { label: labels.state, keys: ['state'], as: 'word' as const },
  ];
  return recordTable(facts.list('complaints'), columns, records.noComplaints, context);
}

function capaTable(facts: FactsReader, context: TemplateContext): TableBlock {
  const { labels, records } = context.copy;
  const columns = [
    { label: records.number, keys: ['number', 'id'] },
    { label: records.description, keys: ['text', 'title', 'action'], weight: 3 },
    { label: labels.owner, keys: ['owner'] },
    { label: labels.due, keys: ['due', 'dueAt'], as: 'time' as const, weight: 1.4 },
  ];
  return recordTable(facts.list('capaDue'), columns, records.noCapaDue, context);
}
