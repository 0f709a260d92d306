// The gauge study of AIAG's Measurement Systems Analysis (10 parts, 3 appraisers, 3 trials) with its published answers.
import { describe, expect, it } from 'vitest';
import { gaugeStudy, type GaugeMeasurement } from '../../workflows/quality/gauge-study.ts';
import { expectClose } from './published-data.ts';
import { issuesOf } from './refusal.ts';

// AIAG MSA, 3rd and 4th edition, figure "Gage repeatability and reproducibility data collection sheet": rows are trials of appraisers A, B, C.
const sheet: Readonly<Record<string, readonly string[]>> = {
  A: [
    '0.29 -0.56 1.34 0.47 -0.80 0.02 0.59 -0.31 2.26 -1.36',
    '0.41 -0.68 1.17 0.50 -0.92 -0.11 0.75 -0.20 1.99 -1.25',
    '0.64 -0.58 1.27 0.64 -0.84 -0.21 0.66 -0.17 2.01 -1.31',
  ],
  B: [
    '0.08 -0.47 1.19 0.01 -0.56 -0.20 0.47 -0.63 1.80 -1.68',
    '0.25 -1.22 0.94 1.03 -1.20 0.22 0.55 0.08 2.12 -1.62',
    '0.07 -0.68 1.34 0.20 -1.28 0.06 0.83 -0.34 2.19 -1.50',
  ],
  C: [
    '0.04 -1.38 0.88 0.14 -1.46 -0.29 0.02 -0.46 1.77 -1.49',
    '-0.11 -1.13 1.09 0.20 -1.07 -0.67 0.01 -0.56 1.45 -1.77',
    '-0.15 -0.96 0.67 0.11 -1.45 -0.49 0.21 -0.49 1.87 -2.16',
  ],
};
const data: GaugeMeasurement[] = Object.entries(sheet).flatMap(([operator, trials]) =>
  trials.flatMap((row, trial) =>
    row.split(' ').map((value, part) => ({ part: part + 1, operator, trial: trial + 1, value: Number(value) })),
  ),
);

describe('gauge study', () => {
  it('average-range: EV .20188, AV .22963, GRR .30575, PV 1.10456, TV 1.14610, 26.7 %, ndc 5', () => {
    const result = gaugeStudy({ method: 'average-range', data });
    expectClose(result.repeatability, 0.20188);
    expectClose(result.reproducibility, 0.22963);
    expectClose(result.gaugeRr, 0.30575);
    expectClose(result.partVariation, 1.10456);
    expectClose(result.totalVariation, 1.1461);
    expectClose(result.percentStudyVariation.repeatability, 17.62);
    expectClose(result.percentStudyVariation.reproducibility, 20.04);
    expectClose(result.percentStudyVariation.gaugeRr, 26.68);
    expectClose(result.percentStudyVariation.partVariation, 96.38);
    expect(result.ndc).toBe(5);
  });
  it('ANOVA: the published table, the interaction pooled (p .974), GRR 27.86 %, ndc 4.86 floored to 4', () => {
    const result = gaugeStudy({ method: 'anova', data, tolerance: 4 });
    const table = result.anova;
    expectClose(table?.part.ss, 88.3619);
    expectClose(table?.part.f, 492.291);
    expectClose(table?.operator.ss, 3.1673);
    expectClose(table?.operator.f, 79.406);
    expectClose(table?.interaction.ss, 0.359, 1e-3);
    expectClose(table?.interaction.f, 0.434, 1e-3);
    expectClose(table?.interaction.p, 0.974);
    expectClose(table?.error.ss, 2.7589);
    expect([table?.part.df, table?.operator.df, table?.interaction.df, table?.error.df]).toEqual([9, 2, 18, 60]);
    expectClose(table?.pooled?.part.f, 245.614);
    expectClose(table?.pooled?.operator.f, 39.617);
    expectClose(table?.pooled?.error.ms, 0.03997);
    expectClose(result.gaugeRr, 0.30237);
    expectClose(result.repeatability, 0.19993);
    expectClose(result.reproducibility, 0.22684);
    expectClose(result.partVariation, 1.04233);
    expectClose(result.totalVariation, 1.0853);
    expectClose(result.percentStudyVariation.gaugeRr, 27.86);
    expectClose(result.percentTolerance?.gaugeRr, (600 * 0.30237) / 4);
    expect(result.ndc).toBe(4);
    expect(result.warnings.map((warning) => warning.code)).toEqual(['interaction-pooled', 'gauge-conditional', 'few-categories']);
  });
  it('keeps the interaction when poolAlpha says so', () => {
    const result = gaugeStudy({ method: 'anova', data, poolAlpha: 1 });
    expect(result.anova?.pooled).toBeUndefined();
    expectClose(result.repeatability, Math.sqrt(0.0459817), 1e-3);
  });
  it('does not depend on the order of the rows', () => {
    expect(gaugeStudy({ method: 'anova', data: data.toReversed() }).gaugeRr).toBeCloseTo(gaugeStudy({ method: 'anova', data }).gaugeRr, 12);
  });
  it.each([
    ['a missing cell is named', data.slice(1), 'missing-cell'],
    ['a doubled cell is named', [...data, data[0]], 'duplicate-cell'],
    ['one trial is too few', data.filter((row) => row.trial === 1), 'too-few-trials'],
    ['one part is too few', data.filter((row) => row.part === 1), 'too-few-parts'],
    ['one operator is too few for ANOVA', data.filter((row) => row.operator === 'A'), 'too-few-operators'],
    ['equal values have no variance', data.map((row) => ({ ...row, value: 1 })), 'zero-variance'],
    ['an unknown key is refused', [{ ...data[0], unit: 'mm' }, ...data.slice(1)], 'unknown-key'],
  ])('%s', (_, rows, code) => {
    expect(issuesOf(() => gaugeStudy({ method: 'anova', data: rows as GaugeMeasurement[] }))[0]?.code).toBe(code);
  });
  it('a gauge that never differs gives no Infinity', () => {
    const rows = data.map((row) => ({ ...row, value: Number(row.part) }));
    for (const method of ['anova', 'average-range'] as const) {
      const result = gaugeStudy({ method, data: rows });
      expect(result.ndc).toBeNull();
      expect(JSON.stringify(result)).not.toContain('null,"ms":null');
    }
  });
});
