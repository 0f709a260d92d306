// JSON Schemas (2020-12) of a Pareto request and its result.
import type { JsonSchema } from '../definition/json.ts';
import { warningsSchema } from './warnings-schema.ts';

const percent = { type: ['number', 'null'] } as const;

export const paretoRequestSchema: JsonSchema = {
  type: 'object',
  required: ['items'],
  additionalProperties: false,
  properties: {
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'count'],
        additionalProperties: false,
        properties: { code: { type: 'string', minLength: 1 }, count: { type: 'number', minimum: 0 } },
      },
    },
    top: { type: 'integer', minimum: 1 },
  },
};

export const paretoResultSchema: JsonSchema = {
  type: 'object',
  required: ['total', 'bars', 'warnings'],
  additionalProperties: false,
  properties: {
    total: { type: 'number' },
    bars: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'count', 'percent', 'cumulativePercent'],
        additionalProperties: false,
        properties: { code: { type: 'string' }, count: { type: 'number' }, percent, cumulativePercent: percent },
      },
    },
    warnings: warningsSchema,
  },
};
