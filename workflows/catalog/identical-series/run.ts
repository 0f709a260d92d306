// How `identical-series` runs: workflows/quality searches.
import type { Json } from '../../definition/json.ts';
import { identicalSeries } from '../../quality/identical-series.ts';
import type { Runner } from '../runner.ts';

export const runIdenticalSeries: Runner = async (input) => ({ output: identicalSeries(input as never) as unknown as Json });
