// How `capability` runs: workflows/quality computes; the request is checked there once more, field by field.
import type { Json } from '../../definition/json.ts';
import { capability } from '../../quality/capability.ts';
import type { Runner } from '../runner.ts';
import { withoutNulls } from './optional-fields.ts';

export const runCapability: Runner = async (input) => ({ output: capability(withoutNulls(input) as never) as unknown as Json });
