// In-process inspection: counts of nonconforming units or defects on an attribute chart, the defect Pareto, assessment and decision.
// Facts: {process | inspection, chart, defects?, judge?, decision?, warnings?}.
import type { FactsReader } from '../facts-reader.ts';
import type { Block, ReportBody } from '../report-document.ts';
import { chartResult } from './chart-facts.ts';
import { chartBlocks } from './chart-section.ts';
import { paretoBlocks } from './pareto-section.ts';
import { decisionBlocks, decisionsOf, decisionTone, decisionWord, judgeBlocks } from './people-blocks.ts';
import { recordFields, type TemplateContext, warningNotes } from './template.ts';

/** @see Template */
export function inProcess(facts: FactsReader, context: TemplateContext): ReportBody {
  const { copy } = context;
  const process = facts.part('process') ?? facts.part('inspection') ?? facts.part('lot');
  const warnings = warningNotes(facts, 'warnings');
  const line = process?.text('line') ?? process?.text('machine');
  const part = process?.text('partName') ?? process?.text('partNumber') ?? process?.text('characteristic');
  return {
    subtitle: [line, part].filter(Boolean).join(' · ') || undefined,
    status: processStatus(facts, context),
    sections: [
      ...(warnings.length > 0 ? [{ title: copy.sections.warnings, blocks: warnings }] : []),
      { title: copy.sections.process, blocks: [{ kind: 'fields', rows: recordFields(process, context, new Set(['chart'])) }] },
      { title: copy.sections.chart, blocks: chartBlocks(facts.part('chart'), context, { kind: process?.text('chart') }) },
      ...(facts.list('defects').length > 0 ? [{ title: copy.sections.pareto, blocks: paretoBlocks(facts, context) }] : []),
      ...(facts.part('judge') ? [{ title: copy.sections.assessment, blocks: judgeBlocks(facts.part('judge'), context) }] : []),
      ...decisionSection(facts, context),
    ],
  };
}

function decisionSection(facts: FactsReader, context: TemplateContext): { title: string; blocks: Block[] }[] {
  return decisionsOf(facts, context).length === 0
    ? []
    : [{ title: context.copy.sections.decision, blocks: decisionBlocks(facts, context) }];
}

function processStatus(facts: FactsReader, context: TemplateContext): ReportBody['status'] {
  const decision = decisionsOf(facts, context).at(0);
  if (decision) return { text: decisionWord(decision.decision, context), tone: decisionTone(decision.decision) };
  const result = chartResult(facts.value('chart', 'result') ?? facts.value('chart'));
  if (!result) return undefined;
  const count = result.signals.length;
  return { text: `${context.copy.labels.signals}: ${count}`, tone: count === 0 ? 'good' : 'warn' };
}
