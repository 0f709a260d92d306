// Sums that keep their digits: compensated addition and two-pass moments. Nothing here judges data; it only adds.

/** Neumaier's compensated sum: exact to the last bit or two even when large terms cancel. */
export function sum(values: readonly number[]): number {
  let total = 0;
  let lost = 0;
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/** Two-pass mean: the first estimate is corrected by the mean of the residuals. NaN for an empty list. */
export function mean(values: readonly number[]): number {
  const first = sum(values) / values.length;
  return first + sum(values.map((value) => value - first)) / values.length;
}

/** Sum of squared deviations from the mean, two-pass with the rounding correction of Chan, Golub and LeVeque (1983), eq. 1.7. */
export function sumOfSquares(values: readonly number[], centre = mean(values)): number {
  const deviations = values.map((value) => value - centre);
  const correction = sum(deviations);
  return Math.max(0, sum(deviations.map((deviation) => deviation * deviation)) - (correction * correction) / values.length);
}

/** Sample variance with n - 1. NaN below two values. */
export function variance(values: readonly number[]): number {
  return values.length < 2 ? Number.NaN : sumOfSquares(values) / (values.length - 1);
}

/** Sample standard deviation with n - 1. NaN below two values. */
export function standardDeviation(values: readonly number[]): number {
  return Math.sqrt(variance(values));
}

/** Largest minus smallest value. */
export function range(values: readonly number[]): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high - low;
}
