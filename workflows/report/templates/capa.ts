// CAPA: source and risk, investigation, correction, corrective and preventive actions, effectiveness check, approvals.
// Facts: {record, investigation, correction, corrective, preventive, effectiveness, approvals?}; see docs/reports.md.
import type { FactsReader } from '../facts-reader.ts';
import type { Block, ReportBody, Tone } from '../report-document.ts';
import { decisionBlocks, decisionsOf, signOffBlock } from './people-blocks.ts';
import { actionTable, textBlock } from './record-table.ts';
import { recordFields, type TemplateContext, valueWord, warningNotes } from './template.ts';

const nested = new Set(['investigation', 'correction', 'corrective', 'preventive', 'effectiveness', 'warnings', 'state']);

/** @see Template */
export function capa(facts: FactsReader, context: TemplateContext): ReportBody {
  const { copy } = context;
  const record = facts.part('record') ?? facts;
  const state = record.text('state');
  const tone: Tone = state === 'closed' ? 'good' : 'warn';
  return {
    subtitle: [record.text('number'), record.text('source')].filter(Boolean).join(' · ') || undefined,
    status: { text: valueWord(state, copy) ?? copy.records.open, tone },
    sections: [
      {
        title: copy.sections.summary,
        blocks: [{ kind: 'fields', rows: recordFields(record, context, nested) }, ...warningNotes(facts, 'warnings')],
      },
      { title: copy.records.investigation, blocks: investigationBlocks(facts, context) },
      { title: copy.records.correction, blocks: [actionTable(facts.list('correction'), context)] },
      { title: copy.records.corrective, blocks: [actionTable(facts.list('corrective'), context)] },
      { title: copy.records.preventive, blocks: [actionTable(facts.list('preventive'), context)] },
      { title: copy.records.effectiveness, blocks: effectivenessBlocks(facts, context) },
      {
        title: copy.sections.decision,
        blocks:
          decisionsOf(facts, context).length > 0
            ? decisionBlocks(facts, context)
            : [{ kind: 'note', tone: 'neutral', text: copy.decision.none }],
      },
      { title: copy.sections.signOff, blocks: [signOffBlock(facts, [copy.labels.owner, copy.records.qualityHead], context)] },
    ],
  };
}

function investigationBlocks(facts: FactsReader, context: TemplateContext): Block[] {
  const { records } = context.copy;
  const text = facts.text('investigation', 'text') ?? facts.text('investigation', 'finding') ?? facts.text('investigation');
  const cause = facts.text('investigation', 'cause');
  const linked = facts.text('investigation', 'record') !== undefined || facts.text('investigation', 'evidence') !== undefined;
  const causeText: Block[] =
    cause === undefined
      ? []
      : [
          textBlock(cause, records.stepOpen, context.copy.labels.cause),
          ...(linked ? [] : [{ kind: 'note' as const, tone: 'warn' as const, text: records.hypothesis }]),
        ];
  return [textBlock(text, records.stepOpen), ...causeText];
}

function effectivenessBlocks(facts: FactsReader, context: TemplateContext): Block[] {
  const { cells, copy } = context;
  const check = facts.part('effectiveness');
  return [
    {
      kind: 'fields',
      rows: [
        cells.field(copy.records.criterion, cells.text(check?.text('criterion'))),
        cells.field(copy.records.checkDate, cells.time(check?.text('checkDate'))),
        cells.field(copy.labels.result, cells.text(valueWord(check?.text('result'), copy), copy.records.notChecked)),
      ],
    },
  ];
}
