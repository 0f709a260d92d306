// Gauge study (GR&R): components of variation, their shares, ndc and the verdict by AIAG's bars. The study itself is computed in workflows/quality.
// Facts: {gauge, result: GaugeStudyResult, warnings?, decision?}; see docs/reports.md.
import type { FactsReader } from '../facts-reader.ts';
import type { Block, Cell, ReportBody, TableBlock, Tone } from '../report-document.ts';
import { barsSvg } from '../svg/bars.ts';
import { decisionBlocks, decisionsOf, signOffBlock } from './people-blocks.ts';
import { recordFields, type TemplateContext, warningNotes } from './template.ts';

const components = ['repeatability', 'reproducibility', 'gaugeRr', 'partVariation', 'totalVariation'] as const;

/** @see Template */
export function gaugeStudy(facts: FactsReader, context: TemplateContext): ReportBody {
  const { copy } = context;
  const gauge = facts.part('gauge');
  const result = facts.part('result') ?? facts;
  return {
    subtitle:
      [gauge?.text('id') ?? gauge?.text('gauge') ?? gauge?.text('name'), gauge?.text('characteristic')].filter(Boolean).join(' · ') ||
      undefined,
    status: studyStatus(result, context),
    sections: [
      {
        title: copy.records.study,
        blocks: [
          { kind: 'fields', rows: recordFields(gauge, context) },
          ...warningNotes(facts, 'warnings'),
          ...warningNotes(result, 'warnings'),
        ],
      },
      {
        title: copy.records.variation,
        blocks: [...verdictNotes(result, context), shareChart(result, context), componentTable(result, context)],
      },
      ...(result.part('anova') ? [{ title: copy.records.anova, blocks: [anovaTable(result, context)] }] : []),
      ...(decisionsOf(facts, context).length > 0 ? [{ title: copy.sections.decision, blocks: decisionBlocks(facts, context) }] : []),
      { title: copy.sections.signOff, blocks: [signOffBlock(facts, [copy.records.studyOwner, copy.records.qualityHead], context)] },
    ],
  };
}

/** AIAG: below 10 % good, 10 to 30 % conditional, above 30 % not acceptable; five or more distinct categories. */
function grade(result: FactsReader): 'good' | 'conditional' | 'poor' | undefined {
  const share = result.number('percentStudyVariation', 'gaugeRr');
  if (share === undefined) return undefined;
  const fewCategories = (result.number('ndc') ?? 5) < 5;
  if (share > 30) return 'poor';
  return share < 10 && !fewCategories ? 'good' : 'conditional';
}

const gradeTones: Readonly<Record<string, Tone>> = { good: 'good', conditional: 'warn', poor: 'bad' };

function studyStatus(result: FactsReader, { copy }: TemplateContext): ReportBody['status'] {
  const value = grade(result);
  return value === undefined ? undefined : { text: copy.records.gaugeGrade[value], tone: gradeTones[value] ?? 'neutral' };
}

function verdictNotes(result: FactsReader, { copy, cells }: TemplateContext): Block[] {
  const ndc = result.number('ndc');
  const share = result.number('percentStudyVariation', 'gaugeRr');
  const items = [
    { label: copy.records.percentStudy, cell: cells.number(share, { decimals: 2, unit: '%' }) },
    {
      label: copy.records.percentTolerance,
      cell: cells.number(result.number('percentTolerance', 'gaugeRr'), { decimals: 2, unit: '%', reason: copy.records.noTolerance }),
    },
    {
      label: copy.records.ndc,
      cell: {
        ...cells.number(ndc, { decimals: 0 }),
        tone: ndc === undefined ? undefined : ndc >= 5 ? ('good' as const) : ('warn' as const),
      },
    },
  ];
  return [
    { kind: 'metrics', items },
    { kind: 'note', tone: 'neutral', text: copy.records.gaugeBars },
  ];
}

function shareChart(result: FactsReader, { copy, cells, meta }: TemplateContext): Block {
  const bars = components.map((name) => {
    const share = result.number('percentStudyVariation', name);
    return {
      name: copy.records.gauge[name],
      value: share ?? null,
      text: cells.number(share, { decimals: 2, unit: '%' }).text,
      strong: name === 'gaugeRr',
    };
  });
  const draw = (width?: number): string => barsSvg(bars, { title: copy.records.shareTitle, lang: meta.lang, max: 100, width });
  return { kind: 'chart', title: copy.records.shareTitle, svg: draw(), narrow: draw(340) };
}

function componentTable(result: FactsReader, { copy, cells }: TemplateContext): TableBlock {
  const right = (label: string): TableBlock['columns'][number] => ({ label, align: 'right' });
  const percent = (value: number | undefined): Cell => cells.number(value, { decimals: 2, unit: '%' });
  return {
    kind: 'table',
    columns: [
      { label: copy.records.component, weight: 2 },
      right(copy.records.standardDeviation),
      right(copy.records.studyVariation),
      right(copy.records.percentStudy),
      right(copy.records.percentTolerance),
    ],
    rows: components.map((name) => {
      const sigma = result.number(name);
      const share = result.number('percentStudyVariation', name);
      return [
        cells.text(copy.records.gauge[name]),
        cells.number(sigma),
        cells.number(sigma === undefined ? undefined : sigma * 6),
        percent(share),
        percent(result.number('percentTolerance', name)),
      ];
    }),
    empty: copy.noData,
  };
}

function anovaTable(result: FactsReader, { copy, cells }: TemplateContext): TableBlock {
  const right = (label: string): TableBlock['columns'][number] => ({ label, align: 'right' });
  const rows = (['part', 'operator', 'interaction', 'error'] as const).filter((name) => result.part('anova', name));
  return {
    kind: 'table',
    columns: [{ label: copy.records.source, weight: 1.6 }, right('df'), right('SS'), right('MS'), right('F'), right('p')],
    rows: rows.map((name) => [
      cells.text(copy.records.anovaSource[name]),
      ...['df', 'ss', 'ms', 'f'].map((key) =>
        result.number('anova', name, key) === undefined ? { text: '–' } : cells.number(result.number('anova', name, key)),
      ),
      pCell(result.number('anova', name, 'p'), cells),
    ]),
    empty: copy.noData,
  };
}

/** A p value that rounds to nothing is a bound, not a zero. */
function pCell(p: number | undefined, cells: TemplateContext['cells']): Cell {
  if (p === undefined) return { text: '–' };
  return p < 0.0001 ? { ...cells.number(p), text: '< 0.0001' } : cells.number(p, { decimals: 4 });
}
