// JSON Schemas (2020-12) of the settings and the result of an image comparison. How a task names its two pictures is the task's own.
import type { JsonSchema } from '../definition/json.ts';
import { warningsSchema } from './warnings-schema.ts';

const place = { type: 'integer', minimum: 0 } as const;
const length = { type: 'integer', minimum: 1 } as const;
const box = { x: place, y: place, width: length, height: length } as const;

/** Per-product settings (CompareOptions), for a task's own input schema. */
export const compareOptionProperties = {
  tolerance: { type: 'integer', minimum: 0, maximum: 16, default: 1 },
  maxShift: { type: 'integer', minimum: 0, maximum: 31, default: 10 },
  maxLocalShift: { type: 'integer', minimum: 0, maximum: 8, default: 3 },
  masks: {
    type: 'array',
    items: { type: 'object', required: ['x', 'y', 'width', 'height'], additionalProperties: false, properties: box },
  },
  minArea: { type: 'integer', minimum: 1, maximum: 1_000_000, default: 16 },
  margin: { type: 'integer', minimum: 0, maximum: 100, default: 8 },
  foreground: { enum: ['dark', 'bright'], default: 'dark' },
  threshold: { type: 'number', minimum: 1, maximum: 255 },
  unsureBelow: { type: 'number', minimum: 0, maximum: 1, default: 0.6 },
} as const;

export const imageCompareResultSchema: JsonSchema = {
  type: 'object',
  required: ['verdict', 'shift', 'defects', 'warnings'],
  additionalProperties: false,
  properties: {
    verdict: { enum: ['ok', 'ng', 'unsure'] },
    shift: {
      type: 'object',
      required: ['x', 'y'],
      additionalProperties: false,
      properties: { x: { type: 'integer' }, y: { type: 'integer' } },
    },
    defects: {
      type: 'array',
      items: {
        type: 'object',
        required: ['x', 'y', 'width', 'height', 'type', 'score'],
        additionalProperties: false,
        properties: {
          ...box,
          type: { enum: ['open', 'short', 'mousebite', 'spur', 'copper', 'pin-hole', 'unknown'] },
          score: { type: 'number', minimum: 0, maximum: 1 },
        },
      },
    },
    warnings: warningsSchema,
  },
};
