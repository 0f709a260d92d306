// The figures of a shift report from production counts: elements summed over all rows first, each ratio taken once (ISO 22400-2).
import type { ProductionCountFact } from '../runner.ts';

export interface CountSums {
  readonly planned: number;
  readonly produced: number;
  readonly good: number;
  readonly scrap: number;
  readonly rework: number;
  readonly plannedMinutes: number;
  readonly downMinutes: number;
}
