// Are the variances of several groups equal? F (two groups), Bartlett, Levene in Brown and Forsythe's form.
import { chiSquareUpperTail, fUpperTail } from './distribution.ts';
import { createRequestReader, finiteResult, pointer, refuse, type Warning } from './request-reader.ts';
import { mean, sum, sumOfSquares, variance } from './sums.ts';

export interface VarianceTestsRequest {
  readonly groups: readonly (readonly number[])[];
  /** Centre of Levene's test; default median (robust against skewness). */
  readonly center?: 'median' | 'mean';
}

export interface TestFigure {
  readonly statistic: number;
  readonly df: readonly number[];
  readonly p: number;
}

export interface VarianceTestsResult {
  readonly variances: readonly number[];
  /** s1^2 / s2^2, two-sided p; null unless there are two groups. */
  readonly f: TestFigure | null;
  readonly bartlett: TestFigure;
  readonly levene: TestFigure;
  readonly warnings: readonly Warning[];
}

/** Sources: NIST/SEMATECH handbook 1.3.5.7 (Bartlett), 1.3.5.9 (F), 1.3.5.10 (Levene). */
export function varianceTests(request: VarianceTestsRequest): VarianceTestsResult {
  const { groups, center } = readRequest(request);
  const variances = groups.map(variance);
  if (variances.some((value) => value === 0)) {
    refuse(
      'variance test',
      pointer('/groups', variances.indexOf(0)),
      'zero-variance',
      'A group does not vary, so variances cannot be compared; check the gauge.',
    );
  }
  const warnings: Warning[] = groups.some((group) => group.length < 5)
    ? [{ code: 'few-values', message: 'Groups below 5 values: the tests hardly see a difference.' }]
    : [];
  return finiteResult('variance test', {
    variances,
    f: groups.length === 2 ? fTest(groups, variances) : null,
    bartlett: bartlett(groups, variances),
    levene: levene(groups, center === 'mean' ? mean : median),
    warnings,
  });
}

function fTest(groups: readonly (readonly number[])[], variances: readonly number[]): TestFigure {
  const df = groups.map((group) => group.length - 1);
  const statistic = (variances[0] ?? 0) / (variances[1] ?? 1);
  const upper = fUpperTail(statistic, df[0] ?? 1, df[1] ?? 1);
  return { statistic, df, p: Math.min(1, 2 * Math.min(upper, 1 - upper)) };
}

function bartlett(groups: readonly (readonly number[])[], variances: readonly number[]): TestFigure {
  const freedoms = groups.map((group) => group.length - 1);
  const total = sum(freedoms);
  const pooled = sum(freedoms.map((freedom, at) => freedom * (variances[at] ?? 0))) / total;
  const spread = total * Math.log(pooled) - sum(freedoms.map((freedom, at) => freedom * Math.log(variances[at] ?? 1)));
  const correction = 1 + (sum(freedoms.map((freedom) => 1 / freedom)) - 1 / total) / (3 * (groups.length - 1));
  const statistic = Math.max(0, spread / correction);
  return { statistic, df: [groups.length - 1], p: chiSquareUpperTail(statistic, groups.length - 1) };
}

function levene(groups: readonly (readonly number[])[], centre: (values: readonly number[]) => number): TestFigure {
  const distances = groups.map((group) => {
    const middle = centre(group);
    return group.map((value) => Math.abs(value - middle));
  });
  const means = distances.map(mean);
  const grand = mean(distances.flat());
  const between = sum(distances.map((group, at) => group.length * ((means[at] ?? 0) - grand) ** 2)) / (groups.length - 1);
  const freedom = sum(groups.map((group) => group.length)) - groups.length;
  const within = sum(distances.map((group) => sumOfSquares(group))) / freedom;
  const df = [groups.length - 1, freedom];
  // Two values per group lie equally far from their centre: nothing is left to compare with.
  if (within === 0) return { statistic: 0, df, p: 1 };
  const statistic = between / within;
  return { statistic, df, p: fUpperTail(statistic, groups.length - 1, freedom) };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] ?? Number.NaN) : ((sorted[half - 1] ?? Number.NaN) + (sorted[half] ?? Number.NaN)) / 2;
}

function readRequest(request: unknown): Required<VarianceTestsRequest> {
  const reader = createRequestReader();
  const record = reader.record(request, ['groups', 'center']) ?? {};
  reader.required(record, ['groups']);
  const center = reader.choice(record.center, '/center', ['median', 'mean'] as const) ?? 'median';
  const lists = reader.list(record.groups, '/groups');
  const groups = (lists ?? []).map((group, at) => {
    const values = reader.numbers(group ?? null, pointer('/groups', at));
    if (values && values.length < 2) reader.fail(pointer('/groups', at), 'too-few-points', 'A group needs at least 2 values.');
    return values ?? [];
  });
  if (lists && groups.length < 2) reader.fail('/groups', 'too-few-groups', 'Give at least 2 groups to compare.');
  reader.finish('variance test');
  return { groups, center };
}
