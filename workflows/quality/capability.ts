// Process capability and performance with confidence intervals (the contract of `aix inspect capability`).
import { type CapabilityRequest, type ReadCapability, readCapability } from './capability-request.ts';
import { cpInterval, cpkInterval, type Interval } from './capability-intervals.ts';
import { chartConstants, exactC4 } from './chart-constants.ts';
import { movingRangeSigma } from './chart-individuals.ts';
import { controlChart } from './control-chart.ts';
import { andersonDarling } from './normality.ts';
import { finiteResult, refuse, type Warning } from './request-reader.ts';
import { mean, range, standardDeviation, sum, sumOfSquares } from './sums.ts';

export type { Interval } from './capability-intervals.ts';
export type { CapabilityRequest, WithinMethod } from './capability-request.ts';

export interface CapabilityResult {
  readonly count: number;
  readonly mean: number;
  /** Null with a one-sided specification. */
  readonly cp: number | null;
  readonly cpk: number;
  readonly cpl: number | null;
  readonly cpu: number | null;
  readonly pp: number | null;
  readonly ppk: number;
  /** Null without a target or with a one-sided specification. */
  readonly cpm: number | null;
  readonly sigmaWithin: number;
  readonly sigmaOverall: number;
  /** Of sigmaWithin. */
  readonly degreesOfFreedom: number;
  readonly ci: { readonly cp: Interval | null; readonly cpk: Interval };
  readonly warnings: readonly Warning[];
}

interface Within {
  readonly sigma: number;
  readonly degreesOfFreedom: number;
}

/**
 * Cp = (USL - LSL) / 6 sigma, Cpk = the nearer limit / 3 sigma with the within sigma; Pp, Ppk with the overall s;
 * Cpm = (USL - LSL) / 6 sqrt(s^2 + (mean - T)^2). Intervals: Cp by chi-square, Cpk by Bissell (Applied Statistics 39, 1990).
 * @throws AppError 'invalid': missing-limits, limits-reversed, too-few-points, subgroup-size, zero-variance, ...
 */
export function capability(request: CapabilityRequest): CapabilityResult {
  const read = readCapability(request);
  const { values, lsl, usl } = read;
  const center = mean(values);
  const within = withinSigma(read);
  const overall = standardDeviation(values) / (read.unbiasing ? exactC4(values.length) : 1);
  if (!(within.sigma > 0) || !(overall > 0)) {
    refuse(
      'capability',
      '/data',
      'zero-variance',
      'The values do not vary, so capability is undefined; check the resolution of the gauge.',
    );
  }
  const short = indices(center, within.sigma, lsl, usl);
  const long = indices(center, overall, lsl, usl);
  return finiteResult('capability', {
    count: values.length,
    mean: center,
    cp: short.both,
    cpk: short.nearer,
    cpl: short.lower,
    cpu: short.upper,
    pp: long.both,
    ppk: long.nearer,
    cpm: targetIndex(read, center, overall),
    sigmaWithin: within.sigma,
    sigmaOverall: overall,
    degreesOfFreedom: within.degreesOfFreedom,
    ci: {
      cp: short.both === null ? null : cpInterval(short.both, within.degreesOfFreedom, read.confidence),
      cpk: cpkInterval(short.nearer, values.length, within.degreesOfFreedom, read.confidence),
    },
    warnings: warningsOf(read, center),
  });
}

interface Indices {
  readonly both: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly nearer: number;
}

function indices(center: number, sigma: number, lsl: number | undefined, usl: number | undefined): Indices {
  const lower = lsl === undefined ? null : (center - lsl) / (3 * sigma);
  const upper = usl === undefined ? null : (usl - center) / (3 * sigma);
  return {
    both: lsl === undefined || usl === undefined ? null : (usl - lsl) / (6 * sigma),
    lower,
    upper,
    nearer: Math.min(lower ?? Number.POSITIVE_INFINITY, upper ?? Number.POSITIVE_INFINITY),
  };
}

function targetIndex(read: ReadCapability, center: number, overall: number): number | null {
  const { lsl, usl, target } = read;
  if (lsl === undefined || usl === undefined || target === undefined) return null;
  return (usl - lsl) / (6 * Math.hypot(overall, center - target));
}

/** fn of Minitab's degrees of freedom for S-bar: largest n, factor. */
const sbarFactors: readonly (readonly [number, number])[] = [
  [2, 0.88],
  [3, 0.92],
  [4, 0.94],
  [5, 0.95],
  [7, 0.96],
  [9, 0.97],
  [17, 0.98],
  [64, 0.99],
];

/** sigma within and its degrees of freedom: pooled sum(n-1), R-bar 0.9 k(n-1), S-bar fn k(n-1), MR k-1. */
function withinSigma(read: ReadCapability): Within {
  const { subgroups, values } = read;
  const freedom = sum(subgroups.map((group) => group.length - 1));
  switch (read.withinMethod) {
    case 'mr':
      return { sigma: movingRangeSigma(values), degreesOfFreedom: values.length - 1 };
    case 'rbar':
      return { sigma: averageOf(subgroups, range, (n) => chartConstants(n).d2), degreesOfFreedom: 0.9 * freedom };
    case 'sbar': {
      const size = mean(subgroups.map((group) => group.length));
      const factor = sbarFactors.find(([largest]) => size <= largest)?.[1] ?? 1;
      return { sigma: averageOf(subgroups, standardDeviation, (n) => chartConstants(n).c4), degreesOfFreedom: factor * freedom };
    }
    case 'pooled': {
      const pooled = Math.sqrt(sum(subgroups.map((group) => sumOfSquares(group))) / freedom);
      return { sigma: read.unbiasing ? pooled / exactC4(freedom + 1) : pooled, degreesOfFreedom: freedom };
    }
  }
}

/** Mean spread over its constant for one size; for sizes that differ the mean of each subgroup's own estimate. */
function averageOf(
  subgroups: readonly (readonly number[])[],
  spread: (values: readonly number[]) => number,
  constant: (n: number) => number,
): number {
  const size = subgroups[0]?.length ?? 2;
  if (subgroups.every((group) => group.length === size)) return mean(subgroups.map(spread)) / constant(size);
  return mean(subgroups.map((group) => spread(group) / constant(group.length)));
}

function warningsOf(read: ReadCapability, center: number): Warning[] {
  const warnings: Warning[] = [];
  const { values, subgroups, lsl, usl } = read;
  if (values.length < 30) {
    warnings.push({ code: 'few-values', message: `Only ${values.length} values: the indices are rough below 30, look at the intervals.` });
  }
  const signals = signalCount(read);
  if (signals > 0) {
    warnings.push({
      code: 'not-in-control',
      message: `The control chart shows ${signals} signals; capability of an unstable process predicts nothing.`,
    });
  }
  const normality = andersonDarling(values);
  if (normality && normality.p < 0.05) {
    warnings.push({
      code: 'not-normal',
      message: `The values do not look normal (Anderson-Darling p = ${normality.p.toPrecision(2)}); the indices mislead.`,
    });
  }
  if ((lsl !== undefined && center < lsl) || (usl !== undefined && center > usl)) {
    warnings.push({ code: 'mean-outside-limits', message: 'The mean lies outside the specification limits.' });
  }
  if (lsl === undefined || usl === undefined) {
    warnings.push({ code: 'one-sided', message: 'One specification limit: Cp, Pp and Cpm are not defined.' });
  }
  if (subgroups.some((group) => group.length !== subgroups[0]?.length)) {
    warnings.push({ code: 'variable-subgroup-size', message: 'Subgroup sizes differ; sigma is averaged over the subgroups.' });
  }
  return warnings;
}

function signalCount(read: ReadCapability): number {
  const grouped = read.subgroups.length > 0;
  if (grouped && read.subgroups.length < 2) return 0;
  const largest = read.subgroups.reduce((most, group) => Math.max(most, group.length), 0);
  const chart = controlChart(
    grouped ? { chart: largest > 9 ? 'xbar-s' : 'xbar-r', data: read.subgroups } : { chart: 'i-mr', data: read.values },
  );
  return chart.signals.length + ('spread' in chart ? (chart.spread?.signals.length ?? 0) : 0);
}
