// Acceptance sampling by variables with unknown sigma, k method: a lot passes when its quality index (limit - mean) / s reaches k.
import { normalQuantile } from './distribution.ts';
import { andersonDarling, fewestForNormality, type NormalityResult } from './normality.ts';
import { createRequestReader, finiteResult, refuse, type Warning } from './request-reader.ts';
import { mean, standardDeviation } from './sums.ts';

export interface VariablesPlanRequest {
  readonly data: readonly number[];
  readonly lsl?: number;
  readonly usl?: number;
  /** Acceptability constant of the plan (ANSI Z1.9, ISO 3951, or designVariablesPlan). */
  readonly k: number;
  /** Of the plan; the data must have as many values. */
  readonly sampleSize?: number;
}

export interface VariablesPlanResult {
  readonly accepted: boolean;
  readonly mean: number;
  readonly standardDeviation: number;
  /** (USL - mean) / s and (mean - LSL) / s; null without the limit. */
  readonly upperIndex: number | null;
  readonly lowerIndex: number | null;
  readonly k: number;
  readonly normality: NormalityResult | null;
  readonly warnings: readonly Warning[];
}

/** Source: ANSI/ASQ Z1.9, form 1; both limits are judged apart, each against k. */
export function variablesPlan(request: VariablesPlanRequest): VariablesPlanResult {
  const { data, lsl, usl, k } = readRequest(request);
  const center = mean(data);
  const deviation = standardDeviation(data);
  if (!(deviation > 0))
    refuse('variables plan', '/data', 'zero-variance', 'The values do not vary, so the k method cannot judge them; inspect by attributes.');
  const upperIndex = usl === undefined ? null : (usl - center) / deviation;
  const lowerIndex = lsl === undefined ? null : (center - lsl) / deviation;
  const normality = andersonDarling(data);
  return finiteResult('variables plan', {
    accepted: (upperIndex ?? k) >= k && (lowerIndex ?? k) >= k,
    mean: center,
    standardDeviation: deviation,
    upperIndex,
    lowerIndex,
    k,
    normality,
    warnings: warningsOf(normality, upperIndex !== null && lowerIndex !== null),
  });
}

function warningsOf(normality: NormalityResult | null, twoSided: boolean): Warning[] {
  const warnings: Warning[] = [];
  if (!normality) {
    warnings.push({
      code: 'normality-not-checked',
      message: `Normality cannot be tested below ${fewestForNormality} values; the k method rests on it.`,
    });
  } else if (normality.p < 0.05) {
    const message = `The values do not look normal (Anderson-Darling p = ${normality.p.toPrecision(2)}); inspect this lot by attributes.`;
    warnings.push({ code: 'not-normal', message });
  }
  if (twoSided) {
    warnings.push({
      code: 'limits-judged-apart',
      message: 'Each limit is judged apart; a combined limit needs the estimate of the share outside (M method).',
    });
  }
  return warnings;
}

function readRequest(request: unknown): VariablesPlanRequest {
  const reader = createRequestReader();
  const record = reader.record(request, ['data', 'lsl', 'usl', 'k', 'sampleSize']) ?? {};
  reader.required(record, ['data', 'k']);
  const data = reader.numbers(record.data, '/data') ?? [];
  const lsl = reader.number(record.lsl, '/lsl');
  const usl = reader.number(record.usl, '/usl');
  const k = reader.number(record.k, '/k') ?? 0;
  const sampleSize = reader.number(record.sampleSize, '/sampleSize', { integer: true, min: 3 });
  if (record.lsl === undefined && record.usl === undefined) reader.fail('', 'missing-limits', 'Give lsl, usl or both.');
  if (lsl !== undefined && usl !== undefined && lsl >= usl)
    reader.fail('/usl', 'limits-reversed', `usl ${usl} must be greater than lsl ${lsl}.`);
  if (Array.isArray(record.data) && reader.issues.length === 0) {
    if (data.length < 3) reader.fail('/data', 'too-few-points', `The k method needs at least 3 values but got ${data.length}.`);
    else if (sampleSize !== undefined && data.length !== sampleSize) {
      reader.fail('/data', 'sample-size-differs', `The plan asks for ${sampleSize} values but ${data.length} were given.`);
    }
  }
  reader.finish('variables plan');
  return { data, lsl, usl, k, sampleSize };
}

export interface VariablesDesign {
  readonly sampleSize: number;
  readonly k: number;
}

/**
 * A plan for two points of its curve: a lot with share `goodQuality` outside passes with probability 1 - producerRisk, one with `badQuality`
 * with consumerRisk. k = (z_a z_2 + z_b z_1) / (z_a + z_b), n = ((z_a + z_b) / (z_1 - z_2))^2 (1 + k^2 / 2), rounded up.
 * Source: Wallis 1947 as in Duncan, Quality Control and Industrial Statistics, unknown sigma.
 */
export function designVariablesPlan(goodQuality: number, badQuality: number, producerRisk = 0.05, consumerRisk = 0.1): VariablesDesign {
  const inside = [goodQuality, badQuality, producerRisk, consumerRisk].every((share) => share > 0 && share < 0.5);
  if (!inside || goodQuality >= badQuality) {
    refuse('variables plan', '', 'out-of-range', 'Shares and risks lie between 0 and 0.5, and the good quality below the bad one.');
  }
  const [producer, consumer] = [-normalQuantile(producerRisk), -normalQuantile(consumerRisk)];
  const [good, bad] = [-normalQuantile(goodQuality), -normalQuantile(badQuality)];
  const k = (producer * bad + consumer * good) / (producer + consumer);
  return { k, sampleSize: Math.ceil(((producer + consumer) / (good - bad)) ** 2 * (1 + (k * k) / 2)) };
}
