// How `switching` runs: workflows/quality plays the events onto the state.
import type { Json } from '../../definition/json.ts';
import { switching } from '../../quality/switching.ts';
import type { Runner } from '../runner.ts';

export const runSwitching: Runner = async (input) => ({ output: switching(input as never) as unknown as Json });
