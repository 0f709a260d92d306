// JSON Schemas (2020-12) of a gauge study request and its result.
import type { JsonSchema } from '../definition/json.ts';
import { warningsSchema } from './warnings-schema.ts';

const label = { type: ['string', 'number'] } as const;
const number = { type: 'number' } as const;
const numberOrNull = { type: ['number', 'null'] } as const;
const shares = {
  type: 'object',
  required: ['gaugeRr', 'repeatability', 'reproducibility', 'partVariation'],
  additionalProperties: false,
  properties: { gaugeRr: number, repeatability: number, reproducibility: number, partVariation: number },
} as const;
const row = {
  type: 'object',
  required: ['df', 'ss', 'ms', 'f', 'p'],
  additionalProperties: false,
  properties: { df: number, ss: number, ms: number, f: numberOrNull, p: numberOrNull },
} as const;

export const gaugeStudyRequestSchema: JsonSchema = {
  type: 'object',
  required: ['method', 'data'],
  additionalProperties: false,
  properties: {
    method: { enum: ['anova', 'average-range'] },
    data: {
      type: 'array',
      items: {
        type: 'object',
        required: ['part', 'operator', 'trial', 'value'],
        additionalProperties: false,
        properties: { part: label, operator: label, trial: label, value: number },
      },
    },
    tolerance: { type: 'number', exclusiveMinimum: 0 },
    poolAlpha: { type: 'number', minimum: 0, maximum: 1, default: 0.25 },
  },
};

export const gaugeStudyResultSchema: JsonSchema = {
  type: 'object',
  required: ['repeatability', 'reproducibility', 'gaugeRr', 'partVariation', 'totalVariation', 'percentStudyVariation', 'ndc', 'warnings'],
  additionalProperties: false,
  properties: {
    repeatability: number,
    reproducibility: number,
    gaugeRr: number,
    partVariation: number,
    totalVariation: number,
    percentStudyVariation: shares,
    percentTolerance: shares,
    ndc: { type: ['integer', 'null'] },
    anova: {
      type: 'object',
      required: ['part', 'operator', 'interaction', 'error'],
      additionalProperties: false,
      properties: {
        part: row,
        operator: row,
        interaction: row,
        error: row,
        pooled: {
          type: 'object',
          required: ['part', 'operator', 'error'],
          additionalProperties: false,
          properties: { part: row, operator: row, error: row },
        },
      },
    },
    warnings: warningsSchema,
  },
};
