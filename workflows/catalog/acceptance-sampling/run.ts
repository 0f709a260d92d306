// How `acceptance-sampling` runs: one look into the tables of workflows/quality.
import type { Json } from '../../definition/json.ts';
import { acceptanceSampling } from '../../quality/acceptance-sampling.ts';
import type { Runner } from '../runner.ts';

export const runAcceptanceSampling: Runner = async (input) => ({ output: acceptanceSampling(input as never) as unknown as Json });
