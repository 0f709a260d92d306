// The pure domain tasks: what they say of themselves, and that their code keeps to it.
import { describe, expect, it, test } from 'vitest';
import { catalog } from '../../workflows/catalog/catalog.ts';
import { runnerOf, runners } from '../../workflows/catalog/runners.ts';
import type { JsonObject } from '../../workflows/definition/json.ts';
import { validateInstance } from '../../workflows/definition/schema-instance.ts';
import { DEPS, runnerContext } from './runner-context.ts';

const cross = <T>(make: (part: number, operator: string, trial: number) => T): T[] =>
  [1, 2, 3, 4, 5].flatMap((part) => ['A', 'B'].flatMap((operator) => [1, 2].map((trial) => make(part, operator, trial))));
const series = [34.05, 34.4, 33.59, 35.96, 34.7, 33.51, 33.79, 34.04, 34.52, 33.75, 33.27, 33.71];

const REQUESTS: Readonly<Record<string, JsonObject>> = {
  'acceptance-sampling': { lotSize: 500, aql: 2.5 },
  'attribute-agreement': {
    data: cross((part, operator, trial) => ({
      part,
      operator,
      trial,
      rating: part === 2 && operator === 'B' ? 'ng' : part < 4 ? 'ok' : 'ng',
    })),
    reference: [1, 2, 3, 4, 5].map((part) => ({ part, rating: part < 4 ? 'ok' : 'ng' })),
    badRatings: ['ng'],
  },
  capability: { data: series, lsl: 30, usl: 38 },
  'control-chart': { chart: 'i-mr', data: series, rules: 'nelson' },
  'gauge-study': {
    method: 'anova',
    data: cross((part, operator, trial) => ({ part, operator, trial, value: part + (operator === 'A' ? 0.01 : -0.02) + trial * 0.015 })),
    tolerance: 6,
  },
  'identical-series': { data: [1, 2, 3, 4, 5, 9, 1, 2, 3, 4, 5, 7, 7, 7, 7, 7, 7, 7] },
  kpi: {
    counts: [
      {
        line: 'L1',
        product: 'A',
        shiftDate: '2026-11-24',
        shift: 'day',
        planned: 10,
        produced: 10,
        good: 9,
        scrap: 1,
        rework: 0,
        plannedMinutes: 60,
        downMinutes: 6,
        idealSecondsPerUnit: 300,
        downReasons: [],
        defects: [],
      },
    ],
  },
  pareto: {
    items: [
      { code: 'scratch', count: 3 },
      { code: 'dent', count: 7 },
    ],
    top: 1,
  },
  switching: {
    events: [
      { type: 'lot', defectives: 3, accept: 1, reject: 2 },
      { type: 'lot', defectives: 2, accept: 1, reject: 2 },
    ],
  },
  'variables-plan': { data: series, usl: 38, k: 1.72 },
  yield: {
    steps: [
      { name: 'press', units: 100, goodFirstPass: 90, defects: 12, opportunities: 4 },
      { name: 'paint', units: 90, goodFirstPass: 81 },
    ],
  },
};

const pureTasks = Object.values(catalog).filter((entry) => entry?.pure === true);

describe('pure tasks', () => {
  test.each(pureTasks.map((entry) => [entry?.name ?? '']))('%s: a request of its schema gives an output of its schema', async (name) => {
    const entry = catalog[name];
    const request = REQUESTS[name];
    if (entry === undefined || request === undefined) throw new Error(`Add a request for ${name}.`);
    expect(validateInstance(entry.input, request)).toEqual([]);
    const { output, effects } = (await runnerOf(name)?.(request, DEPS, runnerContext())) ?? { output: null };
    expect(validateInstance(entry.output, output)).toEqual([]);
    expect(effects ?? []).toEqual([]);
  });

  test.each([
    ['capability', { usl: null }],
    ['capability', { lsl: null, target: null }],
    ['gauge-study', { tolerance: null }],
    ['variables-plan', { lsl: null, sampleSize: null }],
  ])('%s takes an optional field that was left empty (%o) as absent', async (name, empty) => {
    const request = { ...REQUESTS[name], ...empty };
    expect(validateInstance(catalog[name]?.input ?? false, request)).toEqual([]);
    const absent = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== null));
    const [given, left] = await Promise.all(
      [request, absent].map(async (one) => await runnerOf(name)?.(one as JsonObject, DEPS, runnerContext())),
    );
    expect(given).toEqual(left);
  });

  it('compute what quality engineers expect', async () => {
    const output = async (name: string) => (await runnerOf(name)?.(REQUESTS[name] ?? {}, DEPS, runnerContext()))?.output;
    expect(await output('pareto')).toMatchObject({
      total: 10,
      bars: [
        { code: 'dent', percent: 70 },
        { code: 'other', cumulativePercent: 100 },
      ],
    });
    expect(await output('switching')).toMatchObject({ state: { severity: 'tightened' } });
    expect(await output('identical-series')).toMatchObject({
      suspicious: true,
      repeats: [{ first: 1, second: 7, length: 5 }],
      runs: [{ length: 7, value: 7 }],
    });
    expect(await output('yield')).toMatchObject({ rolledThroughputYield: 0.81, dpmo: 30000 });
    expect(await output('attribute-agreement')).toMatchObject({
      betweenOperators: 0.8,
      operators: [{ effectiveness: 1 }, { effectiveness: 0.8, missRate: 0 }],
    });
  });

  test.each([
    ['gauge-study', { method: 'anova', data: [{ part: 1, operator: 'A', trial: 1, value: 2 }] }, 'too-few-parts'],
    ['capability', { data: [5, 5, 5], lsl: 1, usl: 9 }, 'zero-variance'],
    ['variables-plan', { data: [1, 2], k: 1, usl: 3 }, 'too-few-points'],
    ['yield', { steps: [{ name: 'a', units: 1, goodFirstPass: 2 }] }, 'count-exceeds-size'],
  ])('%s refuses what cannot be computed, by name', async (name, request, code) => {
    const run = runnerOf(name)?.(request as JsonObject, DEPS, runnerContext());
    await expect(run).rejects.toMatchObject({ code: 'invalid', issues: expect.arrayContaining([expect.objectContaining({ code })]) });
  });
});

describe('the catalog', () => {
  it('names each task as its key, in ko and en, and runs all but those that wait', () => {
    for (const [key, entry] of Object.entries(catalog)) {
      expect(entry?.name).toBe(key);
      for (const text of [entry?.title, entry?.summary])
        expect([text?.ko, text?.en].every((part) => (part ?? '').trim() !== '')).toBe(true);
      expect(Object.hasOwn(runners, key)).toBe(entry?.taskClass !== 'wait');
    }
  });
});
