// What `disposition` is: the judgement on a lot, and where its quantity goes. It sets the lot's state and records, it does not decide:
// whoever decides does so in an `approve` before it.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';
import type { JsonSchema } from '../../definition/json.ts';

const QUANTITY = { type: 'number', minimum: 0 } as const;
const SPLIT: JsonSchema = {
  type: 'object',
  required: ['disposition', 'quantity'],
  additionalProperties: false,
  properties: { disposition: { enum: ['rework', 'repair', 'scrap', 'use-as-is', 'return-to-supplier', 'regrade'] }, quantity: QUANTITY },
};
const PROPERTIES = {
  lot: { type: 'string', minLength: 1, maxLength: 80 },
  state: { enum: ['accepted', 'rejected', 'on-hold'] },
  reason: { type: 'string', maxLength: 1000 },
  quantity: QUANTITY,
  splits: { type: 'array', items: SPLIT, minItems: 1, maxItems: 20 },
} as const;

export const dispositionTask: CatalogEntry = {
  name: 'disposition',
  version: 1,
  title: { ko: '로트 판정', en: 'Disposition' },
  summary: {
    ko: '로트의 상태를 합격·불합격·보류로 정하고, 수량 배분의 합계를 확인합니다.',
    en: 'Sets a lot to accepted, rejected or on hold, and holds the split quantities to their total.',
  },
  taskClass: 'light',
  pure: false,
  input: {
    type: 'object',
    required: ['lot', 'state'],
    additionalProperties: false,
    dependentRequired: { splits: ['quantity'] },
    properties: PROPERTIES,
  },
  output: { type: 'object', required: ['lot', 'state'], additionalProperties: false, properties: PROPERTIES },
};
