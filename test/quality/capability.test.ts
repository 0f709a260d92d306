// Capability against hand-checked and published figures, one-sided limits, and warnings instead of false comfort.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capability } from '../../workflows/quality/capability.ts';
import { cpInterval, cpkInterval } from '../../workflows/quality/capability-intervals.ts';
import { expectClose } from './published-data.ts';
import { issuesOf } from './refusal.ts';

const subgroups = [
  [9.9, 10.1, 10.0],
  [10.2, 10.0, 10.1],
  [9.8, 10.0, 9.9],
  [10.1, 10.0, 10.2],
];

describe('capability', () => {
  it('intervals reproduce Montgomery, examples 8.4 (Cp 2.29, n 20: 1.57 to 3.01) and 8.5 (Cpk 1.33, n 20: 0.88 to 1.78)', () => {
    expect(cpInterval(2.29, 19, 0.95).map((bound) => Number(bound.toFixed(2)))).toEqual([1.57, 3.01]);
    expect(cpkInterval(1.33, 20, 19, 0.95).map((bound) => Number(bound.toFixed(2)))).toEqual([0.88, 1.78]);
  });
  it('the four estimators give their own sigma and degrees of freedom', () => {
    const of = (withinMethod: 'rbar' | 'sbar' | 'pooled') => capability({ data: subgroups, lsl: 9, usl: 11, withinMethod });
    expectClose(of('rbar').sigmaWithin, 0.2 / 1.693);
    expectClose(of('rbar').degreesOfFreedom, 0.9 * 8);
    expectClose(of('sbar').sigmaWithin, 0.1 / 0.8862);
    expectClose(of('sbar').degreesOfFreedom, 0.92 * 8);
    expectClose(of('pooled').sigmaWithin, 0.1);
    expect(of('pooled').degreesOfFreedom).toBe(8);
    const single = capability({ data: [10, 10.2, 9.9, 10.1], lsl: 9, usl: 11 });
    expectClose(single.sigmaWithin, (0.2 + 0.3 + 0.2) / 3 / 1.128);
    expect(single.degreesOfFreedom).toBe(3);
  });
  it('indices follow their definitions', () => {
    const result = capability({ data: subgroups, lsl: 9.4, usl: 10.6, target: 10 });
    expectClose(result.mean, 10.025);
    expectClose(result.cp, 1.2 / 0.6);
    expectClose(result.cpk, 0.575 / 0.3);
    const overall = result.sigmaOverall;
    expectClose(result.pp, 1.2 / (6 * overall));
    expectClose(result.ppk, 0.575 / (3 * overall));
    expectClose(result.cpm, 1.2 / (6 * Math.sqrt(overall ** 2 + 0.025 ** 2)));
  });
  it('a one-sided specification has no Cp, Pp and Cpm, and says so', () => {
    const result = capability({ data: subgroups, usl: 10.6, target: 10 });
    expect([result.cp, result.pp, result.cpm, result.cpl, result.ci.cp]).toEqual([null, null, null, null, null]);
    expectClose(result.cpk, 0.575 / 0.3);
    expect(result.warnings.map((warning) => warning.code)).toContain('one-sided');
  });
  it('warns of few values, an unstable process, a strange shape and a mean outside', () => {
    const codes = (data: number[], usl: number): string[] => capability({ data, lsl: -5, usl }).warnings.map((warning) => warning.code);
    expect(codes([1, 2, 1, 3, 2], 9)).toContain('few-values');
    expect(codes([...Array.from({ length: 30 }, (_, at) => at % 3), 40], 9)).toEqual(
      expect.arrayContaining(['not-in-control', 'not-normal']),
    );
    expect(codes([1, 2, 1, 3, 2], 1)).toContain('mean-outside-limits');
  });
  it.each([
    [{ data: [1, 1, 1, 1], lsl: 0, usl: 2 }, '/data', 'zero-variance'],
    [{ data: [1], lsl: 0 }, '/data', 'too-few-points'],
    [{ data: [], lsl: 0 }, '/data', 'too-few-points'],
    [{ data: [1, 2] }, '', 'missing-limits'],
    [{ data: [1, 2], lsl: 3, usl: 2 }, '/usl', 'limits-reversed'],
    [{ data: [[1], [2]], lsl: 0 }, '/data/0', 'subgroup-size'],
    [{ data: [1, null], lsl: 0 }, '/data/1', 'not-a-number'],
    [{ data: [1, Number.NaN], lsl: 0 }, '/data/1', 'not-finite'],
    [{ data: [1, 2], lsl: 0, withinMethod: 'pooled' }, '/withinMethod', 'method-needs-subgroups'],
    [{ data: [[1, 2]], lsl: 0, withinMethod: 'mr' }, '/withinMethod', 'method-needs-single-values'],
    [{ data: [1, 2], lsl: 0, confidence: 1 }, '/confidence', 'out-of-range'],
    [{ data: [1, 2], lsl: 0, LSL: 1 }, '/LSL', 'unknown-key'],
    [{ data: [1e308, -1e308], lsl: 0 }, '/data/0', 'not-representable'],
  ])('%j is refused at %s as %s', (request, path, code) => {
    expect(issuesOf(() => capability(request as never))[0]).toMatchObject({ path, code });
  });
  it('is the same after a change of unit (shift and scale)', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 40 }).filter((list) => new Set(list).size > 1);
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 1000 }), fc.integer({ min: -1000, max: 1000 }), (list, scale, shift) => {
        const moved = capability({ data: list.map((value) => value * scale + shift), lsl: -60 * scale + shift, usl: 60 * scale + shift });
        expectClose(moved.cpk + 100, capability({ data: list, lsl: -60, usl: 60 }).cpk + 100, 1e-9);
      }),
    );
  });
});
