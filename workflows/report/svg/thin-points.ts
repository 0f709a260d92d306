// Keeps a long series drawable: of every bucket the lowest and the highest value stay, and whatever must be seen (signals) always does.

/**
 * Indexes (0-based, ascending) of the points to draw: all of them up to `most`, else the extremes of each of most/2 buckets, the ends,
 * and every index in `keep`.
 */
export function thinPoints(values: readonly (number | null)[], most: number, keep: ReadonlySet<number>): number[] {
  const indexes = values.flatMap((value, index) => (value === null || !Number.isFinite(value) ? [] : [index]));
  if (indexes.length <= most) return indexes;
  const chosen = new Set<number>();
  const size = indexes.length / Math.floor(most / 2);
  for (let start = 0; start < indexes.length; start += size) {
    const bucket = indexes.slice(Math.floor(start), Math.floor(start + size));
    const extremes = extremesOf(values, bucket);
    for (const index of extremes) chosen.add(index);
  }
  for (const index of [indexes[0], indexes[indexes.length - 1]]) if (index !== undefined) chosen.add(index);
  for (const index of indexes) if (keep.has(index)) chosen.add(index);
  return [...chosen].sort((a, b) => a - b);
}

function extremesOf(values: readonly (number | null)[], bucket: readonly number[]): number[] {
  let low: number | undefined;
  let high: number | undefined;
  for (const index of bucket) {
    const value = values[index] ?? 0;
    if (low === undefined || value < (values[low] ?? 0)) low = index;
    if (high === undefined || value > (values[high] ?? 0)) high = index;
  }
  return [low, high].filter((index) => index !== undefined);
}
