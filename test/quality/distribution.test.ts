// The kept library against printed tables (Abramowitz and Stegun; NIST handbook 1.3.6.7; Montgomery appendix), before anything rests on it.
import { describe, expect, it } from 'vitest';
import * as distribution from '../../workflows/quality/distribution.ts';
import { expectClose } from './published-data.ts';

describe('distributions agree with printed tables', () => {
  it.each([
    [0, 0.5],
    [1, 0.841344746],
    [1.96, 0.9750021049],
    [-3, 0.001349898032],
    [-6, 9.865876450377e-10],
  ])('normal: P(Z <= %d) = %d', (z, p) => expectClose(distribution.normalCdf(z), p, 1e-8));
  it.each([
    [0.95, 1.644853627],
    [0.975, 1.959963985],
    [0.99, 2.326347874],
    [0.9995, 3.290526731],
  ])('normal quantile %d = %d', (p, z) => expectClose(distribution.normalQuantile(p), z, 1e-8));
  it.each([
    [0.95, 1, 3.841],
    [0.95, 10, 18.307],
    [0.025, 19, 8.907],
    [0.975, 19, 32.852],
    [0.01, 100, 70.065],
    [0.99, 100, 135.807],
  ])('chi-square quantile %d at %i = %d', (p, df, x) => expectClose(distribution.chiSquareQuantile(p, df), x, 1.3e-4));
  it.each([
    [0.975, 1, 12.706],
    [0.975, 10, 2.228],
    [0.95, 30, 1.697],
    [0.995, 60, 2.66],
  ])('t quantile %d at %i = %d', (p, df, t) => expectClose(distribution.studentQuantile(p, df), t, 3e-4));
  it.each([
    [4.96, 1, 10, 0.05],
    [3.33, 5, 10, 0.05],
    [2.35, 10, 20, 0.05],
    [5.64, 5, 10, 0.01],
  ])('F: P(F >= %d) at %i, %i = %d', (x, a, b, p) => expectClose(distribution.fUpperTail(x, a, b), p, 6e-3));
  it.each([
    [2, 20, 0.1, 0.6769],
    [0, 10, 0.05, 0.5987],
    [5, 100, 0.03, 0.9192],
  ])('binomial: P(X <= %i of %i at %d) = %d', (c, n, p, value) => expectClose(distribution.binomialCdf(c, n, p), value, 1e-4));
  it.each([
    [0, 1, 0.3679],
    [2, 3, 0.4232],
    [10, 8, 0.8159],
  ])('Poisson: P(X <= %i at %d) = %d', (c, expected, value) => expectClose(distribution.poissonCdf(c, expected), value, 2e-4));
  it('tails stay within 0 and 1', () => {
    for (const value of [
      distribution.chiSquareUpperTail(1e4, 3),
      distribution.fUpperTail(1e6, 2, 50),
      distribution.studentTwoSided(0, 5),
    ]) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    }
  });
});
