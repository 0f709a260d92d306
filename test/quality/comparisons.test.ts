// Linearity, variance tests, attribute agreement, Pareto, yield, KPIs and copied series against published or hand-checked answers.
import { describe, expect, it } from 'vitest';
import { attributeAgreement } from '../../workflows/quality/attribute-agreement.ts';
import { identicalSeries } from '../../workflows/quality/identical-series.ts';
import { cohenKappa, fleissKappa } from '../../workflows/quality/kappa.ts';
import { kpi } from '../../workflows/quality/kpi.ts';
import { linearityBias } from '../../workflows/quality/linearity-bias.ts';
import { pareto } from '../../workflows/quality/pareto.ts';
import { varianceTests } from '../../workflows/quality/variance-tests.ts';
import { yieldFigures } from '../../workflows/quality/yield.ts';
import { expectClose } from './published-data.ts';
import { issuesOf } from './refusal.ts';

const list = (text: string): number[] => text.split(' ').map(Number);

describe('linearity and bias', () => {
  it('AIAG MSA, 5 parts 12 trials: slope -.1317, intercept .7367, R² 71.4 %, biases .4917 .125 .025 -.2917 -.6167', () => {
    const rows: readonly [number, string][] = [
      [2, '2.7 2.5 2.4 2.5 2.7 2.3 2.5 2.5 2.4 2.4 2.6 2.4'],
      [4, '5.1 3.9 4.2 5.0 3.8 3.9 3.9 3.9 3.9 4.0 4.1 3.8'],
      [6, '5.8 5.7 5.9 5.9 6.0 6.1 6.0 6.1 6.4 6.3 6.0 6.1'],
      [8, '7.6 7.7 7.8 7.7 7.8 7.8 7.8 7.7 7.8 7.5 7.6 7.7'],
      [10, '9.1 9.3 9.5 9.3 9.4 9.5 9.5 9.5 9.6 9.2 9.3 9.4'],
    ];
    const result = linearityBias({ data: rows.flatMap(([reference, values]) => list(values).map((value) => ({ reference, value }))) });
    expectClose(result.slope, -0.131667);
    expectClose(result.intercept, 0.736667);
    expectClose(result.rSquared, 0.714, 1e-3);
    expectClose(result.s, 0.2395, 1e-3);
    const published = [0.491667, 0.125, 0.025, -0.291667, -0.616667];
    result.byReference.forEach((figure, at) => expectClose(figure.bias, published[at] ?? 0));
    expect(result.warnings.map((warning) => warning.code)).toContain('not-linear');
  });
  it('one reference is refused', () => {
    expect(issuesOf(() => linearityBias({ data: [{ reference: 1, value: 2 }] }))[0]?.code).toBe('too-few-references');
  });
});

describe('variance tests', () => {
  const gear = [
    '1.006 0.996 0.998 1.000 0.992 0.993 1.002 0.999 0.994 1.000',
    '0.998 1.006 1.000 1.002 0.997 0.998 0.996 1.000 1.006 0.988',
    '0.991 0.987 0.997 0.999 0.995 0.994 1.000 0.999 0.996 0.996',
    '1.005 1.002 0.994 1.000 0.995 0.994 0.998 0.996 1.002 0.996',
    '0.998 0.998 0.982 0.990 1.002 0.984 0.996 0.993 0.980 0.996',
    '1.009 1.013 1.009 0.997 0.988 1.002 0.995 0.998 0.981 0.996',
    '0.990 1.004 0.996 1.001 0.998 1.000 1.018 1.010 0.996 1.002',
    '0.998 1.000 1.006 1.000 1.002 0.996 0.998 0.996 1.002 1.006',
    '1.002 0.998 0.996 0.995 0.996 1.004 1.004 0.998 0.999 0.991',
    '0.991 0.995 0.984 0.994 0.997 0.997 0.991 0.998 1.004 0.997',
  ].map(list);
  it('NIST gear data: Bartlett 20.7859 at 9, Levene (median) 1.7059 at 9 and 90', () => {
    const result = varianceTests({ groups: gear });
    expectClose(result.bartlett.statistic, 20.7859);
    expect(result.bartlett.df).toEqual([9]);
    expectClose(result.bartlett.p, 0.0136, 6e-3);
    expectClose(result.levene.statistic, 1.7059);
    expect(result.levene.df).toEqual([9, 90]);
    expectClose(result.levene.p, 0.0991, 6e-3);
    expect(result.f).toBeNull();
  });
  it('the F test of two groups is the same whichever comes first', () => {
    const groups = [list('1 2 3 4 5'), list('2 9 1 7 4 6')];
    expectClose(varianceTests({ groups }).f?.p, varianceTests({ groups: groups.toReversed() }).f?.p ?? 0, 1e-9);
  });
  it.each([
    [
      [
        [1, 1],
        [1, 2],
      ],
      '/groups/0',
      'zero-variance',
    ],
    [[[1, 2]], '/groups', 'too-few-groups'],
    [[[1], [1, 2]], '/groups/0', 'too-few-points'],
  ])('%j is refused at %s as %s', (groups, path, code) => {
    expect(issuesOf(() => varianceTests({ groups }))[0]).toMatchObject({ path, code });
  });
});

describe('agreement', () => {
  it("Cohen's kappa of 20, 5, 10, 15 is .4", () => {
    const cells: readonly [string, string, number][] = [
      ['y', 'y', 20],
      ['y', 'n', 5],
      ['n', 'y', 10],
      ['n', 'n', 15],
    ];
    expectClose(cohenKappa(cells.flatMap(([a, b, count]) => Array.from({ length: count }, () => [a, b] as const))), 0.4, 1e-12);
  });
  it("Fleiss' kappa of 14 raters, 10 subjects, 5 categories is .210", () => {
    const counts = [
      '0 0 0 0 14',
      '0 2 6 4 2',
      '0 0 3 5 6',
      '0 3 9 2 0',
      '2 2 8 1 1',
      '7 7 0 0 0',
      '3 2 6 3 0',
      '2 5 3 2 2',
      '6 5 2 1 0',
      '0 2 2 3 7',
    ].map(list);
    expect(fleissKappa(counts)?.toFixed(3)).toBe('0.210');
  });
  it('repeatability, effectiveness, misses and false alarms are counted per operator', () => {
    const ratings: Readonly<Record<string, readonly [string, string]>> = {
      A1: ['ok', 'ok'],
      A2: ['ng', 'ok'],
      B1: ['ok', 'ok'],
      B2: ['ng', 'ng'],
    };
    const data = Object.entries(ratings).flatMap(([key, trials]) =>
      trials.map((rating, trial) => ({ operator: key[0] ?? '', part: key[1] ?? '', trial, rating })),
    );
    const reference = [
      { part: '1', rating: 'ok' },
      { part: '2', rating: 'ng' },
    ];
    const result = attributeAgreement({ data, reference, badRatings: ['ng'] });
    expect(result.operators).toMatchObject([
      { operator: 'A', repeatability: 0.5, effectiveness: 0.5, missRate: 0.5, falseAlarmRate: 0 },
      { operator: 'B', repeatability: 1, effectiveness: 1, missRate: 0, falseAlarmRate: 0, kappa: 1 },
    ]);
    expect([result.betweenOperators, result.allWithReference]).toEqual([0.5, 0.5]);
    expect(result.warnings.map((warning) => warning.code)).toEqual(['low-effectiveness', 'misses']);
    expect(issuesOf(() => attributeAgreement({ data: data.slice(1), reference }))[0]?.code).toBe('missing-cell');
    expect(issuesOf(() => attributeAgreement({ data, reference: reference.slice(1) }))[0]?.code).toBe('missing-cell');
  });
  it('agreement by chance alone has no kappa', () => {
    expect(cohenKappa([['a', 'a']])).toBeNull();
    expect(fleissKappa([[2, 0]])).toBeNull();
  });
});

describe('Pareto', () => {
  it('sorts, cumulates to 100 %, sums the rest as other, and keeps other last even when it is the tallest', () => {
    const result = pareto({
      items: [
        { code: 'b', count: 2 },
        { code: 'other', count: 9 },
        { code: 'a', count: 5 },
        { code: 'b', count: 1 },
        { code: 'c', count: 3 },
      ],
      top: 2,
    });
    expect(result.bars.map((bar) => [bar.code, bar.count])).toEqual([
      ['a', 5],
      ['b', 3],
      ['other', 12],
    ]);
    expect(result.bars.map((bar) => bar.cumulativePercent)).toEqual([25, 40, 100]);
  });
  it('nothing counted is n/a', () => {
    expect(pareto({ items: [{ code: 'a', count: 0 }] }).bars[0]).toMatchObject({ percent: null, cumulativePercent: null });
  });
});

describe('yield', () => {
  it('rolled throughput is the product of the steps; PPM and DPMO from summed elements', () => {
    const result = yieldFigures({
      steps: [
        { name: 'print', units: 100, goodFirstPass: 95, defects: 8, opportunities: 10 },
        { name: 'solder', units: 90, goodFirstPass: 81, defects: 12, opportunities: 5 },
      ],
    });
    expectClose(result.rolledThroughputYield, 0.95 * 0.9, 1e-12);
    expectClose(result.ppm, (14 / 190) * 1e6, 1e-12);
    expectClose(result.dpmo, (20 / 1450) * 1e6, 1e-12);
    expectClose(result.steps[0]?.dpmo, 8000, 1e-12);
  });
  it('a step without units is n/a and says so', () => {
    const result = yieldFigures({ steps: [{ name: 'print', units: 0, goodFirstPass: 0 }] });
    expect([result.rolledThroughputYield, result.ppm, result.warnings[0]?.code]).toEqual([null, null, 'no-units']);
    expect(issuesOf(() => yieldFigures({ steps: [{ name: 'x', units: 1, goodFirstPass: 2 }] }))[0]?.code).toBe('count-exceeds-size');
  });
});

describe('key figures', () => {
  it('ratios come from summed elements, never from averaged ratios', () => {
    const elements = [
      { plannedBusyTime: 480, actualProductionTime: 400, plannedRunTimePerItem: 1, producedQuantity: 360, goodQuantity: 350 },
      { plannedBusyTime: 60, actualProductionTime: 20, plannedRunTimePerItem: 2, producedQuantity: 5, goodQuantity: 1 },
    ];
    const { values } = kpi({ elements });
    expectClose(values.availability, 420 / 540, 1e-12);
    expectClose(values.effectiveness, 370 / 420, 1e-12);
    expectClose(values.qualityRatio, 351 / 365, 1e-12);
    expectClose(values.oee, (420 / 540) * (370 / 420) * (351 / 365), 1e-12);
  });
  it('a zero denominator and a missing element are n/a with their reason, through to OEE', () => {
    const { values, reasons } = kpi({
      elements: [{ plannedBusyTime: 0, actualProductionTime: 0, plannedRunTimePerItem: 1, producedQuantity: 0, goodQuantity: 0 }],
    });
    expect([values.oee, values.qualityRatio, reasons.oee, reasons.firstPassYield]).toEqual([
      null,
      null,
      'zero-denominator',
      'missing-element',
    ]);
  });
  it('an empty shift gives n/a everywhere', () => {
    expect(Object.values(kpi({ elements: [] }).values).every((value) => value === null)).toBe(true);
  });
  it('effectiveness above 100 % is flagged as a wrong standard time', () => {
    const result = kpi({ elements: [{ actualProductionTime: 100, plannedRunTimePerItem: 2, producedQuantity: 60 }] });
    expectClose(result.values.effectiveness, 1.2, 1e-12);
    expect(result.warnings.map((warning) => warning.code)).toEqual(['effectiveness-above-100']);
  });
  it('unknown and negative elements are refused', () => {
    expect(issuesOf(() => kpi({ elements: [{ PBT: 1 } as never] }))[0]).toMatchObject({ path: '/elements/0/PBT', code: 'unknown-key' });
    expect(issuesOf(() => kpi({ elements: [{ producedQuantity: -1 }] }))[0]?.code).toBe('out-of-range');
  });
});

describe('identical series', () => {
  it('finds runs of equal values and copied sequences by their places', () => {
    const result = identicalSeries({ data: list('1 2 3 4 5 6 9 1 2 3 4 5 6 7 7 7 7 7 7 7') });
    expect(result.repeats).toEqual([{ first: 1, second: 8, length: 6 }]);
    expect(result.runs).toEqual([{ start: 14, length: 7, value: 7 }]);
    expect(result.suspicious).toBe(true);
  });
  it('leaves ordinary data alone', () => {
    expect(identicalSeries({ data: list('1.1 1.2 1.1 1.3 1.2 1.0 1.1 1.4') })).toMatchObject({ runs: [], repeats: [], suspicious: false });
  });
});
