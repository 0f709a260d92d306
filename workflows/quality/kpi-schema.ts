// JSON Schemas (2020-12) of the ISO 22400-2 key figures: elements in, ratios out. The elements are explained in kpi.ts.
import type { JsonSchema } from '../definition/json.ts';
import { warningsSchema } from './warnings-schema.ts';

const amount = { type: 'number', minimum: 0 } as const;
const figures = [
  'availability',
  'effectiveness',
  'qualityRatio',
  'oee',
  'nee',
  'firstPassYield',
  'scrapRatio',
  'reworkRatio',
  'actualToPlannedScrap',
  'fallOff',
  'throughput',
  'utilisation',
  'allocation',
  'technicalEfficiency',
  'setup',
];

export const kpiRequestSchema: JsonSchema = {
  type: 'object',
  required: ['elements'],
  additionalProperties: false,
  properties: {
    elements: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: {
          plannedBusyTime: amount,
          actualProductionTime: amount,
          actualUnitProcessingTime: amount,
          actualUnitBusyTime: amount,
          actualOrderExecutionTime: amount,
          actualUnitDelayTime: amount,
          actualUnitSetupTime: amount,
          plannedRunTimePerItem: amount,
          producedQuantity: amount,
          goodQuantity: amount,
          scrapQuantity: amount,
          reworkQuantity: amount,
          plannedScrapQuantity: amount,
          firstStepProducedQuantity: amount,
          inspectedParts: amount,
          goodParts: amount,
        },
      },
    },
  },
};

export const kpiResultSchema: JsonSchema = {
  type: 'object',
  required: ['values', 'reasons', 'sums', 'warnings'],
  additionalProperties: false,
  properties: {
    values: {
      type: 'object',
      required: figures,
      additionalProperties: false,
      properties: Object.fromEntries(figures.map((name) => [name, { type: ['number', 'null'] }])),
    },
    reasons: { type: 'object', additionalProperties: { enum: ['zero-denominator', 'missing-element'] } },
    sums: { type: 'object', additionalProperties: { type: ['number', 'null'] } },
    warnings: warningsSchema,
  },
};
