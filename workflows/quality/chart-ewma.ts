// Exponentially weighted moving average chart.
import { individualsCentreAndSigma } from './chart-individuals.ts';
import { fewPointsWarning, zoneRulesWarning } from './chart-warnings.ts';
import type { LimitChartResult } from './control-chart.ts';
import type { ReadControlChart } from './control-chart-request.ts';
import { refuse } from './request-reader.ts';
import { beyondLimits } from './run-rules.ts';
import { perPoint } from './chart-subgroups.ts';

/**
 * z = lambda x + (1 - lambda) z before, from the centre on; limits centre +- L sigma sqrt(lambda / (2 - lambda) (1 - (1 - lambda)^2i)),
 * asymptotic ones without the last factor. Source: NIST handbook 6.3.2.4, Montgomery 9.2. An excluded point does not enter the average.
 */
export function ewmaChart(read: ReadControlChart): LimitChartResult {
  const { values, lambda, excluded } = read;
  const { center, sigma } = individualsCentreAndSigma(read);
  if (sigma === 0) refuseZeroSigma(values.length);
  const asymptote = read.limitWidth * sigma * Math.sqrt(lambda / (2 - lambda));
  const points: number[] = [];
  const halfWidths: number[] = [];
  let average = center;
  let taken = 0;
  values.forEach((value, at) => {
    if (!excluded.has(at + 1)) {
      average = lambda * value + (1 - lambda) * average;
      taken++;
    }
    points.push(average);
    halfWidths.push(read.limits === 'asymptotic' ? asymptote : asymptote * Math.sqrt(1 - (1 - lambda) ** (2 * Math.max(1, taken))));
  });
  const ucl = perPoint(halfWidths.map((half) => center + half));
  const lcl = perPoint(halfWidths.map((half) => center - half));
  return {
    center,
    sigma,
    ucl,
    lcl,
    points,
    signals: read.rules === 'none' ? [] : beyondLimits(points, lcl, ucl, excluded),
    spread: null,
    warnings: [
      ...fewPointsWarning(values.length - excluded.size, read.baseline !== undefined || read.sigma !== undefined),
      ...zoneRulesWarning(read.rules, 'the points of an EWMA chart are not independent'),
    ],
  };
}

/** EWMA and CUSUM mean nothing without a spread. */
export function refuseZeroSigma(points: number): never {
  if (points < 2)
    refuse(
      'control chart',
      '/data',
      'too-few-points',
      'Sigma cannot be estimated from one point; give sigma or a baseline, or collect more.',
    );
  return refuse(
    'control chart',
    '/data',
    'zero-variance',
    'The values do not differ, so sigma cannot be estimated; give sigma or a baseline.',
  );
}
