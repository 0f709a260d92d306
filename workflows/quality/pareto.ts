// Pareto analysis: the vital few first, their cumulative share, "other" always last.
import { createRequestReader, finiteResult, pointer, type Warning } from './request-reader.ts';
import { sum } from './sums.ts';

export interface ParetoRequest {
  /** Counts, costs or times per code; the same code may come more than once. */
  readonly items: readonly { readonly code: string; readonly count: number }[];
  /** How many codes stand alone before the rest is summed as "other"; default all. */
  readonly top?: number;
}

export interface ParetoBar {
  readonly code: string;
  readonly count: number;
  /** Null when the total is 0. */
  readonly percent: number | null;
  readonly cumulativePercent: number | null;
}

export interface ParetoResult {
  readonly total: number;
  readonly bars: readonly ParetoBar[];
  readonly warnings: readonly Warning[];
}

/** Code under which the rest is summed, and which is sorted last when the data bring it. */
export const otherCode = 'other';

export function pareto(request: ParetoRequest): ParetoResult {
  const { items, top } = readRequest(request);
  const counts = new Map<string, number>();
  for (const { code, count } of items) counts.set(code, (counts.get(code) ?? 0) + count);
  const other = counts.get(otherCode) ?? 0;
  counts.delete(otherCode);
  const sorted = [...counts].map(([code, count]) => ({ code, count })).toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
  const alone = sorted.slice(0, top ?? sorted.length);
  const rest = other + sum(sorted.slice(alone.length).map((item) => item.count));
  const listed = rest > 0 || other > 0 ? [...alone, { code: otherCode, count: rest }] : alone;
  const total = sum(listed.map((item) => item.count));
  const share = (count: number): number | null => (total > 0 ? (100 * count) / total : null);
  let cumulated = 0;
  const bars = listed.map((item, at): ParetoBar => {
    cumulated += item.count;
    // The last bar ends at 100 % exactly, whatever was rounded on the way.
    return { ...item, percent: share(item.count), cumulativePercent: share(at === listed.length - 1 ? total : cumulated) };
  });
  const warnings: Warning[] = total > 0 ? [] : [{ code: 'nothing-counted', message: 'All counts are 0, so there are no shares.' }];
  return finiteResult('pareto', { total, bars, warnings });
}

function readRequest(request: unknown): ParetoRequest {
  const reader = createRequestReader();
  const record = reader.record(request, ['items', 'top']) ?? {};
  reader.required(record, ['items']);
  const top = reader.number(record.top, '/top', { integer: true, min: 1 });
  const items = (reader.list(record.items, '/items') ?? []).flatMap((item, at) => {
    const path = pointer('/items', at);
    const row = reader.record(item ?? null, ['code', 'count'], path);
    if (!row) return [];
    reader.required(row, ['code', 'count'], path);
    const count = reader.number(row.count, pointer(path, 'count'), { min: 0 });
    if (row.code !== undefined && (typeof row.code !== 'string' || row.code === '')) {
      reader.fail(pointer(path, 'code'), 'not-a-label', 'A code must be text that is not empty.');
    }
    return typeof row.code === 'string' && count !== undefined ? [{ code: row.code, count }] : [];
  });
  reader.finish('pareto');
  return { items, top };
}
