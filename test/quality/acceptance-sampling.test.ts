// Attribute plans: the expected plans of the design, the arrows, every refusal by name.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppError } from '../../workflows/definition/errors.ts';
import { type AcceptanceSamplingRequest, acceptanceSampling } from '../../workflows/quality/acceptance-sampling.ts';
import { binomialCdf } from '../../workflows/quality/distribution.ts';
import { aqlColumns, inspectionLevels } from '../../workflows/quality/sampling-table.ts';

function issuesOf(run: () => unknown): readonly { readonly path: string; readonly code: string }[] {
  try {
    run();
  } catch (error) {
    return (error as AppError).issues;
  }
  return [];
}

/** Share defective that a plan accepts 95 times in 100. */
function producerQuality(n: number, accept: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (binomialCdf(accept, n, middle) > 0.95) low = middle;
    else high = middle;
  }
  return low;
}

const plans: readonly [AcceptanceSamplingRequest, string][] = [
  [{ lotSize: 500, aql: 2.5 }, 'H 50 3/4'],
  [{ lotSize: 1000, aql: 1 }, 'J 80 2/3'],
  [{ lotSize: 150, aql: 4 }, 'F 20 2/3'],
  [{ lotSize: 280, aql: 1 }, 'H 50 1/2'],
  [{ lotSize: 1000, aql: 0.25 }, 'H 50 0/1'],
  [{ lotSize: 2000, aql: 0.15 }, 'J 80 0/1'],
  [{ lotSize: 2000, aql: 0.25 }, 'L 200 1/2'],
  [{ lotSize: 5000, aql: 10 }, 'K 125 21/22'],
  [{ lotSize: 600, aql: 1.5, level: 'I' }, 'G 32 1/2'],
  [{ lotSize: 600, aql: 1.5, level: 'III' }, 'K 125 5/6'],
  [{ lotSize: 600, aql: 4, level: 'S-3' }, 'E 13 1/2'],
  [{ lotSize: 90, aql: 0.1 }, 'K 90 0/1 all'],
  [{ lotSize: 2000, aql: 1, severity: 'tightened' }, 'K 125 2/3'],
  [{ lotSize: 2000, aql: 0.65 }, 'K 125 2/3'],
  [{ lotSize: 2000, aql: 0.65, severity: 'tightened' }, 'K 125 1/2'],
  [{ lotSize: 2000, aql: 0.65, severity: 'reduced', standard: 'mil-std-105e' }, 'K 50 1/3'],
  // K row and the AQL 0.65 column as printed.
  [{ lotSize: 2000, aql: 1.5 }, 'K 125 5/6'],
  [{ lotSize: 2000, aql: 2.5 }, 'K 125 7/8'],
  [{ lotSize: 2000, aql: 4 }, 'K 125 10/11'],
  [{ lotSize: 2000, aql: 6.5 }, 'K 125 14/15'],
  [{ lotSize: 2000, aql: 10 }, 'K 125 21/22'],
  [{ lotSize: 120, aql: 0.65 }, 'F 20 0/1'],
  [{ lotSize: 1000, aql: 0.65 }, 'J 80 1/2'],
  [{ lotSize: 100_000, aql: 0.65 }, 'N 500 7/8'],
  [{ lotSize: 5, aql: 10 }, 'C 5 1/2 all'],
];

describe('attribute plans', () => {
  it.each(plans)('%j gives %s', (request, expected) => {
    const { codeLetter, sampleSize, accept, reject, inspectAll } = acceptanceSampling(request);
    expect(`${codeLetter} ${sampleSize} ${accept}/${reject}${inspectAll ? ' all' : ''}`).toBe(expected);
  });
  it('a followed arrow is said', () => {
    expect(acceptanceSampling({ lotSize: 280, aql: 1 }).warnings.map((warning) => warning.code)).toEqual(['arrow-followed']);
  });
  it.each([
    [{ lotSize: 2000, aql: 0.65, severity: 'reduced' }, '/severity', 'plan-not-verified'],
    [{ lotSize: 8, aql: 6.5, severity: 'reduced', standard: 'mil-std-105e' }, '/severity', 'plan-not-verified'],
    [{ lotSize: 8, aql: 1000, severity: 'tightened' }, '/aql', 'plan-not-verified'],
    [{ lotSize: 600_000, aql: 0.015, level: 'III' }, '/aql', 'plan-not-verified'],
    [{ lotSize: 100, aql: 1.2 }, '/aql', 'aql-not-in-table'],
    [{ lotSize: 0, aql: 1 }, '/lotSize', 'out-of-range'],
    [{ lotSize: 10.5, aql: 1 }, '/lotSize', 'not-an-integer'],
    [{ lotSize: 10, aql: 1, level: 'IV' }, '/level', 'not-a-choice'],
    [{ lotSize: 10, aql: 1, lot: 3 }, '/lot', 'unknown-key'],
    [{ aql: 1 }, '', 'missing-key'],
  ])('%j is refused at %s as %s', (request, path, code) => {
    expect(issuesOf(() => acceptanceSampling(request as AcceptanceSamplingRequest))).toMatchObject([{ path, code }]);
  });
  it('a larger AQL never asks for better quality (share defective that passes 95 % of the time)', () => {
    const lots = fc.integer({ min: 2, max: 2_000_000 });
    fc.assert(
      fc.property(lots, fc.constantFrom(...inspectionLevels), fc.constantFrom('normal', 'tightened'), (lotSize, level, severity) => {
        const plans = aqlColumns.flatMap((aql) => {
          const request = { lotSize, level, aql, severity } as AcceptanceSamplingRequest;
          return issuesOf(() => acceptanceSampling(request)).length > 0 ? [] : [acceptanceSampling(request)];
        });
        const sampled = plans.filter((plan) => !plan.inspectAll);
        const qualities = sampled.map((plan) => producerQuality(plan.sampleSize, plan.accept));
        for (let at = 1; at < qualities.length; at++) expect(qualities[at]).toBeGreaterThanOrEqual((qualities[at - 1] ?? 0) - 1e-9);
      }),
      { numRuns: 60 },
    );
  });
});
