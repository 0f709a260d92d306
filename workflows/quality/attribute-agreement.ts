// Attribute agreement: do people who judge by eye agree with themselves, with each other and with the reference?
import { type Label, readCross } from './gauge-data.ts';
import { cohenKappa, fleissKappa } from './kappa.ts';
import { createRequestReader, finiteResult, pointer, type RequestReader, type Warning } from './request-reader.ts';

export interface AttributeAgreementRequest {
  readonly data: readonly { readonly part: Label; readonly operator: Label; readonly trial: Label; readonly rating: string }[];
  /** The true rating of every part. */
  readonly reference?: readonly { readonly part: Label; readonly rating: string }[];
  /** Ratings that mean "bad", for miss and false-alarm rates; needs a reference. */
  readonly badRatings?: readonly string[];
}

export interface OperatorAgreement {
  readonly operator: Label;
  /** Share of parts rated the same in every trial. */
  readonly repeatability: number;
  /** Share of parts rated as the reference in every trial; null without a reference. */
  readonly effectiveness: number | null;
  /** Bad parts called good, good parts called bad, per decision; null without such parts. */
  readonly missRate: number | null;
  readonly falseAlarmRate: number | null;
  /** Cohen's kappa against the reference over all decisions. */
  readonly kappa: number | null;
}

export interface AttributeAgreementResult {
  readonly operators: readonly OperatorAgreement[];
  readonly pairs: readonly { readonly operators: readonly [Label, Label]; readonly kappa: number | null }[];
  /** Fleiss' kappa over all decisions of all operators. */
  readonly fleissKappa: number | null;
  /** Share of parts on which all operators agree in every trial, and with the reference. */
  readonly betweenOperators: number;
  readonly allWithReference: number | null;
  readonly warnings: readonly Warning[];
}

interface Read {
  readonly parts: readonly Label[];
  readonly operators: readonly Label[];
  /** ratings[part][operator][trial] */
  readonly ratings: readonly (readonly (readonly string[])[])[];
  /** By part; empty without a reference. */
  readonly truth: readonly string[];
  readonly bad: ReadonlySet<string>;
}

/** Source: AIAG, MSA 4th edition, chapter III section C. Effectiveness below 90 %, miss above 2 % and false alarms above 5 % are warned of. */
export function attributeAgreement(request: AttributeAgreementRequest): AttributeAgreementResult {
  const read = readRequest(request);
  const { parts, operators, ratings, truth } = read;
  const share = (holds: (part: number) => boolean): number => parts.filter((_, part) => holds(part)).length / parts.length;
  const allOf = (part: number): readonly string[] => (ratings[part] ?? []).flat();
  const figures = operators.map((operator, at) => operatorFigures(read, operator, at));
  const categories = [...new Set(ratings.flat(2))];
  const decisions = (operator: number): string[] => ratings.flatMap((row) => row[operator] ?? []);
  const result = {
    operators: figures,
    pairs: operators.flatMap((first, a) =>
      operators.slice(a + 1).map((second, b) => {
        const other = decisions(a + 1 + b);
        return { operators: [first, second] as const, kappa: cohenKappa(decisions(a).map((rating, at) => [rating, other[at] ?? ''])) };
      }),
    ),
    fleissKappa: fleissKappa(
      parts.map((_, part) => categories.map((category) => allOf(part).filter((rating) => rating === category).length)),
    ),
    betweenOperators: share((part) => same(allOf(part))),
    allWithReference: truth.length === 0 ? null : share((part) => allOf(part).every((rating) => rating === truth[part])),
  };
  return finiteResult('attribute agreement', { ...result, warnings: warningsOf(figures) });
}

function same(values: readonly string[]): boolean {
  return values.every((value) => value === values[0]);
}

function operatorFigures({ parts, ratings, truth, bad }: Read, operator: Label, at: number): OperatorAgreement {
  const own = ratings.map((row) => row[at] ?? []);
  const share = (holds: (part: number) => boolean): number => parts.filter((_, part) => holds(part)).length / parts.length;
  const known = truth.length > 0;
  const decisions = own.flatMap((trials, part) => trials.map((rating) => [rating, truth[part] ?? ''] as const));
  const wrong = (trulyBad: boolean): number | null => {
    const asked = decisions.filter(([, reference]) => bad.has(reference) === trulyBad);
    return !known || bad.size === 0 || asked.length === 0
      ? null
      : asked.filter(([rating]) => bad.has(rating) !== trulyBad).length / asked.length;
  };
  return {
    operator,
    repeatability: share((part) => same(own[part] ?? [])),
    effectiveness: known ? share((part) => (own[part] ?? []).every((rating) => rating === truth[part])) : null,
    missRate: wrong(true),
    falseAlarmRate: wrong(false),
    kappa: known ? cohenKappa(decisions) : null,
  };
}

function warningsOf(figures: readonly OperatorAgreement[]): Warning[] {
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
  return figures.flatMap(({ operator, effectiveness, missRate, falseAlarmRate }) => {
    const warnings: Warning[] = [];
    if (effectiveness !== null && effectiveness < 0.9) {
      warnings.push({
        code: 'low-effectiveness',
        message: `Operator ${operator} is right on ${percent(effectiveness)} of the parts; 90 % is asked for.`,
      });
    }
    if (missRate !== null && missRate > 0.02) {
      warnings.push({
        code: 'misses',
        message: `Operator ${operator} passes ${percent(missRate)} of the bad parts; at most 2 % is asked for.`,
      });
    }
    if (falseAlarmRate !== null && falseAlarmRate > 0.05) {
      warnings.push({
        code: 'false-alarms',
        message: `Operator ${operator} rejects ${percent(falseAlarmRate)} of the good parts; at most 5 % is asked for.`,
      });
    }
    return warnings;
  });
}

function readRequest(request: unknown): Read {
  const reader = createRequestReader();
  const record = reader.record(request, ['data', 'reference', 'badRatings']) ?? {};
  reader.required(record, ['data']);
  const cross = readCross(reader, record.data, 'rating', (value, path) => text(reader, value, path));
  const bad = (reader.list(record.badRatings, '/badRatings') ?? []).map(
    (rating, at) => text(reader, rating ?? null, pointer('/badRatings', at)) ?? '',
  );
  const reference = readReference(reader, record.reference);
  const [parts, operators] = cross?.labels ?? [[], []];
  if (cross && parts.length === 0) reader.fail('/data', 'too-few-parts', 'Give at least one rated part; 30 to 50 are usual.');
  if (reference) {
    for (const part of parts)
      if (!reference.has(part)) reader.fail('/reference', 'missing-cell', `The reference of part ${part} is missing.`);
  } else if (bad.length > 0) reader.fail('/badRatings', 'missing-reference', 'Miss and false-alarm rates need a reference; add it.');
  reader.finish('attribute agreement');
  return {
    parts,
    operators,
    ratings: cross?.cells ?? [],
    truth: reference ? parts.map((part) => reference.get(part) ?? '') : [],
    bad: new Set(bad),
  };
}

function readReference(reader: RequestReader, value: unknown): ReadonlyMap<unknown, string> | undefined {
  const rows = reader.list(value, '/reference');
  if (!rows) return undefined;
  const reference = new Map<unknown, string>();
  rows.forEach((item, at) => {
    const path = pointer('/reference', at);
    const row = reader.record(item ?? null, ['part', 'rating'], path) ?? {};
    reader.required(row, ['part', 'rating'], path);
    const rating = text(reader, row.rating, pointer(path, 'rating'));
    if (rating !== undefined) reference.set(row.part, rating);
  });
  return reference;
}

function text(reader: RequestReader, value: unknown, path: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value !== '') return value;
  reader.fail(path, 'not-a-label', 'A rating must be text that is not empty.');
  return undefined;
}
