// What `gather` is: the recorded facts of a time window, for a report.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';

export const gatherTask: CatalogEntry = {
  name: 'gather',
  version: 1,
  title: { ko: '기록 모으기', en: 'Gather records' },
  summary: { ko: '기간 안의 생산 실적과 검사 기록을 모읍니다.', en: 'Collects production counts and inspections of a time window.' },
  taskClass: 'light',
  pure: false,
  input: {
    type: 'object',
    additionalProperties: false,
    properties: {
      line: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      lastHours: { type: 'number', exclusiveMinimum: 0, maximum: 8784 },
    },
  },
  output: {
    type: 'object',
    required: ['window', 'counts'],
    properties: { window: { type: 'object' }, counts: { type: 'array' }, inspections: {} },
  },
};
