// Lot inspection: what was received, the sampling plan and what it found, the control chart, the model's assessment and the person's decision.
// Facts: {lot, plan, chart, judge?, decision?, warnings?} as docs/reports.md lists them.
import type { FactsReader } from '../facts-reader.ts';
import type { Block, Field, ReportBody, Tone } from '../report-document.ts';
import { chartBlocks } from './chart-section.ts';
import { decisionBlocks, decisionsOf, decisionTone, decisionWord, judgeBlocks } from './people-blocks.ts';
import { recordFields, type TemplateContext, valueWord, warningNotes } from './template.ts';

/** @see Template */
export function lotInspection(facts: FactsReader, context: TemplateContext): ReportBody {
  const { copy } = context;
  const lot = facts.part('lot');
  const number = lot?.text('lotNumber') ?? lot?.text('lot') ?? lot?.text('number');
  const part = lot?.text('partName') ?? lot?.text('partNumber') ?? lot?.text('part');
  const warnings = warningNotes(facts, 'warnings');
  const lotFields: Block[] = [{ kind: 'fields', rows: recordFields(lot, context) }];
  return {
    subtitle: number === undefined ? undefined : copy.lot.subtitle(number, part ?? copy.notAvailable),
    status: lotStatus(facts, context),
    sections: [
      ...(warnings.length > 0 ? [{ title: copy.sections.warnings, blocks: warnings }] : []),
      { title: copy.sections.lot, blocks: lotFields },
      { title: copy.sections.plan, blocks: planBlocks(facts, lot, context) },
      {
        title: copy.sections.chart,
        blocks: chartBlocks(facts.part('chart'), context, { about: facts.part('lotVerdict') ?? facts.part('characteristic') }),
      },
      { title: copy.sections.assessment, blocks: judgeBlocks(facts.part('judge'), context) },
      { title: copy.sections.decision, blocks: decisionBlocks(facts, context) },
    ],
  };
}

function lotStatus(facts: FactsReader, context: TemplateContext): { text: string; tone: Tone } {
  const last = decisionsOf(facts, context).at(0);
  if (last) return { text: decisionWord(last.decision, context), tone: decisionTone(last.decision) };
  const verdict = planVerdict(facts.part('plan'), foundIn(facts.part('plan'), facts.part('lot')));
  const tolerated = (facts.number('lotVerdict', 'outOfTolerance') ?? 0) === 0;
  if (verdict === 'accepted' && tolerated) return { text: context.copy.values.accepted ?? verdict, tone: 'good' };
  if (verdict === 'rejected') return { text: context.copy.values.rejected ?? verdict, tone: 'bad' };
  return { text: context.copy.lot.awaiting, tone: 'warn' };
}

function foundIn(plan: FactsReader | undefined, lot: FactsReader | undefined): number | undefined {
  return (
    plan?.number('defectsFound') ??
    plan?.number('nonconforming') ??
    plan?.number('found') ??
    lot?.number('defectsFound') ??
    lot?.number('nonconforming')
  );
}

/** 'gap' = between Ac and Re of a reduced plan (MIL-STD-105E): the lot is accepted, normal inspection follows. */
function planVerdict(plan: FactsReader | undefined, found: number | undefined): 'accepted' | 'rejected' | 'gap' | undefined {
  const accept = plan?.number('accept');
  const reject = plan?.number('reject');
  if (found === undefined || accept === undefined) return undefined;
  if (found <= accept) return 'accepted';
  return reject !== undefined && found < reject ? 'gap' : 'rejected';
}

function planBlocks(facts: FactsReader, lot: FactsReader | undefined, context: TemplateContext): Block[] {
  const { copy, cells } = context;
  const plan = facts.part('plan');
  if (!plan) return [{ kind: 'note', tone: 'neutral', text: copy.lot.noPlan }];
  const found = foundIn(plan, lot);
  const whole = (label: string, value: number | undefined, reason?: string): Field =>
    cells.field(label, cells.number(value, { decimals: 0, reason }));
  const word = (label: string, key: string): Field[] => {
    const value = plan.text(key) ?? lot?.text(key);
    return value === undefined ? [] : [cells.field(label, cells.text(valueWord(value, copy)))];
  };
  const all = plan.flag('inspectAll');
  const out = facts.number('lotVerdict', 'outOfTolerance');
  return [
    {
      kind: 'fields',
      rows: [
        ...word(copy.labels.standard, 'standard'),
        ...word(copy.labels.level, 'level'),
        ...word(copy.labels.severity, 'severity'),
        ...word(copy.labels.aql, 'aql'),
        cells.field(copy.labels.codeLetter, cells.text(plan.text('codeLetter'))),
        whole(copy.labels.sampleSize, plan.number('sampleSize')),
        whole(copy.labels.accept, plan.number('accept')),
        whole(copy.labels.reject, plan.number('reject')),
        ...(all === undefined ? [] : [cells.field(copy.labels.inspectAll, cells.text(all ? copy.yes : copy.no))]),
        whole(copy.labels.defectsFound, found, copy.lot.notCounted),
        ...(out === undefined
          ? []
          : [cells.field(copy.lot.outOfTolerance, cells.number(out, { decimals: 0, tone: out > 0 ? 'bad' : undefined }))]),
      ],
    },
    ...planNote(plan, found, context),
    ...warningNotes(plan, 'warnings'),
  ];
}

function planNote(plan: FactsReader, found: number | undefined, { copy }: TemplateContext): Block[] {
  const verdict = planVerdict(plan, found);
  if (verdict === undefined || found === undefined) return [];
  if (verdict === 'accepted') return [{ kind: 'note', tone: 'good', text: copy.lot.planAccepted(found, plan.number('accept') ?? 0) }];
  if (verdict === 'gap') return [{ kind: 'note', tone: 'warn', text: copy.lot.planGap(found) }];
  return [{ kind: 'note', tone: 'bad', text: copy.lot.planRejected(found, plan.number('reject') ?? (plan.number('accept') ?? 0) + 1) }];
}
