// The distributions that quality engineering needs, by their textbook names, over the library jstat (held to printed tables in the tests).
// No other file of the room imports the library.
import jstat from 'jstat';

const { jStat } = jstat;

/** P(Z <= z) of the standard normal distribution. */
export function normalCdf(z: number): number {
  return jStat.normal.cdf(z, 0, 1);
}

/** z with P(Z <= z) = probability. */
export function normalQuantile(probability: number): number {
  return jStat.normal.inv(probability, 0, 1);
}

/** x with P(chi-square <= x) = probability at the given degrees of freedom. */
export function chiSquareQuantile(probability: number, degreesOfFreedom: number): number {
  return jStat.chisquare.inv(probability, degreesOfFreedom);
}

/** P(chi-square >= x): the p-value of a test. */
export function chiSquareUpperTail(x: number, degreesOfFreedom: number): number {
  return Math.max(0, 1 - jStat.chisquare.cdf(Math.max(0, x), degreesOfFreedom));
}

/** P(F >= x): the p-value of an F test. */
export function fUpperTail(x: number, numeratorDf: number, denominatorDf: number): number {
  return x <= 0 ? 1 : Math.max(0, 1 - jStat.centralF.cdf(x, numeratorDf, denominatorDf));
}

/** Two-sided p-value of Student's t. */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  return Math.min(1, 2 * jStat.studentt.cdf(-Math.abs(t), degreesOfFreedom));
}

/** t with P(T <= t) = probability. */
export function studentQuantile(probability: number, degreesOfFreedom: number): number {
  return jStat.studentt.inv(probability, degreesOfFreedom);
}

/** ln Gamma(x), x > 0. */
export function logGamma(x: number): number {
  return jStat.gammaln(x);
}

/** ln of the binomial coefficient "n over k". */
export function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

/** P(X <= accept) for a binomial count of n trials with probability p. */
export function binomialCdf(accept: number, n: number, p: number): number {
  if (accept >= n || p <= 0) return 1;
  if (accept < 0 || p >= 1) return 0;
  let total = 0;
  for (let k = 0; k <= accept; k++) total += Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
  return Math.min(1, total);
}

/** P(X <= accept) for a Poisson count with the given mean. */
export function poissonCdf(accept: number, expected: number): number {
  if (accept < 0) return 0;
  if (expected <= 0) return 1;
  let total = 0;
  for (let k = 0; k <= accept; k++) total += Math.exp(k * Math.log(expected) - expected - logGamma(k + 1));
  return Math.min(1, total);
}

/** P(X <= accept) defectives in a sample of n from a lot that holds `defectives` (hypergeometric). */
export function hypergeometricCdf(accept: number, n: number, defectives: number, lotSize: number): number {
  const lowest = Math.max(0, n - (lotSize - defectives));
  const highest = Math.min(n, defectives);
  if (accept >= highest) return 1;
  let total = 0;
  const all = logChoose(lotSize, n);
  for (let k = lowest; k <= accept; k++) total += Math.exp(logChoose(defectives, k) + logChoose(lotSize - defectives, n - k) - all);
  return Math.min(1, total);
}
