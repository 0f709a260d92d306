// How large an output would be as JSON, found without writing it and given up at the ceiling: shared parts count every time.
import { type Json, isJsonObject } from '../definition/json.ts';
import { BudgetExceeded, work } from './work.ts';

/** About the characters of the JSON text. @throws BudgetExceeded above `ceiling` or the depth of the budget. */
export function sizeOfOutput(value: Json, ceiling: number): number {
  const size = measure(value, ceiling, work.budget.depth);
  if (size > ceiling) throw new BudgetExceeded(`The outputs are larger than ${work.budget.size} characters`);
  return size;
}

function measure(value: Json, ceiling: number, depth: number): number {
  if (typeof value === 'string') return value.length + 2;
  if (value === null || typeof value !== 'object') return 4;
  if (depth <= 0) throw new BudgetExceeded(`The output nests deeper than ${work.budget.depth}`);
  let size = 2;
  if (!isJsonObject(value)) {
    for (const item of value as readonly Json[]) {
      size += 1 + measure(item, ceiling - size, depth - 1);
      if (size > ceiling) return size;
    }
    return size;
  }
  for (const key in value) {
    size += 4 + key.length + measure(value[key] ?? null, ceiling - size, depth - 1);
    if (size > ceiling) return size;
  }
  return size;
}
