// Control charts: subgroups, constants, exactness, bad input, and properties that hold for all data.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartConstants, exactC4, rangeMoments } from '../../workflows/quality/chart-constants.ts';
import { type ControlChartRequest, controlChart } from '../../workflows/quality/control-chart.ts';
import { expectClose } from './published-data.ts';
import { issuesOf } from './refusal.ts';

const codes = (result: { readonly warnings: readonly { readonly code: string }[] }): string[] =>
  result.warnings.map((warning) => warning.code);

describe('constants', () => {
  it('the formulas give the exact d2, d3 and c4', () => {
    expect(rangeMoments(2).d2).toBeCloseTo(1.128379, 6);
    expect(rangeMoments(5).d2).toBeCloseTo(2.325929, 6);
    expect(rangeMoments(5).d3).toBeCloseTo(0.864, 3);
    expect(exactC4(5)).toBeCloseTo(0.939986, 6);
  });
  it.each([2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 25])('the table row of n = %i agrees with the formulas to its printed digits', (n) => {
    const row = chartConstants(n);
    const { d2, d3 } = rangeMoments(n);
    const c4 = exactC4(n);
    expect(Math.abs(row.d2 - d2)).toBeLessThan(6e-4);
    expect(Math.abs(row.d3 - d3)).toBeLessThan(6e-4);
    expect(Math.abs(row.c4 - c4)).toBeLessThan(6e-5);
    expect(Math.abs(row.D4 - (1 + (3 * d3) / d2))).toBeLessThan(1.1e-3);
    expect(Math.abs(row.B4 - (1 + (3 * Math.sqrt(1 - c4 * c4)) / c4))).toBeLessThan(1.1e-3);
    expect(Math.abs(row.B3 - Math.max(0, 1 - (3 * Math.sqrt(1 - c4 * c4)) / c4))).toBeLessThan(1.1e-3);
  });
  it('sizes outside the table lie between their neighbours', () => {
    for (const n of [11, 12, 13, 14]) {
      expect(chartConstants(n).d2).toBeGreaterThan(chartConstants(n - 1).d2);
      expect(chartConstants(n).c4).toBeLessThan(chartConstants(15).c4 + 1e-4);
    }
  });
});

describe('subgroup charts', () => {
  const data = [
    [10, 12, 11],
    [9, 11, 13],
    [12, 12, 15],
    [10, 10, 10],
  ];
  it('X-bar and R by the table: centre +- 3 (R-bar / d2) / sqrt n', () => {
    const result = controlChart({ chart: 'xbar-r', data });
    expectClose(result.center, 11.25);
    expectClose(result.sigma, 2.25 / 1.693);
    expectClose(result.ucl, 11.25 + (3 * 2.25) / 1.693 / Math.sqrt(3));
    expectClose(result.spread?.center, 2.25);
    expectClose(result.spread?.ucl, 2.25 * 2.574);
    expect(result.spread?.lcl).toBe(0);
  });
  it('X-bar and S by the table', () => {
    const deviations = [1, 2, Math.sqrt(3), 0];
    const average = deviations.reduce((a, b) => a + b) / 4;
    const result = controlChart({ chart: 'xbar-s', data });
    expectClose(result.sigma, average / 0.8862);
    expectClose(result.spread?.ucl, average * 2.568);
  });
  it('sizes that differ give limits by point and only the single-point rule', () => {
    const result = controlChart({ chart: 'xbar-s', data: [...data, [11, 12, 10, 13]], rules: 'nelson' });
    expect(result.ucl).toHaveLength(5);
    expect(codes(result)).toEqual(expect.arrayContaining(['variable-subgroup-size', 'zone-rules-not-applied']));
  });
  it('ranges of ten or more values are advised against', () => {
    const wide = Array.from({ length: 3 }, (_, row) => Array.from({ length: 10 }, (__, at) => (at * 7 + row) % 5));
    expect(codes(controlChart({ chart: 'xbar-r', data: wide }))).toContain('range-inefficient');
  });
  it('limits do not depend on the order within a subgroup', () => {
    const subgroups = fc.array(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 4, maxLength: 4 }), {
      minLength: 2,
      maxLength: 20,
    });
    fc.assert(
      fc.property(subgroups, fc.constantFrom('xbar-r' as const, 'xbar-s' as const), (groups, chart) => {
        fc.pre(groups.some((group) => new Set(group).size > 1));
        const one = controlChart({ chart, data: groups });
        const other = controlChart({ chart, data: groups.map((group) => group.toSorted((a, b) => a - b)) });
        expectClose(Number(one.ucl) + 1e4, Number(other.ucl) + 1e4, 1e-12);
        expectClose(Number(one.lcl) + 1e4, Number(other.lcl) + 1e4, 1e-12);
      }),
    );
  });
});

describe('exactness', () => {
  it('NIST NumAcc4-like data keep their digits: 10000000.2, .1, .3 has s = .1', () => {
    const values = [10000000.2, ...Array.from({ length: 500 }, () => [10000000.1, 10000000.3]).flat()];
    const result = controlChart({ chart: 'xbar-s', data: [values, values] });
    expectClose(result.center, 10000000.2, 1e-15);
    expectClose(result.spread?.points[0], 0.1, 1e-7);
  });
});

describe('input and edges', () => {
  const refusals: readonly [unknown, string, string][] = [
    [{ chart: 'i-mr', data: [1] }, '/data', 'too-few-points'],
    [{ chart: 'i-mr', data: [] }, '/data', 'too-few-points'],
    [{ chart: 'i-mr', data: [1, 'x'] }, '/data/1', 'not-a-number'],
    [{ chart: 'i-mr', data: [1, Number.NaN] }, '/data/1', 'not-finite'],
    [{ chart: 'i-mr', data: [1, null] }, '/data/1', 'not-a-number'],
    [{ chart: 'i-mr', data: [[1], [2]] }, '/data/0', 'not-a-number'],
    [{ chart: 'xbar-r', data: [1, 2] }, '/data/0', 'not-a-list'],
    [{ chart: 'xbar-r', data: [[1], [2]] }, '/data/0', 'subgroup-size'],
    [
      {
        chart: 'xbar-s',
        data: [
          [1, 1],
          [2, 2],
        ],
      },
      '/data',
      'zero-variance',
    ],
    [{ chart: 'ewma', data: [1, 1, 1] }, '/data', 'zero-variance'],
    [{ chart: 'ewma', data: [1] }, '/data', 'too-few-points'],
    [{ chart: 'cusum', data: [1, 1, 1], target: 0 }, '/data', 'zero-variance'],
    [{ chart: 'p', data: [1, 2] }, '/data', 'not-an-object'],
    [{ chart: 'p', data: { counts: [1, 6], sizes: 5 } }, '/data/counts/1', 'count-exceeds-size'],
    [{ chart: 'p', data: { counts: [1, 1.5], sizes: 5 } }, '/data/counts/1', 'not-an-integer'],
    [{ chart: 'p', data: { counts: [1, 2], sizes: [5, 5, 5] } }, '/data/sizes', 'length-mismatch'],
    [{ chart: 'np', data: { counts: [1, 2], sizes: [5, 6] } }, '/data/sizes', 'variable-size'],
    [{ chart: 'np', data: { counts: [1, 2], sizes: 5 }, baseline: { center: 5 } }, '/baseline/center', 'out-of-range'],
    [{ chart: 'u', data: { counts: [1, 2], sizes: [5, 0] } }, '/data/sizes/1', 'out-of-range'],
    [{ chart: 'c', data: [1, -2] }, '/data/1', 'out-of-range'],
    [{ chart: 'i-mr', data: [1, 2], exclude: [3] }, '/exclude/0', 'out-of-range'],
    [{ chart: 'i-mr', data: [1, 2], exclude: [1, 2] }, '/exclude', 'nothing-left'],
    [{ chart: 'i-mr', data: [1, 2], baseline: { center: 1 } }, '/baseline', 'missing-key'],
    [{ chart: 'i-mr', data: [1, 2], baseline: { center: 1, sigma: 0 } }, '/baseline/sigma', 'out-of-range'],
    [{ chart: 'i-mr', data: [1, 2], Rules: 'nelson' }, '/Rules', 'unknown-key'],
    [{ chart: 'i-mr', data: [1, 2], rules: 'all' }, '/rules', 'not-a-choice'],
    [{ chart: 'x', data: [1, 2] }, '/chart', 'not-a-choice'],
    [{ data: [1, 2] }, '', 'missing-key'],
    [[1, 2], '', 'not-an-object'],
    [{ chart: 'ewma', data: [1, 2], lambda: 1.2 }, '/lambda', 'out-of-range'],
  ];
  it.each(refusals)('%j is refused at %s as %s', (request, path, code) => {
    expect(issuesOf(() => controlChart(request as ControlChartRequest))[0]).toMatchObject({ path, code });
  });
  it('equal values give a chart with a warning, not a division by zero', () => {
    const result = controlChart({ chart: 'i-mr', data: [5, 5, 5], rules: 'nelson' });
    expect([result.center, result.sigma, result.ucl, result.lcl]).toEqual([5, 0, 5, 5]);
    expect(result.signals).toEqual([]);
    expect(codes(result)).toContain('zero-variance');
    expect(codes(controlChart({ chart: 'p', data: { counts: [0, 0], sizes: 9 } }))).toContain('zero-variance');
  });
  it('settings without meaning on a chart are said', () => {
    expect(codes(controlChart({ chart: 'i-mr', data: [1, 2, 3], lambda: 0.3 }))).toContain('unused-setting');
    expect(codes(controlChart({ chart: 'c', data: [1, 2, 3], rules: 'nelson' }))).toContain('zone-rules-not-applied');
  });
  it('Phase II on the result of Phase I gives the same limits', () => {
    const first = controlChart({ chart: 'u', data: { counts: [3, 5, 4], sizes: 10 } });
    const second = controlChart({
      chart: 'u',
      data: { counts: [9, 5, 4], sizes: 10 },
      baseline: { center: first.center, sigma: first.sigma },
    });
    expect([second.ucl, second.lcl]).toEqual([first.ucl, first.lcl]);
  });
  it('no rules, no signals', () => {
    const result = controlChart({ chart: 'i-mr', data: [1, 2, 1, 2, 99], rules: 'none' });
    expect([result.signals, result.spread?.signals]).toEqual([[], []]);
  });
  it('never gives NaN or Infinity, whatever the numbers', () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e90, max: 1e90 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.constantFrom('i-mr', 'ewma', 'cusum'), (data, chart) => {
        const request = { chart, data, rules: 'nelson' } as ControlChartRequest;
        if (issuesOf(() => controlChart(request)).length > 0) return;
        expect(JSON.stringify(controlChart(request).signals)).not.toContain('null');
      }),
    );
  });
});
