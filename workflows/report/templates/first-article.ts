// First article inspection in the three forms of AS9102: part accountability, product accountability, characteristic accountability.
// Facts: {part, assembly?, materials?, processes?, tests?, characteristics, signOff?}; see docs/reports.md.
import type { FactsReader } from '../facts-reader.ts';
import type { ReportBody, TableBlock } from '../report-document.ts';
import { decisionBlocks, decisionsOf, signOffBlock } from './people-blocks.ts';
import { recordTable } from './record-table.ts';
import { conformity, conformityCell, overall, overallNote, requirementCell, valueCell } from './results-table.ts';
import { recordFields, type TemplateContext, warningNotes } from './template.ts';

/** @see Template */
export function firstArticle(facts: FactsReader, context: TemplateContext): ReportBody {
  const { copy } = context;
  const { records, labels } = copy;
  const part = facts.part('part');
  const characteristics = facts.list('characteristics');
  const table = (key: string, columns: Parameters<typeof recordTable>[1], title: string): TableBlock =>
    recordTable(facts.list(key), columns, copy.frame.none, context, title);
  return {
    subtitle:
      [part?.text('partNumber') ?? part?.text('part'), part?.text('partName'), part?.text('serialNumber')].filter(Boolean).join(' · ') ||
      undefined,
    status: conformityCell(overall(characteristics), context),
    sections: [
      {
        title: records.fai1,
        blocks: [
          { kind: 'fields', rows: recordFields(part, context) },
          ...warningNotes(facts, 'warnings'),
          table(
            'assembly',
            [
              { label: labels.partNumber, keys: ['partNumber', 'part'] },
              { label: labels.partName, keys: ['partName', 'name'] },
              { label: labels.serialNumber, keys: ['serialNumber', 'serial'] },
              { label: records.faiNumber, keys: ['report', 'faiNumber'] },
            ],
            records.assembly,
          ),
        ],
      },
      {
        title: records.fai2,
        blocks: [
          table(
            'materials',
            [
              { label: labels.name, keys: ['name', 'material'], weight: 2 },
              { label: records.specification, keys: ['specification'], weight: 2 },
              { label: labels.code, keys: ['code'] },
              { label: labels.supplier, keys: ['supplier'], weight: 1.5 },
              { label: records.certificateNo, keys: ['certificate'], weight: 1.5 },
            ],
            records.materials,
          ),
          table(
            'processes',
            [
              { label: labels.process, keys: ['name', 'process'], weight: 2 },
              { label: records.specification, keys: ['specification'], weight: 2 },
              { label: labels.supplier, keys: ['supplier'], weight: 1.5 },
              { label: records.certificateNo, keys: ['certificate'], weight: 1.5 },
            ],
            records.specialProcesses,
          ),
          table(
            'tests',
            [
              { label: records.test, keys: ['name', 'test'], weight: 2 },
              { label: records.procedure, keys: ['procedure'], weight: 2 },
              { label: copy.frame.report, keys: ['report'], weight: 1.5 },
              { label: labels.result, keys: ['result'], as: 'word' },
            ],
            records.functionalTests,
          ),
        ],
      },
      { title: records.fai3, blocks: [characteristicTable(characteristics, context), overallNote(characteristics, context)] },
      ...(decisionsOf(facts, context).length > 0 ? [{ title: copy.sections.decision, blocks: decisionBlocks(facts, context) }] : []),
      { title: copy.sections.signOff, blocks: [signOffBlock(facts, [labels.inspector, records.qualityHead, labels.customer], context)] },
    ],
  };
}

function characteristicTable(characteristics: readonly FactsReader[], context: TemplateContext): TableBlock {
  const { cells, copy } = context;
  const { records, labels } = copy;
  return {
    kind: 'table',
    columns: [
      { label: records.number, weight: 0.7 },
      { label: records.location, weight: 1.1 },
      { label: records.designator, weight: 1.1 },
      { label: records.requirement, weight: 2 },
      { label: labels.result, align: 'right', weight: 1.2 },
      { label: records.tooling, weight: 1.4 },
      { label: labels.ncr, weight: 1.2 },
      { label: labels.verdict, weight: 1.8 },
    ],
    rows: characteristics.map((item) => [
      cells.text(item.text('number')),
      cells.text(item.text('location') ?? item.text('reference') ?? '–'),
      cells.text(item.text('designator') ?? '–'),
      requirementCell(item, context),
      valueCell(item, context),
      cells.text(item.text('tooling') ?? item.text('gauge') ?? '–'),
      cells.text(item.text('nonconformance') ?? item.text('ncr') ?? '–'),
      conformityCell(conformity(item), context),
    ]),
    empty: records.noResults,
  };
}
