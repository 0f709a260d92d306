// Confidence intervals of capability indices.
import { chiSquareQuantile, normalQuantile } from './distribution.ts';

export type Interval = readonly [number, number];

/** Cp sqrt(chi-square(alpha/2) / df) .. Cp sqrt(chi-square(1 - alpha/2) / df). Source: Montgomery, eq. 8.20. */
export function cpInterval(cp: number, degreesOfFreedom: number, confidence: number): Interval {
  const alpha = 1 - confidence;
  const bound = (probability: number): number => cp * Math.sqrt(chiSquareQuantile(probability, degreesOfFreedom) / degreesOfFreedom);
  return [bound(alpha / 2), bound(1 - alpha / 2)];
}

/** Cpk (1 +- z sqrt(1/(9 N Cpk^2) + 1/(2 df))) after Bissell, Applied Statistics 39 (1990), written so that Cpk = 0 is no division by zero. */
export function cpkInterval(cpk: number, count: number, degreesOfFreedom: number, confidence: number): Interval {
  const z = normalQuantile(1 - (1 - confidence) / 2);
  const half = z * Math.sqrt(1 / (9 * count) + (cpk * cpk) / (2 * degreesOfFreedom));
  return [cpk - half, cpk + half];
}
