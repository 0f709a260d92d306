// Measured results against their limits, as certificates and first articles list them, with the verdict of each and of all together.
import type { FactsReader } from '../facts-reader.ts';
import type { Block, Cell, TableBlock, Tone } from '../report-document.ts';
import type { TemplateContext } from './template.ts';

export type Conformity = 'conforms' | 'fails' | 'unknown';

/**
 * The verdict given with the result, else value against limits (a value on the limit conforms; uncertainty is shown but not deducted).
 * A result without a value, or without any limit and verdict, is unknown.
 */
export function conformity(result: FactsReader): Conformity {
  const given = result.flag('pass') ?? verdictFlag(result.text('verdict') ?? result.text('result'));
  if (given !== undefined) return given ? 'conforms' : 'fails';
  const value = result.number('value') ?? result.number('result');
  const lsl = result.number('lsl');
  const usl = result.number('usl');
  if (value === undefined || (lsl === undefined && usl === undefined)) return 'unknown';
  return (lsl === undefined || value >= lsl) && (usl === undefined || value <= usl) ? 'conforms' : 'fails';
}

function verdictFlag(word: string | undefined): boolean | undefined {
  if (word !== undefined && /^(pass|ok|conforms|conform|accept|accepted)$/i.test(word)) return true;
  return word !== undefined && /^(fail|ng|nonconforming|reject|rejected)$/i.test(word) ? false : undefined;
}

/** All together: one failure fails, else one unknown leaves it open. */
export function overall(results: readonly FactsReader[]): Conformity {
  const verdicts = results.map(conformity);
  if (verdicts.includes('fails')) return 'fails';
  return verdicts.length === 0 || verdicts.includes('unknown') ? 'unknown' : 'conforms';
}

export function conformityCell(verdict: Conformity, { copy }: TemplateContext): { text: string; tone: Tone } {
  const tones = { conforms: 'good', fails: 'bad', unknown: 'warn' } as const;
  return { text: copy.records.conformity[verdict], tone: tones[verdict] };
}

export function resultsTable(results: readonly FactsReader[], context: TemplateContext): TableBlock {
  const { copy, cells } = context;
  const { labels, records } = copy;
  const right = (label: string): TableBlock['columns'][number] => ({ label, align: 'right' });
  return {
    kind: 'table',
    columns: [
      { label: labels.characteristic, weight: 2.2 },
      { label: records.method, weight: 1.6 },
      { label: records.requirement, weight: 1.8 },
      right(labels.result),
      { label: records.uncertainty, align: 'right', weight: 1.3 },
      { label: labels.unit, weight: 0.8 },
      { label: labels.verdict, weight: 1.7 },
    ],
    rows: results.map((result) => [
      cells.text(result.text('characteristic') ?? result.text('name')),
      cells.text(result.text('method') ?? '–'),
      requirementCell(result, context),
      valueCell(result, context),
      result.number('uncertainty') === undefined
        ? { text: '–' }
        : { ...cells.number(result.number('uncertainty')), text: `± ${cells.number(result.number('uncertainty')).text}` },
      cells.text(result.text('unit') ?? '–'),
      conformityCell(conformity(result), context),
    ]),
    empty: records.noResults,
  };
}

export function valueCell(result: FactsReader, { cells }: TemplateContext): Cell {
  const value = result.number('value') ?? result.number('result');
  return value === undefined
    ? cells.text(result.text('value') ?? result.text('result'))
    : cells.number(value, { decimals: result.number('decimals') });
}

/** The requirement as written, else its limits as a range. */
export function requirementCell(result: FactsReader, { cells }: TemplateContext): Cell {
  const written = result.text('requirement') ?? result.text('specification');
  if (written !== undefined) return cells.text(written);
  const lsl = result.number('lsl');
  const usl = result.number('usl');
  if (lsl !== undefined && usl !== undefined) return { text: `${cells.number(lsl).text} – ${cells.number(usl).text}` };
  if (lsl !== undefined) return { text: `≥ ${cells.number(lsl).text}` };
  return usl === undefined ? cells.missing() : { text: `≤ ${cells.number(usl).text}` };
}

/** A note on the whole: conforms, fails, or what is missing. */
export function overallNote(results: readonly FactsReader[], { copy }: TemplateContext): Block {
  const verdict = overall(results);
  const tones = { conforms: 'good', fails: 'bad', unknown: 'warn' } as const;
  return { kind: 'note', tone: tones[verdict], text: copy.records.overall[verdict] };
}
