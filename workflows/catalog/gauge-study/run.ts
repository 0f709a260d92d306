// How `gauge-study` runs: workflows/quality computes; a missing cell is refused there by name.
import type { Json } from '../../definition/json.ts';
import { gaugeStudy } from '../../quality/gauge-study.ts';
import { withoutNulls } from '../capability/optional-fields.ts';
import type { Runner } from '../runner.ts';

export const runGaugeStudy: Runner = async (input) => ({ output: gaugeStudy(withoutNulls(input) as never) as unknown as Json });
