// Control chart constants: the standard three-decimal table, and the defining formulas for subgroup sizes outside it.
// Sources: ASTM STP 15D / Montgomery appendix VI (table); c4 by the gamma function, d2 and d3 from the distribution of the range.
import { logGamma, normalCdf } from './distribution.ts';

export interface ChartConstants {
  /** Mean and standard deviation of the range of n standard normal values. */
  readonly d2: number;
  readonly d3: number;
  /** Mean of the sample standard deviation of n standard normal values. */
  readonly c4: number;
  readonly D3: number;
  readonly D4: number;
  readonly B3: number;
  readonly B4: number;
}

// n: d2, d3, c4, D3, D4, B3, B4
const table: ReadonlyMap<number, readonly [number, number, number, number, number, number, number]> = new Map([
  [2, [1.128, 0.853, 0.7979, 0, 3.267, 0, 3.267]],
  [3, [1.693, 0.888, 0.8862, 0, 2.574, 0, 2.568]],
  [4, [2.059, 0.88, 0.9213, 0, 2.282, 0, 2.266]],
  [5, [2.326, 0.864, 0.94, 0, 2.114, 0, 2.089]],
  [6, [2.534, 0.848, 0.9515, 0, 2.004, 0.03, 1.97]],
  [7, [2.704, 0.833, 0.9594, 0.076, 1.924, 0.118, 1.882]],
  [8, [2.847, 0.82, 0.965, 0.136, 1.864, 0.185, 1.815]],
  [9, [2.97, 0.808, 0.9693, 0.184, 1.816, 0.239, 1.761]],
  [10, [3.078, 0.797, 0.9727, 0.223, 1.777, 0.284, 1.716]],
  [15, [3.472, 0.756, 0.9823, 0.347, 1.653, 0.428, 1.572]],
  [20, [3.735, 0.729, 0.9869, 0.415, 1.585, 0.51, 1.49]],
  [25, [3.931, 0.708, 0.9896, 0.459, 1.541, 0.565, 1.435]],
]);

const computed = new Map<number, ChartConstants>();

/** Constants for subgroups of n values, n >= 2: the table's digits where it has a row, else the formulas. */
export function chartConstants(n: number): ChartConstants {
  const row = table.get(n);
  if (row) return { d2: row[0], d3: row[1], c4: row[2], D3: row[3], D4: row[4], B3: row[5], B4: row[6] };
  const known = computed.get(n);
  if (known) return known;
  const c4 = exactC4(n);
  const { d2, d3 } = rangeMoments(n);
  const relativeRange = (3 * d3) / d2;
  const relativeDeviation = (3 * Math.sqrt(1 - c4 * c4)) / c4;
  const constants = {
    d2,
    d3,
    c4,
    D3: Math.max(0, 1 - relativeRange),
    D4: 1 + relativeRange,
    B3: Math.max(0, 1 - relativeDeviation),
    B4: 1 + relativeDeviation,
  };
  computed.set(n, constants);
  return constants;
}

/** c4(n) = sqrt(2/(n-1)) * Gamma(n/2) / Gamma((n-1)/2). */
export function exactC4(n: number): number {
  return Math.sqrt(2 / (n - 1)) * Math.exp(logGamma(n / 2) - logGamma((n - 1) / 2));
}

/**
 * Mean d2 and standard deviation d3 of the range W of n standard normal values, from
 * P(W <= w) = n * integral of phi(x) * (Phi(x+w) - Phi(x))^(n-1) dx, d2 = integral of 1 - P, d3^2 = integral of 2w(1 - P) - d2^2.
 */
export function rangeMoments(n: number): { readonly d2: number; readonly d3: number } {
  const step = 1 / 16;
  const reach = 9;
  const points = Math.round((2 * reach) / step);
  // A grid of Phi serves every w that is a multiple of the step.
  const cdf = Array.from({ length: 2 * points + 1 }, (_, index) => normalCdf(-reach + index * step));
  const density = Array.from({ length: points + 1 }, (_, index) => Math.exp(-((-reach + index * step) ** 2) / 2) / Math.sqrt(2 * Math.PI));
  let first = 0;
  let second = 0;
  for (let shift = 0; shift <= points; shift++) {
    let within = 0;
    for (let index = 0; index <= points; index++) {
      within += (density[index] ?? 0) * ((cdf[index + shift] ?? 1) - (cdf[index] ?? 0)) ** (n - 1);
    }
    const tail = Math.max(0, 1 - n * within * step);
    // Simpson's rule over w.
    const weight = ((shift === 0 || shift === points ? 1 : shift % 2 === 1 ? 4 : 2) * step) / 3;
    first += weight * tail;
    second += weight * 2 * shift * step * tail;
  }
  return { d2: first, d3: Math.sqrt(second - first * first) };
}
