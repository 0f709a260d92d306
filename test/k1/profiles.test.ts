// The profile registry, prices, and the hosting arithmetic against the published table.
import { describe, expect, it } from 'vitest';
import { AppError } from '../../workflows/definition/errors.ts';
import { INSTANCES, K1_SHAPE, stepMilliseconds } from '../../workflows/k1/hosting.ts';
import type { WeightFormat } from '../../workflows/k1/hosting.ts';
import { costOf, fitOnInstance, PROFILES, profileById, tokenMilliseconds, withProfile } from '../../workflows/k1/profiles.ts';

const k1 = profileById('k1');

/** Section 3.3 of the facts: tokens of FP8 KV in thousands, or the GiB of weights where it does not fit. 0 context: the table asks only for room. */
const TABLE: readonly [string, number, WeightFormat, { readonly weights?: number; readonly thousandTokens?: number }][] = [
  ['ml.p5.48xlarge', 8, 'bf16', { weights: 122.5 }],
  ['ml.p5.48xlarge', 8, 'fp8', { weights: 61.2, thousandTokens: 183 }],
  ['ml.p5.48xlarge', 8, 'nvfp4', { thousandTokens: 960 }],
  ['ml.p5e.48xlarge', 8, 'fp8', { thousandTokens: 1_880 }],
  ['ml.p5en.48xlarge', 8, 'fp8', { weights: 61.2, thousandTokens: 1_880 }],
  ['ml.p5en.48xlarge', 8, 'nvfp4', { thousandTokens: 2_600 }],
  ['ml.p6-b200.48xlarge', 8, 'bf16', { thousandTokens: 1_100 }],
  ['ml.p6-b200.48xlarge', 8, 'fp8', { thousandTokens: 3_000 }],
  ['ml.p6-b200.48xlarge', 8, 'nvfp4', { thousandTokens: 3_800 }],
  ['ml.p6-b200.48xlarge', 4, 'fp8', { weights: 121.5, thousandTokens: 1_100 }],
  ['ml.p6-b300.48xlarge', 8, 'bf16', { thousandTokens: 3_600 }],
  ['ml.p6-b300.48xlarge', 8, 'fp8', { thousandTokens: 5_500 }],
  ['ml.p6e-gb200.36xlarge', 4, 'fp8', { thousandTokens: 1_300 }],
  ['ml.p6e-gb200.36xlarge', 4, 'nvfp4', { thousandTokens: 2_900 }],
  ['ml.g7e.48xlarge', 8, 'fp8', { weights: 61.2, thousandTokens: 600 }],
  ['ml.g7e.48xlarge', 8, 'nvfp4', { thousandTokens: 1_400 }],
];

describe('where K1 fits', () => {
  it.each(TABLE)('%s with TP%i and %s gives the published figures', (instance, tensorParallel, weightFormat, expected) => {
    const fit = fitOnInstance(k1, instance, { tensorParallel, weightFormat, kvDtype: 'fp8', contextTokens: 0 });
    if (expected.weights !== undefined) expect(fit.weightsGibPerGpu).toBeCloseTo(expected.weights, 0);
    // The table rounds to two figures.
    if (expected.thousandTokens !== undefined) expect(Math.abs(fit.kvTokens / 1000 / expected.thousandTokens - 1)).toBeLessThan(0.06);
  });

  it('refuses BF16 on H200, since no whole sequence is left room', () => {
    const fit = fitOnInstance(k1, 'ml.p5en.48xlarge', { weightFormat: 'bf16' });
    expect(fit).toMatchObject({ fits: false, refusal: expect.stringContaining('fewer than one sequence of 131072') as string });
    expect(fit.weightsGibPerGpu).toBeCloseTo(122.5, 0);
  });

  it.each([
    ['ml.p5.48xlarge', 'bf16', 'do not fit'],
    ['ml.g6e.48xlarge', 'fp8', 'do not fit'],
    ['ml.g7e.48xlarge', 'bf16', 'do not fit'],
    ['ml.p6e-gb200.36xlarge', 'bf16', 'Tensor parallel 8'],
    ['ml.inf2.48xlarge', 'fp8', 'Neuron'],
    ['ml.trn2.48xlarge', 'fp8', 'Neuron'],
    ['ml.m5.large', 'fp8', 'not known'],
  ] as const)('refuses %s with %s in a sentence that says why', (instance, weightFormat, words) => {
    const fit = fitOnInstance(k1, instance, { weightFormat });
    expect(fit.fits).toBe(false);
    expect(fit.refusal).toContain(words);
  });

  it.each(['k1', 'k1-bf16', 'k2', 'student'])('the shipped plan of %s fits its own instance with its whole context', (id) => {
    expect(fitOnInstance(profileById(id))).toMatchObject({ fits: true });
  });

  it('halves the KV tokens with a BF16 cache', () => {
    const fp8 = fitOnInstance(k1).kvTokens;
    expect(fitOnInstance(k1, undefined, { kvDtype: 'bf16' }).kvTokens).toBeCloseTo(fp8 / 2, -1);
    expect(K1_SHAPE.kvBytesPerToken).toEqual({ bf16: 70_272, fp8: 35_136 });
  });

  it('says that a profile without a hosting plan is not hosted', () => {
    expect(fitOnInstance(profileById('local')).refusal).toContain('not hosted');
  });
});

describe('how fast K1 decodes', () => {
  it.each([
    ['ml.p5en.48xlarge', 1, 14.7],
    ['ml.p5en.48xlarge', 8, 19.9],
    ['ml.p5en.48xlarge', 16, 24.1],
    ['ml.p5en.48xlarge', 32, 29.4],
    ['ml.p5en.48xlarge', 64, 33.3],
    ['ml.p6-b200.48xlarge', 8, 17.3],
    ['ml.p6-b200.48xlarge', 32, 23.0],
    ['ml.p6-b200.48xlarge', 64, 25.4],
  ] as const)('%s at %i streams takes the predicted time', (name, batch, milliseconds) => {
    const instance = INSTANCES[name];
    if (instance === undefined) throw new Error(name);
    expect(stepMilliseconds(K1_SHAPE, instance, { weightFormat: 'fp8', tensorParallel: 8, batch })).toBeCloseTo(milliseconds, 0);
  });

  it("a direct call has time for the profile's syncTokens, and a stream for its streamTokens, at eight streams", () => {
    const step = tokenMilliseconds(k1, 8);
    expect(2_000 + k1.syncTokens * step).toBeLessThan(60_000);
    expect(2_000 + k1.streamTokens * step).toBeLessThan(480_000);
  });
});

describe('the registry', () => {
  it('names every shipped profile by its key', () => {
    expect(Object.keys(PROFILES)).toEqual(['k1', 'k1-bf16', 'k2', 'npu', 'student', 'local']);
    for (const [id, profile] of Object.entries(PROFILES)) expect(profile.id).toBe(id);
  });

  it('refuses an unknown id and names the known ones, also for names of Object.prototype', () => {
    expect(() => profileById('k9')).toThrow(/k1, k1-bf16, k2/);
    expect(() => profileById('constructor')).toThrow(AppError);
  });

  it('replaces fields of one profile and leaves the others', () => {
    const changed = withProfile('k1', { endpointName: 'plant-2' });
    expect(changed['k1']?.endpointName).toBe('plant-2');
    expect(changed['k2']).toBe(PROFILES['k2']);
  });

  it('prices a call exactly to the millionth of a cent', () => {
    expect(costOf({ promptTokens: 279, completionTokens: 67 }, k1)).toBe(0.0016245);
    expect(costOf({ promptTokens: 0, completionTokens: 0 }, k1)).toBe(0);
  });
});
