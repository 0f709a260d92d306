// Medians and spreads for benchmarks on a shared, noisy machine.
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const position = (sorted.length - 1) * at;
  const low = sorted[Math.floor(position)] ?? Number.NaN;
  const high = sorted[Math.ceil(position)] ?? Number.NaN;
  return low + (high - low) * (position - Math.floor(position));
}

/** Quartiles, as "0.98 to 1.07". */
export function spread(values: readonly number[]): string {
  return `${quantile(values, 0.25).toFixed(3)} to ${quantile(values, 0.75).toFixed(3)}`;
}
