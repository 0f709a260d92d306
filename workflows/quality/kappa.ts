// Agreement beyond chance: Cohen's kappa for two raters, Fleiss' for many.
import { sum } from './sums.ts';

/** Cohen (1960). Ratings in pairs; null when there are none or chance alone explains full agreement (one category only). */
export function cohenKappa(pairs: readonly (readonly [string, string])[]): number | null {
  const n = pairs.length;
  if (n === 0) return null;
  const categories = [...new Set(pairs.flat())];
  const observed = pairs.filter(([a, b]) => a === b).length / n;
  const expected = sum(
    categories.map((category) => (pairs.filter(([a]) => a === category).length / n) * (pairs.filter(([, b]) => b === category).length / n)),
  );
  return expected >= 1 ? null : (observed - expected) / (1 - expected);
}

/** Fleiss (1971). counts[subject][category]; every subject has the same number of ratings, at least 2. Null as for Cohen's. */
export function fleissKappa(counts: readonly (readonly number[])[]): number | null {
  const ratings = sum(counts[0] ?? []);
  if (counts.length === 0 || ratings < 2) return null;
  const agreement = counts.map((row) => (sum(row.map((count) => count * count)) - ratings) / (ratings * (ratings - 1)));
  const shares = (counts[0] ?? []).map((_, category) => sum(counts.map((row) => row[category] ?? 0)) / (counts.length * ratings));
  const expected = sum(shares.map((share) => share * share));
  return expected >= 1 - 1e-15 ? null : (sum(agreement) / counts.length - expected) / (1 - expected);
}
