// Published data sets D1 to D8 (NIST/SEMATECH handbook, Montgomery), as facts for the tests. Answers stand beside the tests that use them.
import { expect } from 'vitest';

const list = (text: string): number[] => text.trim().split(/\s+/).map(Number);

export const d1Individuals = list('49.6 47.6 49.9 51.3 47.8 51.2 52.6 52.4 53.6 52.1');
export const d2Ewma = list('52.0 47.0 53.0 49.3 50.1 47.0 51.0 50.1 51.2 50.5 49.6 47.6 49.9 51.3 47.8 51.2 52.6 52.4 53.6 52.1');
export const d2Answer = list(
  '50.60 49.52 50.56 50.18 50.16 49.21 49.75 49.85 50.26 50.33 50.11 49.36 49.52 50.05 49.38 49.92 50.73 51.23 51.94 51.99',
);
export const d3Cusum = list(
  '324.925 324.675 324.725 324.350 325.350 325.225 324.125 324.525 325.225 324.600 324.625 325.150 328.325 327.250 327.825 328.500 326.675 327.775 326.875 328.350',
);
export const d4Wafers = list('16 14 28 16 12 20 10 12 10 17 19 17 14 16 15 13 14 16 11 20 11 19 16 31 13');
export const d5OrangeJuice = list('12 15 8 10 4 7 16 9 14 10 5 6 17 12 22 8 10 5 13 11 20 18 24 15 9 12 7 13 9 6');
export const d5New = list('9 6 12 5 6 4 6 3 7 6 2 4 3 6 5 4 8 5 6 7 5 6 3 5');
export const d6Boards = list('21 24 16 12 15 5 28 20 31 25 20 24 16 19 10 17 13 22 18 39 30 24 16 19 17 15');
export const d6New = list('16 18 12 15 24 21 28 20 25 19 18 21 16 22 19 12 14 9 16 21');
export const d7Computers = list('10 12 8 14 10 16 11 7 10 15 9 5 7 11 12 6 8 10 7 5');
export const d7Cloth = { counts: list('14 12 20 11 7 10 21 16 19 23'), sizes: list('10 8 13 10 9.5 10 12 10.5 12 12.5') };
export const d8Viscosity = list(
  '34.05 34.40 33.59 35.96 34.70 33.51 33.79 34.04 34.52 33.75 33.27 33.71 34.03 34.58 34.02 33.97 34.05 34.04 33.73 34.05',
);
export const d8New = list('34.39 33.75 33.40 33.27 34.65 34.80 34.55 35.40 34.75 34.50 34.70 34.29 34.61 34.49 35.03');

/** Digits are compared at 5e-4 relative, as the table constants have three decimals. */
export function expectClose(actual: unknown, published: number, relative = 5e-4): void {
  expect(typeof actual).toBe('number');
  expect(Math.abs(Number(actual) - published), `${String(actual)} against the published ${published}`).toBeLessThanOrEqual(
    relative * Math.abs(published),
  );
}
