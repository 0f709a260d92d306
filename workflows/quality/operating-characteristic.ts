// What a single attributes plan does: probability of acceptance, average outgoing quality, average total inspection, by incoming quality.
import { binomialCdf, hypergeometricCdf, poissonCdf } from './distribution.ts';
import { createRequestReader, refuse, type Warning } from './request-reader.ts';

export interface OperatingCharacteristicRequest {
  readonly sampleSize: number;
  readonly accept: number;
  /** Needed for ATI, and for the hypergeometric distribution; without it AOQ is that of an endless lot. */
  readonly lotSize?: number;
  /** Default binomial. poisson counts defects per unit, hypergeometric the exact lot. */
  readonly distribution?: 'binomial' | 'poisson' | 'hypergeometric';
  /** Shares defective at which the curve is wanted; default 0 to the point where hardly a lot passes, in 50 steps. */
  readonly at?: readonly number[];
}

export interface OperatingPoint {
  readonly defective: number;
  readonly acceptance: number;
  /** Share defective that leaves when rejected lots are screened and defectives replaced: Pa p (N - n) / N. */
  readonly aoq: number;
  /** Units inspected per lot: n + (1 - Pa)(N - n); null without a lot size. */
  readonly ati: number | null;
}

export interface OperatingCharacteristicResult {
  readonly curve: readonly OperatingPoint[];
  /** Worst average outgoing quality and the incoming quality where it stands. */
  readonly aoql: { readonly value: number; readonly at: number };
  /** Incoming quality accepted 95 % and 10 % of the time (producer's and consumer's point). */
  readonly producerQuality: number;
  readonly consumerQuality: number;
  readonly warnings: readonly Warning[];
}

/** Source: Montgomery, chapter 15. Shares are fractions, 0 to 1. */
export function operatingCharacteristic(request: OperatingCharacteristicRequest): OperatingCharacteristicResult {
  const plan = readPlan(request);
  const pass = (defective: number): number => acceptance(plan, defective);
  const consumerQuality = qualityAt(pass, 0.1);
  const outgoing = (defective: number): number => pass(defective) * defective * remaining(plan);
  const last = Math.min(1, 1.6 * consumerQuality);
  const places = plan.at ?? Array.from({ length: 51 }, (_, step) => (last * step) / 50);
  return {
    curve: places.map((defective) => ({
      defective,
      acceptance: pass(defective),
      aoq: outgoing(defective),
      ati: plan.lotSize === undefined ? null : plan.sampleSize + (1 - pass(defective)) * (plan.lotSize - plan.sampleSize),
    })),
    aoql: maximum(outgoing, last),
    producerQuality: qualityAt(pass, 0.95),
    consumerQuality,
    warnings: [],
  };
}

type Plan = OperatingCharacteristicRequest;

function readPlan(request: unknown): Plan {
  const reader = createRequestReader();
  const record = reader.record(request, ['sampleSize', 'accept', 'lotSize', 'distribution', 'at']) ?? {};
  reader.required(record, ['sampleSize', 'accept']);
  const sampleSize = reader.number(record.sampleSize, '/sampleSize', { integer: true, min: 1, max: 1_000_000 }) ?? 1;
  const accept = reader.number(record.accept, '/accept', { integer: true, min: 0 }) ?? 0;
  const lotSize = reader.number(record.lotSize, '/lotSize', { integer: true, min: 1 });
  const distribution = reader.choice(record.distribution, '/distribution', ['binomial', 'poisson', 'hypergeometric'] as const);
  const at = reader.numbers(record.at, '/at', { min: 0, max: 1 });
  if (accept >= sampleSize)
    reader.fail(
      '/accept',
      'out-of-range',
      `accept ${accept} must be smaller than the sample of ${sampleSize}, or nothing is ever rejected.`,
    );
  reader.finish('operating characteristic');
  if (lotSize !== undefined && sampleSize > lotSize) {
    refuse(
      'operating characteristic',
      '/sampleSize',
      'sample-exceeds-lot',
      `A sample of ${sampleSize} cannot be drawn from a lot of ${lotSize}.`,
    );
  }
  if (distribution === 'hypergeometric' && lotSize === undefined) {
    refuse('operating characteristic', '', 'missing-key', 'The hypergeometric distribution needs "lotSize"; add it.');
  }
  return { sampleSize, accept, lotSize, distribution, at };
}

function acceptance({ distribution, accept, sampleSize, lotSize }: Plan, defective: number): number {
  if (distribution === 'poisson') return poissonCdf(accept, sampleSize * defective);
  if (distribution === 'hypergeometric' && lotSize !== undefined) {
    return hypergeometricCdf(accept, sampleSize, Math.round(defective * lotSize), lotSize);
  }
  return binomialCdf(accept, sampleSize, defective);
}

function remaining({ sampleSize, lotSize }: Plan): number {
  return lotSize === undefined ? 1 : (lotSize - sampleSize) / lotSize;
}

/** Acceptance falls with the share defective: bisection. */
function qualityAt(pass: (defective: number) => number, probability: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (pass(middle) > probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** AOQ has one hill: a grid finds it, golden-section steps settle it. */
function maximum(outgoing: (defective: number) => number, last: number): { readonly value: number; readonly at: number } {
  const grid = Array.from({ length: 401 }, (_, step) => (last * step) / 400);
  const top = grid.reduce((best, place) => (outgoing(place) > outgoing(best) ? place : best), 0);
  let [low, high] = [Math.max(0, top - last / 400), Math.min(1, top + last / 400)];
  for (let step = 0; step < 60; step++) {
    const [left, right] = [high - (high - low) * 0.6180339887498949, low + (high - low) * 0.6180339887498949];
    if (outgoing(left) < outgoing(right)) low = left;
    else high = right;
  }
  const at = (low + high) / 2;
  return { value: outgoing(at), at };
}
