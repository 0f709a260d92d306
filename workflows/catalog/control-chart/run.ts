// How `control-chart` runs: workflows/quality computes; the chart's kind travels with the result so that reports and pages can draw it.
import type { Json, JsonObject } from '../../definition/json.ts';
import { controlChart } from '../../quality/control-chart.ts';
import type { Runner } from '../runner.ts';

export const runControlChart: Runner = async (input) => {
  const result = controlChart(input as never) as unknown as JsonObject;
  return { output: { chart: input['chart'] as Json, ...result } };
};
