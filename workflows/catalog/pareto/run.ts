// How `pareto` runs: workflows/quality sorts and sums.
import type { Json } from '../../definition/json.ts';
import { pareto } from '../../quality/pareto.ts';
import type { Runner } from '../runner.ts';

export const runPareto: Runner = async (input) => ({ output: pareto(input as never) as unknown as Json });
