// Shift report: plan against actual, OEE with its losses, stops, yield, defects, signals, holds, safety, handover and sign-off.
// Facts: {shift, production, kpi, losses?, stops?, defects?, signals?, holds?, safety?, handover?, signOff?, hours?, warnings?}.
import type { FactsReader } from '../facts-reader.ts';
import type { Block, ReportBody, Section } from '../report-document.ts';
import { kpiBlocks, yieldBlocks } from './kpi-section.ts';
import { lossBlocks } from './loss-section.ts';
import { paretoBlocks } from './pareto-section.ts';
import { decisionBlocks, decisionsOf, signOffBlock } from './people-blocks.ts';
import { shiftFacts } from './shift-facts.ts';
import { hoursBlocks, holdBlocks, inspectionTable, linesBlocks, productionBlocks, signalBlocks, stopBlocks } from './shift-tables.ts';
import { recordFields, type TemplateContext, warningNotes } from './template.ts';

/** @see Template */
export function shiftReport(given: FactsReader, context: TemplateContext): ReportBody {
  const facts = shiftFacts(given);
  const { copy } = context;
  const shift = facts.part('shift');
  const line = shift?.text('line') ?? facts.text('line') ?? shift?.text('plant');
  const name = shift?.text('shift') ?? shift?.text('name') ?? facts.text('shift');
  const warnings = warningNotes(facts, 'warnings');
  const inspections = facts.list('inspections').length > 0 ? facts.list('inspections') : facts.list('gathered', 'inspections');
  const section = (title: string, blocks: readonly Block[]): Section => ({ title, blocks });
  return {
    subtitle: [line, name].filter(Boolean).join(' · ') || undefined,
    sections: [
      ...(warnings.length > 0 ? [section(copy.sections.warnings, warnings)] : []),
      ...(shift ? [section(copy.sections.summary, [{ kind: 'fields', rows: recordFields(shift, context) }])] : []),
      section(copy.sections.production, [
        ...productionBlocks(facts, context),
        ...hoursBlocks(facts, context),
        ...linesBlocks(facts, context),
      ]),
      section(copy.sections.oee, [...kpiBlocks(facts, context), ...lossBlocks(facts, context)]),
      section(copy.sections.stops, stopBlocks(facts, context)),
      section(copy.sections.yield, yieldBlocks(facts, context)),
      section(copy.sections.pareto, paretoBlocks(facts, context)),
      section(copy.sections.spc, signalBlocks(facts, context)),
      ...(inspections.length > 0 ? [section(copy.sections.inspections, [inspectionTable(inspections, context)])] : []),
      section(copy.sections.holds, holdBlocks(facts, context)),
      section(copy.sections.safety, noteBlocks(facts, 'safety', copy.shift.noSafety)),
      section(copy.sections.handover, noteBlocks(facts, 'handover', copy.shift.noHandover)),
      ...(decisionsOf(facts, context).length > 0 ? [section(copy.sections.decision, decisionBlocks(facts, context))] : []),
      section(copy.sections.signOff, [signOffBlock(facts, [copy.shift.outgoing, copy.shift.incoming], context)]),
    ],
  };
}

/** Notes of people: a text, or a list of texts. */
function noteBlocks(facts: FactsReader, key: string, empty: string): Block[] {
  const list = facts.texts(key);
  const texts = list.length > 0 ? list : [facts.text(key)].filter((text) => text !== undefined);
  if (texts.length === 0) return [{ kind: 'note', tone: 'neutral', text: empty }];
  return texts.map((text) => ({ kind: 'prose', segments: [{ text }] }));
}
