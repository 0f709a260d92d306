// How `variables-plan` runs: workflows/quality judges, with its test of normality.
import type { Json } from '../../definition/json.ts';
import { variablesPlan } from '../../quality/variables-plan.ts';
import { withoutNulls } from '../capability/optional-fields.ts';
import type { Runner } from '../runner.ts';

export const runVariablesPlan: Runner = async (input) => ({ output: variablesPlan(withoutNulls(input) as never) as unknown as Json });
