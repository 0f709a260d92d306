// JSON Schemas (2020-12) of a control chart's request and result, for catalog tasks, forms and agents. The prose rules stay in control-chart-request.ts.
import type { JsonSchema } from '../definition/json.ts';
import { warningsSchema } from './warnings-schema.ts';

const numbers = { type: 'array', items: { type: 'number' } } as const;
const numberOrNumbers = { anyOf: [{ type: 'number' }, numbers] } as const;
const position = { type: 'integer', minimum: 1 } as const;

export const controlChartRequestSchema: JsonSchema = {
  type: 'object',
  required: ['chart', 'data'],
  additionalProperties: false,
  properties: {
    chart: { enum: ['i-mr', 'xbar-r', 'xbar-s', 'p', 'np', 'c', 'u', 'ewma', 'cusum'] },
    data: {
      anyOf: [
        { ...numbers, description: 'i-mr, ewma, cusum, c' },
        { type: 'array', items: { ...numbers, minItems: 2 }, description: 'xbar-r, xbar-s: subgroups' },
        {
          type: 'object',
          description: 'p, np, u',
          required: ['counts', 'sizes'],
          additionalProperties: false,
          properties: { counts: { type: 'array', items: { type: 'integer', minimum: 0 } }, sizes: numberOrNumbers },
        },
      ],
    },
    rules: { enum: ['none', 'shewhart', 'western-electric', 'nelson'], default: 'shewhart' },
    trendLength: { type: 'integer', minimum: 3, maximum: 50, default: 6 },
    exclude: { type: 'array', items: position, description: '1-based points that leave the limits' },
    baseline: {
      type: 'object',
      required: ['center'],
      additionalProperties: false,
      properties: { center: { type: 'number' }, sigma: { type: ['number', 'null'] } },
    },
    target: { type: 'number' },
    sigma: { type: 'number', exclusiveMinimum: 0 },
    lambda: { type: 'number', exclusiveMinimum: 0, maximum: 1, default: 0.2 },
    limitWidth: { type: 'number', exclusiveMinimum: 0, default: 3 },
    limits: { enum: ['exact', 'asymptotic'], default: 'exact' },
    k: { type: 'number', minimum: 0, default: 0.5 },
    h: { type: 'number', exclusiveMinimum: 0, default: 4 },
  },
};

const signals = {
  type: 'array',
  items: {
    type: 'object',
    required: ['index', 'rule'],
    additionalProperties: false,
    properties: { index: position, rule: { enum: ['beyond', 'W1', 'W2', 'W3', 'W4', 'N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'N8'] } },
  },
} as const;

const spread = {
  type: ['object', 'null'],
  required: ['center', 'ucl', 'lcl', 'points', 'signals'],
  additionalProperties: false,
  properties: {
    center: numberOrNumbers,
    ucl: numberOrNumbers,
    lcl: numberOrNumbers,
    points: { type: 'array', items: { type: ['number', 'null'] } },
    signals,
  },
} as const;

export const controlChartResultSchema: JsonSchema = {
  anyOf: [
    {
      type: 'object',
      required: ['center', 'sigma', 'ucl', 'lcl', 'points', 'signals', 'spread', 'warnings'],
      additionalProperties: false,
      properties: {
        center: { type: 'number' },
        sigma: { type: ['number', 'null'] },
        ucl: numberOrNumbers,
        lcl: numberOrNumbers,
        points: numbers,
        signals,
        spread,
        warnings: warningsSchema,
      },
    },
    {
      type: 'object',
      description: 'cusum',
      required: ['center', 'sigma', 'reference', 'decisionInterval', 'upper', 'lower', 'signals', 'warnings'],
      additionalProperties: false,
      properties: {
        center: { type: 'number' },
        sigma: { type: 'number' },
        reference: { type: 'number' },
        decisionInterval: { type: 'number' },
        upper: numbers,
        lower: numbers,
        signals,
        warnings: warningsSchema,
      },
    },
  ],
};
