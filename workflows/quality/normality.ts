// The Anderson-Darling test of normality with unknown mean and variance.
import { normalCdf } from './distribution.ts';
import { mean, standardDeviation, sum } from './sums.ts';

export interface NormalityResult {
  /** A-squared, and A-squared with the small-sample correction. */
  readonly statistic: number;
  readonly adjusted: number;
  readonly p: number;
}

/** Fewest values for which the p-value formula was fitted. */
export const fewestForNormality = 8;

/**
 * A2 = -n - sum((2i-1)(ln F(i) + ln(1 - F(n+1-i))))/n; adjusted by 1 + 0.75/n + 2.25/n^2.
 * p-value by D'Agostino and Stephens, Goodness-of-Fit Techniques (1986), table 4.9. Undefined (null) below 8 values or without spread.
 */
export function andersonDarling(values: readonly number[]): NormalityResult | null {
  const n = values.length;
  const deviation = standardDeviation(values);
  if (n < fewestForNormality || !(deviation > 0)) return null;
  const center = mean(values);
  const z = values.map((value) => (value - center) / deviation).toSorted((a, b) => a - b);
  const terms = z.map((value, at) => (2 * at + 1) * (logCdf(value) + logCdf(-(z[n - 1 - at] ?? 0))));
  const statistic = -n - sum(terms) / n;
  const adjusted = statistic * (1 + 0.75 / n + 2.25 / (n * n));
  return { statistic, adjusted, p: andersonDarlingP(adjusted) };
}

/** ln of the normal distribution function, kept finite in the far tail by Mills' ratio. */
function logCdf(z: number): number {
  if (z > -8) return Math.log(normalCdf(z));
  return -z * z * 0.5 - Math.log(-z * Math.sqrt(2 * Math.PI));
}

/** p-value of an adjusted A*. */
export function andersonDarlingP(a: number): number {
  // Past 10 the fitted parabola would turn upwards again.
  if (a >= 10) return 3.7e-24;
  if (a >= 0.6) return Math.exp(1.2937 - 5.709 * a + 0.0186 * a * a);
  if (a >= 0.34) return Math.exp(0.9177 - 4.279 * a - 1.38 * a * a);
  if (a >= 0.2) return 1 - Math.exp(-8.318 + 42.796 * a - 59.938 * a * a);
  return 1 - Math.exp(-13.436 + 101.14 * a - 223.73 * a * a);
}
