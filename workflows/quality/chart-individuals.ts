// Individuals and moving range chart (I-MR).
import { chartConstants } from './chart-constants.ts';
import { fewPointsWarning, zeroVariance } from './chart-warnings.ts';
import type { LimitChartResult, SpreadChart } from './control-chart.ts';
import type { ReadControlChart } from './control-chart-request.ts';
import { beyondLimits, runRules } from './run-rules.ts';
import { mean } from './sums.ts';

export interface CentreAndSigma {
  readonly center: number;
  readonly sigma: number;
}

/** Centre and sigma of single values: baseline, else target and sigma as given, else mean and average moving range / d2(2). */
export function individualsCentreAndSigma(read: ReadControlChart): CentreAndSigma {
  if (read.baseline) return { center: read.baseline.center, sigma: read.baseline.sigma ?? 0 };
  const kept = read.values.filter((_, at) => !read.excluded.has(at + 1));
  return { center: read.target ?? mean(kept), sigma: read.sigma ?? movingRangeSigma(kept) };
}

/** Average moving range / 1.128; 0 for a single value. */
export function movingRangeSigma(values: readonly number[]): number {
  if (values.length < 2) return 0;
  return mean(values.slice(1).map((value, at) => Math.abs(value - (values[at] ?? value)))) / chartConstants(2).d2;
}

/** centre +- 3 sigma; MR chart with D4 = 3.267. NIST handbook 6.3.2.2; excluded points leave, the neighbours' moving ranges then join. */
export function individualsChart(read: ReadControlChart): LimitChartResult {
  const { values, excluded, rules } = read;
  const { center, sigma } = individualsCentreAndSigma(read);
  const keptAt = values.map((_, at) => at).filter((at) => !excluded.has(at + 1));
  const kept = keptAt.map((at) => values[at] ?? 0);
  const frozen = read.baseline !== undefined || read.sigma !== undefined;
  const warnings = [...(sigma === 0 ? zeroVariance(kept) : []), ...fewPointsWarning(kept.length, frozen)];
  const z = sigma === 0 ? [] : kept.map((value) => (value - center) / sigma);
  return {
    center,
    sigma,
    ucl: center + 3 * sigma,
    lcl: center - 3 * sigma,
    points: values,
    signals: runRules(
      z,
      rules,
      read.trendLength,
      keptAt.map((at) => at + 1),
    ),
    spread: movingRanges(read, keptAt, sigma),
    warnings,
  };
}

function movingRanges(read: ReadControlChart, keptAt: readonly number[], sigma: number): SpreadChart {
  const points: (number | null)[] = read.values.map(() => null);
  keptAt.slice(1).forEach((at, index) => {
    points[at] = Math.abs((read.values[at] ?? 0) - (read.values[keptAt[index] ?? at] ?? 0));
  });
  const { d2, D4 } = chartConstants(2);
  const center = d2 * sigma;
  const ucl = D4 * center;
  return { center, ucl, lcl: 0, points, signals: read.rules === 'none' ? [] : beyondLimits(points, 0, ucl) };
}
