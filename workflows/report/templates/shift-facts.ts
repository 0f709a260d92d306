// Brings the facts of a shift into one shape: given ready-made, or as {gathered: {window, counts, inspections}, kpi} by the tasks gather and kpi.
import type { Json, JsonObject } from '../../definition/json.ts';
import { createFactsReader, type FactsReader } from '../facts-reader.ts';

/** A reader over the ready-made shape; what is given ready-made wins over what is summed from the counts. */
export function shiftFacts(facts: FactsReader): FactsReader {
  const gathered = facts.part('gathered') ?? facts.part('gather');
  const counts = facts.list('counts').length > 0 ? facts.list('counts') : (gathered?.list('counts') ?? []);
  if (counts.length === 0 && !gathered) return facts;
  const derived: Record<string, Json> = {
    ...(counts.length > 0 ? { counts: counts.map((row) => Object.fromEntries(row.entries())) } : {}),
    shift: shiftOf(counts, gathered),
    stops: named(counts, 'downReasons', 'reason', 'minutes'),
    defects: named(counts, 'defects', 'code', 'count'),
    plannedMinutes: counts.reduce((sum, row) => sum + (row.number('plannedMinutes') ?? 0), 0),
  };
  const given = Object.fromEntries(facts.entries().filter(([, value]) => value !== null));
  return createFactsReader({ ...derived, ...given });
}

function shiftOf(counts: readonly FactsReader[], gathered: FactsReader | undefined): JsonObject {
  const distinct = (key: string): string =>
    [...new Set(counts.map((row) => row.text(key)).filter((text) => text !== undefined))].join(', ');
  const entries = [
    ['line', distinct('line')],
    ['shift', distinct('shift')],
    ['product', distinct('product')],
    ['date', distinct('shiftDate')],
    ['from', gathered?.text('window', 'from') ?? ''],
    ['to', gathered?.text('window', 'to') ?? ''],
  ] as const;
  return Object.fromEntries(entries.filter(([, text]) => text !== ''));
}

/** Sums a quantity of nested lists by name, in falling order. */
function named(counts: readonly FactsReader[], list: string, nameKey: string, amountKey: string): JsonObject[] {
  const sums = new Map<string, { amount: number; times: number }>();
  for (const item of counts.flatMap((row) => row.list(list))) {
    const name = item.text(nameKey);
    const amount = item.number(amountKey);
    if (name === undefined || amount === undefined) continue;
    const sum = sums.get(name) ?? { amount: 0, times: 0 };
    sums.set(name, { amount: sum.amount + amount, times: sum.times + 1 });
  }
  return [...sums]
    .sort(([nameA, a], [nameB, b]) => b.amount - a.amount || (nameA < nameB ? -1 : 1))
    .map(
      ([name, sum]): JsonObject => ({
        [nameKey]: name,
        name,
        [amountKey]: sum.amount,
        ...(amountKey === 'count' ? {} : { count: sum.times }),
      }),
    );
}
