// How `attribute-agreement` runs: workflows/quality computes; a missing cell is refused there by name.
import type { Json } from '../../definition/json.ts';
import { attributeAgreement } from '../../quality/attribute-agreement.ts';
import type { Runner } from '../runner.ts';

export const runAttributeAgreement: Runner = async (input) => ({ output: attributeAgreement(input as never) as unknown as Json });
