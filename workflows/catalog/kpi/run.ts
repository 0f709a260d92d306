// How `kpi` runs: workflows/quality sums the elements of all counts and divides once.
import type { Json } from '../../definition/json.ts';
import { kpiOfCounts } from './kpi-of-counts.ts';
import type { ProductionCountFact, Runner } from '../runner.ts';

export const runKpi: Runner = async (input) => ({
  output: kpiOfCounts((input['counts'] ?? []) as unknown as readonly ProductionCountFact[]) as unknown as Json,
});
