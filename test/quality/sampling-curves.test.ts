// Operating characteristics and variables plans against Montgomery's published figures.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../workflows/quality/distribution.ts';
import { andersonDarling, andersonDarlingP } from '../../workflows/quality/normality.ts';
import { operatingCharacteristic } from '../../workflows/quality/operating-characteristic.ts';
import { designVariablesPlan, variablesPlan } from '../../workflows/quality/variables-plan.ts';
import { expectClose } from './published-data.ts';
import { issuesOf } from './refusal.ts';

describe('operating characteristic', () => {
  it('Montgomery chapter 15: N 10,000, n 89, c 2 at 1 %: Pa .9397, AOQ .0093, ATI 687, AOQL .0155', () => {
    const result = operatingCharacteristic({ sampleSize: 89, accept: 2, lotSize: 10_000, at: [0.01] });
    expect(result.curve[0]?.acceptance).toBeCloseTo(0.9397, 4);
    expect(result.curve[0]?.aoq).toBeCloseTo(0.0093, 4);
    expect(Math.round(result.curve[0]?.ati ?? 0)).toBe(687);
    expect(result.aoql.value).toBeCloseTo(0.0155, 3);
  });
  it('acceptance falls from 1 to hardly anything, and the two points lie on the curve', () => {
    const result = operatingCharacteristic({ sampleSize: 50, accept: 1 });
    expect(result.curve[0]?.acceptance).toBe(1);
    for (let at = 1; at < result.curve.length; at++)
      expect(result.curve[at]?.acceptance ?? 1).toBeLessThan(result.curve[at - 1]?.acceptance ?? 0);
    const check = operatingCharacteristic({ sampleSize: 50, accept: 1, at: [result.producerQuality, result.consumerQuality] });
    expectClose(check.curve[0]?.acceptance, 0.95, 1e-9);
    expectClose(check.curve[1]?.acceptance, 0.1, 1e-9);
  });
  it('the hypergeometric curve of a large lot is the binomial one, and of a small lot it is exact: 10 units, 2 bad, 3 drawn, c 0', () => {
    const exact = operatingCharacteristic({ sampleSize: 3, accept: 0, lotSize: 10, distribution: 'hypergeometric', at: [0.2] });
    expectClose(exact.curve[0]?.acceptance, (8 * 7 * 6) / (10 * 9 * 8), 1e-9);
    const large = operatingCharacteristic({ sampleSize: 50, accept: 2, lotSize: 1_000_000, distribution: 'hypergeometric', at: [0.04] });
    const binomial = operatingCharacteristic({ sampleSize: 50, accept: 2, at: [0.04] });
    expectClose(large.curve[0]?.acceptance, binomial.curve[0]?.acceptance ?? 0, 1e-3);
  });
  it('a larger acceptance number accepts more, a larger sample less', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 300 }),
        fc.integer({ min: 0, max: 8 }),
        fc.double({ min: 0.001, max: 0.5, noNaN: true }),
        (n, c, p) => {
          fc.pre(c + 1 < n);
          const pass = (sampleSize: number, accept: number) =>
            operatingCharacteristic({ sampleSize, accept, at: [p] }).curve[0]?.acceptance ?? 0;
          expect(pass(n, c + 1)).toBeGreaterThanOrEqual(pass(n, c) - 1e-12);
          expect(pass(n + 1, c)).toBeLessThanOrEqual(pass(n, c) + 1e-12);
        },
      ),
      { numRuns: 30 },
    );
  });
  it.each([
    [{ sampleSize: 20, accept: 1, lotSize: 10 }, '/sampleSize', 'sample-exceeds-lot'],
    [{ sampleSize: 2, accept: 2 }, '/accept', 'out-of-range'],
    [{ sampleSize: 2, accept: 1, distribution: 'hypergeometric' }, '', 'missing-key'],
  ])('%j is refused at %s as %s', (request, path, code) => {
    expect(issuesOf(() => operatingCharacteristic(request as never))[0]).toMatchObject({ path, code });
  });
});

describe('variables plan', () => {
  it('k method on one and two limits', () => {
    const data = [280, 285, 272, 290, 278, 282, 276, 288, 281, 279];
    const result = variablesPlan({ data, lsl: 260, k: 1.72, sampleSize: 10 });
    const center = data.reduce((a, b) => a + b) / 10;
    const deviation = Math.sqrt(data.reduce((total, value) => total + (value - center) ** 2, 0) / 9);
    expectClose(result.lowerIndex, (center - 260) / deviation, 1e-12);
    expect(result.upperIndex).toBeNull();
    expect(result.accepted).toBe(true);
    expect(variablesPlan({ data, lsl: 260, usl: 285, k: 1.72 }).accepted).toBe(false);
  });
  it('a plan designed for two points has the textbook k and n: 1 % at 5 %, 6 % at 10 % gives k 1.9, n 40', () => {
    // Montgomery 16.2: the nomograph for p1 .01, alpha .05, p2 .06, beta .10 reads n = 40, k = 1.9.
    const plan = designVariablesPlan(0.01, 0.06, 0.05, 0.1);
    expect(plan.k).toBeCloseTo(1.9, 1);
    expect(Math.abs(plan.sampleSize - 40)).toBeLessThanOrEqual(2);
  });
  it('warns when the values are not normal or too few to tell', () => {
    const codes = (data: number[]) => variablesPlan({ data, usl: 1000, k: 1 }).warnings.map((warning) => warning.code);
    expect(codes([1, 2, 3])).toEqual(['normality-not-checked']);
    expect(codes([1, 1, 1, 1, 1, 1, 1, 2, 9, 60])).toEqual(['not-normal']);
  });
  it.each([
    [{ data: [1, 1, 1], usl: 2, k: 1 }, '/data', 'zero-variance'],
    [{ data: [1, 2], usl: 2, k: 1 }, '/data', 'too-few-points'],
    [{ data: [1, 2, 3], usl: 2, k: 1, sampleSize: 5 }, '/data', 'sample-size-differs'],
    [{ data: [1, 2, 3], k: 1 }, '', 'missing-limits'],
  ])('%j is refused at %s as %s', (request, path, code) => {
    expect(issuesOf(() => variablesPlan(request))[0]).toMatchObject({ path, code });
  });
});

describe('Anderson-Darling', () => {
  it.each([
    [0.631, 0.1],
    [0.752, 0.05],
    [0.873, 0.025],
    [1.035, 0.01],
  ])('the printed critical value %d has p = %d (D’Agostino and Stephens, table 4.7)', (adjusted, p) => {
    expectClose(andersonDarlingP(adjusted), p, 0.02);
  });
  it('a straight line of normal quantiles looks normal, an exponential one does not', () => {
    const shares = Array.from({ length: 40 }, (_, at) => (at + 0.5) / 40);
    expect(andersonDarling(shares.map(normalQuantile))?.p).toBeGreaterThan(0.9);
    expect(andersonDarling(shares.map((share) => -Math.log(1 - share)))?.p).toBeLessThan(0.01);
  });
  it('says nothing below 8 values or without spread', () => {
    expect(andersonDarling([1, 2, 3])).toBeNull();
    expect(andersonDarling([1, 1, 1, 1, 1, 1, 1, 1])).toBeNull();
  });
  it('does not depend on unit or order', () => {
    const data = [3.1, 2.9, 3.6, 3.0, 2.2, 3.3, 3.2, 2.8, 3.4, 4.0];
    const first = andersonDarling(data);
    const second = andersonDarling(data.toReversed().map((value) => 1000 * value + 7));
    expectClose(second?.adjusted, first?.adjusted ?? 0, 1e-6);
  });
});
