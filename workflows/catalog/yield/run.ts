// How `yield` runs: workflows/quality divides sums, never averages ratios.
import type { Json } from '../../definition/json.ts';
import { yieldFigures } from '../../quality/yield.ts';
import type { Runner } from '../runner.ts';

export const runYield: Runner = async (input) => ({ output: yieldFigures(input as never) as unknown as Json });
