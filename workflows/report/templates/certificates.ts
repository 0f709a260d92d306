// Certificates of analysis (CoA) and of conformity (CoC, EN 10204). They declare; a missing result or signatory is said, never filled in.
import type { FactsReader } from '../facts-reader.ts';
import type { Block, ReportBody } from '../report-document.ts';
import { signOffBlock } from './people-blocks.ts';
import { textBlock } from './record-table.ts';
import { conformityCell, overall, overallNote, resultsTable } from './results-table.ts';
import { recordFields, type TemplateContext, warningNotes } from './template.ts';

const nested = new Set(['statement', 'declaration', 'warnings', 'results']);

/** Certificate of analysis. Facts: {certificate, results, statement?, signatory?}. */
export function certificateOfAnalysis(facts: FactsReader, context: TemplateContext): ReportBody {
  const { copy } = context;
  const certificate = facts.part('certificate') ?? facts;
  const results = facts.list('results');
  return {
    subtitle: subtitle(certificate),
    status: conformityCell(overall(results), context),
    sections: [
      {
        title: copy.records.certificate,
        blocks: [{ kind: 'fields', rows: recordFields(certificate, context, nested) }, ...warningNotes(facts, 'warnings')],
      },
      {
        title: copy.records.results,
        blocks: [
          resultsTable(results, context),
          overallNote(results, context),
          { kind: 'note', tone: 'neutral', text: copy.records.decisionRule },
        ],
      },
      {
        title: copy.records.statement,
        blocks: [textBlock(facts.text('statement') ?? certificate.text('statement'), copy.records.noStatement), signatory(facts, context)],
      },
    ],
  };
}

/** Certificate of conformity. Facts: {certificate: {..., type: '2.1' | '2.2' | '3.1' | '3.2'}, results?, declaration, signatory: {name, role, independentOfProduction}}. */
export function certificateOfConformity(facts: FactsReader, context: TemplateContext): ReportBody {
  const { copy } = context;
  const certificate = facts.part('certificate') ?? facts;
  const results = facts.list('results');
  const lists = (['lots', 'heats'] as const).map((key) =>
    context.cells.field(copy.records[key], context.cells.text(certificate.texts(key).join(', '))),
  );
  const type = certificate.text('type');
  return {
    subtitle: subtitle(certificate),
    sections: [
      {
        title: copy.records.certificate,
        blocks: [
          { kind: 'fields', rows: [...recordFields(certificate, context, nested), ...lists] },
          ...warningNotes(facts, 'warnings'),
          ...typeNotes(type, facts, context),
        ],
      },
      ...(results.length > 0
        ? [{ title: copy.records.results, blocks: [resultsTable(results, context), overallNote(results, context)] }]
        : []),
      {
        title: copy.records.declaration,
        blocks: [
          textBlock(facts.text('declaration') ?? certificate.text('declaration'), copy.records.noStatement),
          signatory(facts, context),
        ],
      },
    ],
  };
}

/** What EN 10204 asks of the type: 3.1 and 3.2 need specific results and a signatory independent of production, 3.2 a second party besides. */
function typeNotes(type: string | undefined, facts: FactsReader, { copy }: TemplateContext): Block[] {
  const kinds: Readonly<Record<string, string>> = copy.records.en10204;
  const meaning: Block[] =
    type !== undefined && kinds[type] ? [{ kind: 'note', tone: 'neutral', text: `EN 10204 ${type}: ${kinds[type]}` }] : [];
  if (type !== '3.1' && type !== '3.2') return meaning;
  const faults = [
    ...(facts.flag('signatory', 'independentOfProduction') === true ? [] : [copy.records.notIndependent]),
    ...(facts.list('results').length > 0 ? [] : [copy.records.resultsNeeded]),
    ...(type === '3.2' && facts.text('thirdParty', 'name') === undefined ? [copy.records.thirdPartyNeeded] : []),
  ];
  return [...meaning, ...faults.map((text): Block => ({ kind: 'note', tone: 'bad', text }))];
}

function signatory(facts: FactsReader, context: TemplateContext): Block {
  const people = ['signatory', 'thirdParty'].flatMap((key) => facts.part(key) ?? []);
  if (people.length === 0) return signOffBlock(facts, [context.copy.records.signatory], context);
  return {
    kind: 'sign-off',
    rows: people.map((person) => ({
      role: person.text('role') ?? context.copy.records.signatory,
      name: person.text('name') ?? '',
      at: person.text('at') ? context.cells.time(person.text('at')).text : '',
    })),
  };
}

function subtitle(certificate: FactsReader): string | undefined {
  const names = [
    certificate.text('customer'),
    certificate.text('item') ?? certificate.text('part') ?? certificate.text('partNumber'),
    certificate.text('batch') ?? certificate.text('serial'),
  ];
  return names.filter(Boolean).join(' · ') || undefined;
}
