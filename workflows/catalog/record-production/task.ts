// What `record-production` is: production counts of a shift into the records that reports read.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';
import type { JsonSchema } from '../../definition/json.ts';

const COUNT = { type: 'integer', minimum: 0 };

const COUNTS: JsonSchema = {
  type: 'object',
  required: ['line', 'product', 'shiftDate', 'shift', 'produced', 'good'],
  additionalProperties: false,
  properties: {
    line: { type: 'string', minLength: 1 },
    product: { type: 'string', minLength: 1 },
    shiftDate: { type: 'string', format: 'date' },
    shift: { type: 'string', minLength: 1 },
    planned: COUNT,
    produced: COUNT,
    good: COUNT,
    scrap: COUNT,
    rework: COUNT,
    plannedMinutes: { type: 'number', minimum: 0 },
    downMinutes: { type: 'number', minimum: 0 },
    idealSecondsPerUnit: { type: 'number', minimum: 0 },
    downReasons: {
      type: 'array',
      items: {
        type: 'object',
        required: ['reason', 'minutes'],
        properties: { reason: { type: 'string' }, minutes: { type: 'number', minimum: 0 } },
      },
    },
    defects: {
      type: 'array',
      items: { type: 'object', required: ['code', 'count'], properties: { code: { type: 'string' }, count: COUNT } },
    },
  },
};

export const recordProductionTask: CatalogEntry = {
  name: 'record-production',
  version: 1,
  title: { ko: '생산 실적 기록', en: 'Record production' },
  summary: { ko: '교대조의 생산 수량과 정지 시간을 기록합니다.', en: 'Records the counts and stops of a shift.' },
  taskClass: 'light',
  pure: false,
  input: { type: 'object', required: ['counts'], additionalProperties: false, properties: { counts: COUNTS } },
  output: { type: 'object', required: ['recorded'], properties: { recorded: { type: 'integer' }, warnings: { type: 'array' } } },
};
