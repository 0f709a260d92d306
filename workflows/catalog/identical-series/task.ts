// What `identical-series` is: a search for readings that look copied. `with` and output are those of `aix inspect identical-series`.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';
import { warningsSchema } from '../../quality/warnings-schema.ts';

const PLACE = { type: 'integer', minimum: 1 } as const;
const LENGTH = { type: 'integer', minimum: 3 } as const;

export const identicalSeriesTask: CatalogEntry = {
  name: 'identical-series',
  version: 1,
  title: { ko: '동일 값 검출', en: 'Identical series' },
  summary: {
    ko: '베낀 것으로 보이는 측정값(같은 값의 연속, 되풀이되는 수열)을 찾습니다.',
    en: 'Finds readings that look copied: runs of one value and sequences that come again.',
  },
  taskClass: 'light',
  pure: true,
  input: {
    type: 'object',
    required: ['data'],
    additionalProperties: false,
    properties: {
      data: { type: 'array', items: { type: 'number' }, maxItems: 20000 },
      runLength: { ...LENGTH, default: 7 },
      repeatLength: { ...LENGTH, default: 5 },
    },
  },
  output: {
    type: 'object',
    required: ['runs', 'repeats', 'suspicious', 'warnings'],
    additionalProperties: false,
    properties: {
      runs: {
        type: 'array',
        items: {
          type: 'object',
          required: ['start', 'length', 'value'],
          properties: { start: PLACE, length: LENGTH, value: { type: 'number' } },
        },
      },
      repeats: {
        type: 'array',
        items: { type: 'object', required: ['first', 'second', 'length'], properties: { first: PLACE, second: PLACE, length: LENGTH } },
      },
      suspicious: { type: 'boolean' },
      warnings: warningsSchema,
    },
  },
};
