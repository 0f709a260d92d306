// 8D: D0 to D8 of a complaint, with the customer's clocks. Facts: {opened, customer, part, lots, d0..d8, clocks?, signOff?}; see docs/reports.md.
import type { FactsReader } from '../facts-reader.ts';
import type { Block, ReportBody, Section } from '../report-document.ts';
import { decisionBlocks, decisionsOf, signOffBlock } from './people-blocks.ts';
import { actionTable, recordTable, textBlock } from './record-table.ts';
import { recordFields, type TemplateContext, warningNotes } from './template.ts';

/** Hours from opening until each step is due where the facts name no clocks of the customer's. Source: one supplier quality guide. */
const defaultClocks: Readonly<Record<string, number>> = { d3: 24, d5: 48, d6: 14 * 24, d7: 30 * 24, d8: 60 * 24 };
const steps = ['d0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7', 'd8'] as const;

/** @see Template */
export function eightD(facts: FactsReader, context: TemplateContext): ReportBody {
  const { copy } = context;
  const head = facts.part('complaint') ?? facts;
  const nested = new Set<string>([...steps, 'clocks', 'warnings', 'signOff', 'decision']);
  const closed = facts.text('d8', 'closedAt') !== undefined;
  return {
    subtitle:
      [head.text('customer'), head.text('part') ?? head.text('partNumber'), head.text('number')].filter(Boolean).join(' · ') || undefined,
    status: { text: closed ? copy.records.closed : copy.records.open, tone: closed ? 'good' : 'warn' },
    sections: [
      {
        title: copy.sections.summary,
        blocks: [
          { kind: 'fields', rows: recordFields(head, context, nested) },
          ...warningNotes(facts, 'warnings'),
          clockTable(facts, context),
        ],
      },
      ...steps.map((step): Section => ({ title: copy.records.eightD[step], blocks: stepBlocks(step, facts.part(step), context) })),
      ...(decisionsOf(facts, context).length > 0 ? [{ title: copy.sections.decision, blocks: decisionBlocks(facts, context) }] : []),
      { title: copy.sections.signOff, blocks: [signOffBlock(facts, [copy.records.champion, copy.records.qualityHead], context)] },
    ],
  };
}

function stepBlocks(step: (typeof steps)[number], part: FactsReader | undefined, context: TemplateContext): Block[] {
  const { records, labels } = context.copy;
  if (!part) return [{ kind: 'note', tone: 'warn', text: records.stepOpen }];
  const text = part.text('statement') ?? part.text('text') ?? part.text('description');
  const said = text === undefined ? [] : [textBlock(text, records.stepOpen)];
  const actions = part.list('actions').length > 0 ? [actionTable(part.list('actions'), context)] : [];
  if (step === 'd1') {
    const columns = [
      { label: labels.name, keys: ['name'] },
      { label: labels.role, keys: ['role'] },
      { label: records.department, keys: ['department'] },
    ];
    return [...said, recordTable(part.list('team'), columns, records.stepOpen, context)];
  }
  if (step === 'd2')
    return [
      ...said,
      { kind: 'fields', rows: recordFields(part, context, new Set(['statement', 'text', 'description'])) },
      ...isIsNot(part, context),
    ];
  if (step === 'd4')
    return [
      ...said,
      ...causeBlocks(part, 'occurrence', records.occurrence, context),
      ...causeBlocks(part, 'escape', records.escape, context),
    ];
  const fields = recordFields(part, context, new Set(['statement', 'text', 'description']));
  const rest: Block[] = [...said, ...(fields.length > 0 ? [{ kind: 'fields' as const, rows: fields }] : []), ...actions];
  return rest.length > 0 ? rest : [{ kind: 'note', tone: 'warn', text: records.stepOpen }];
}

function isIsNot(part: FactsReader, context: TemplateContext): Block[] {
  const { records } = context.copy;
  if (part.list('isIsNot').length === 0) return [];
  const columns = [
    { label: records.question, keys: ['question'] },
    { label: records.is, keys: ['is'], weight: 2 },
    { label: records.isNot, keys: ['isNot'], weight: 2 },
  ];
  return [recordTable(part.list('isIsNot'), columns, records.stepOpen, context)];
}

/** A cause without a linked investigation is printed as a hypothesis: no causal claim without its record. */
function causeBlocks(part: FactsReader, key: string, title: string, context: TemplateContext): Block[] {
  const { records } = context.copy;
  const cause = part.part(key);
  const text = cause?.text('cause') ?? part.text(key);
  if (text === undefined) return [{ kind: 'note', tone: 'warn', text: `${title}: ${records.stepOpen}` }];
  const investigation = cause?.text('investigation');
  const proof: Block = investigation
    ? { kind: 'fields', rows: recordFields(cause, context, new Set(['cause'])) }
    : { kind: 'note', tone: 'warn', text: records.hypothesis };
  return [textBlock(text, records.stepOpen, title), proof];
}

function clockTable(facts: FactsReader, context: TemplateContext): Block {
  const { copy, cells, meta } = context;
  const opened = Date.parse(facts.text('complaint', 'opened') ?? facts.text('opened') ?? '');
  const own = facts.part('clocks');
  const clocks = Object.entries(defaultClocks).map(([step, hours]) => ({
    step,
    hours: own?.number(step) ?? own?.number(step.toUpperCase()) ?? hours,
  }));
  const rows = clocks.map(({ step, hours }) => {
    const due = Number.isNaN(opened) ? undefined : new Date(opened + hours * 3_600_000).toISOString();
    const done = facts.text(step, 'doneAt') ?? facts.text(step, 'closedAt');
    const late = due !== undefined && Date.parse(done ?? meta.dataCut) > Date.parse(due);
    const state = late
      ? { text: copy.records.late, tone: 'bad' as const }
      : done
        ? { text: copy.records.inTime, tone: 'good' as const }
        : { text: copy.records.running, tone: 'neutral' as const };
    return [
      cells.text(step.toUpperCase()),
      cells.number(hours, { unit: 'h' }),
      cells.time(due, copy.records.noOpening),
      done ? cells.time(done) : cells.text(copy.records.notDone),
      due === undefined ? cells.missing() : state,
    ];
  });
  const columns = [
    { label: copy.records.step },
    { label: copy.records.clock, align: 'right' as const },
    { label: copy.labels.due, weight: 2 },
    { label: copy.records.done, weight: 2 },
    { label: copy.labels.state, weight: 1.5 },
  ];
  return { kind: 'table', title: copy.records.clocks, columns, rows, empty: copy.noData };
}
