// What `yield` is: yields of a line of steps. `with` and output are those of `aix inspect yield`.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';
import { warningsSchema } from '../../quality/warnings-schema.ts';

const COUNT = { type: 'integer', minimum: 0 } as const;
const NUMBER_OR_NULL = { type: ['number', 'null'] } as const;

export const yieldTask: CatalogEntry = {
  name: 'yield',
  version: 1,
  title: { ko: '수율', en: 'Yield' },
  summary: { ko: '직행률, 누적 직행률(RTY), PPM, DPMO를 구합니다.', en: 'First-pass yield, rolled throughput yield, PPM and DPMO.' },
  taskClass: 'light',
  pure: true,
  input: {
    type: 'object',
    required: ['steps'],
    additionalProperties: false,
    properties: {
      steps: {
        type: 'array',
        items: {
          type: 'object',
          required: ['name', 'units', 'goodFirstPass'],
          additionalProperties: false,
          properties: {
            name: { type: 'string' },
            units: COUNT,
            goodFirstPass: COUNT,
            defects: COUNT,
            opportunities: { type: 'integer', minimum: 1 },
          },
        },
      },
    },
  },
  output: {
    type: 'object',
    required: ['steps', 'rolledThroughputYield', 'ppm', 'dpmo', 'warnings'],
    additionalProperties: false,
    properties: {
      steps: {
        type: 'array',
        items: {
          type: 'object',
          required: ['name', 'firstPassYield', 'ppm', 'dpmo'],
          properties: { name: { type: 'string' }, firstPassYield: NUMBER_OR_NULL, ppm: NUMBER_OR_NULL, dpmo: NUMBER_OR_NULL },
        },
      },
      rolledThroughputYield: NUMBER_OR_NULL,
      ppm: NUMBER_OR_NULL,
      dpmo: NUMBER_OR_NULL,
      warnings: warningsSchema,
    },
  },
};
