// How `gauge-study` runs: workflows/quality computes; a missing cell is refused there by name.
import type { Json } from '../../definition/json.ts';
import { gaugeStudy } from '../../quality/gauge-study.ts';
import type { Runner } from '../runner.ts';

export const runGaugeStudy: Runner = async ({ tolerance, ...input }) => {
  const request = tolerance === null || tolerance === undefined ? input : { ...input, tolerance };
  return { output: gaugeStudy(request as never) as unknown as Json };
};
