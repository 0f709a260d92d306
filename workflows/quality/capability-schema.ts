// JSON Schemas (2020-12) of a capability request and its result.
import type { JsonSchema } from '../definition/json.ts';
import { warningsSchema } from './warnings-schema.ts';

const numbers = { type: 'array', items: { type: 'number' } } as const;
const number = { type: 'number' } as const;
const numberOrNull = { type: ['number', 'null'] } as const;
const interval = { type: 'array', items: number, minItems: 2, maxItems: 2 } as const;

export const capabilityRequestSchema: JsonSchema = {
  type: 'object',
  required: ['data'],
  additionalProperties: false,
  anyOf: [{ required: ['lsl'] }, { required: ['usl'] }],
  properties: {
    data: { anyOf: [numbers, { type: 'array', items: { ...numbers, minItems: 2 } }], description: 'Single values in order, or subgroups' },
    lsl: number,
    usl: number,
    target: number,
    withinMethod: { enum: ['rbar', 'sbar', 'pooled', 'mr'] },
    confidence: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1, default: 0.95 },
    unbiasing: { type: 'boolean', default: false },
  },
};

export const capabilityResultSchema: JsonSchema = {
  type: 'object',
  required: [
    'count',
    'mean',
    'cp',
    'cpk',
    'cpl',
    'cpu',
    'pp',
    'ppk',
    'cpm',
    'sigmaWithin',
    'sigmaOverall',
    'degreesOfFreedom',
    'ci',
    'warnings',
  ],
  additionalProperties: false,
  properties: {
    count: { type: 'integer' },
    mean: number,
    cp: numberOrNull,
    cpk: number,
    cpl: numberOrNull,
    cpu: numberOrNull,
    pp: numberOrNull,
    ppk: number,
    cpm: numberOrNull,
    sigmaWithin: number,
    sigmaOverall: number,
    degreesOfFreedom: number,
    ci: {
      type: 'object',
      required: ['cp', 'cpk'],
      additionalProperties: false,
      properties: { cp: { anyOf: [interval, { type: 'null' }] }, cpk: interval },
    },
    warnings: warningsSchema,
  },
};
