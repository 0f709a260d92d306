// Tabular cumulative sum chart.
import { refuseZeroSigma } from './chart-ewma.ts';
import { individualsCentreAndSigma } from './chart-individuals.ts';
import { fewPointsWarning, zoneRulesWarning } from './chart-warnings.ts';
import type { CusumResult } from './control-chart.ts';
import type { ReadControlChart } from './control-chart-request.ts';
import type { Signal } from './run-rules.ts';

/**
 * upper = max(0, x - (centre + K) + upper), lower = max(0, (centre - K) - x + lower), a signal above H; K = k sigma, H = h sigma.
 * Source: NIST handbook 6.3.2.3, Montgomery 9.1. An excluded point leaves both sums as they are.
 */
export function cusumChart(read: ReadControlChart): CusumResult {
  const { center, sigma } = individualsCentreAndSigma(read);
  if (sigma === 0) refuseZeroSigma(read.values.length);
  const reference = read.k * sigma;
  const decisionInterval = read.h * sigma;
  const upper: number[] = [];
  const lower: number[] = [];
  const signals: Signal[] = [];
  let high = 0;
  let low = 0;
  read.values.forEach((value, at) => {
    const tested = !read.excluded.has(at + 1);
    if (tested) {
      high = Math.max(0, value - (center + reference) + high);
      low = Math.max(0, center - reference - value + low);
    }
    upper.push(high);
    lower.push(low);
    if (tested && read.rules !== 'none' && Math.max(high, low) > decisionInterval * (1 + 1e-9))
      signals.push({ index: at + 1, rule: 'beyond' });
  });
  return {
    center,
    sigma,
    reference,
    decisionInterval,
    upper,
    lower,
    signals,
    warnings: [
      ...fewPointsWarning(read.values.length - read.excluded.size, read.baseline !== undefined || read.sigma !== undefined),
      ...zoneRulesWarning(read.rules, 'the sums of a CUSUM chart are not independent'),
    ],
  };
}
