// What `report` is: facts into files (HTML, PDF, XLSX, CSV), kept in the artifact store.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';

export const reportTask: CatalogEntry = {
  name: 'report',
  version: 1,
  title: { ko: '보고서', en: 'Report' },
  summary: { ko: '사실로 보고서를 만들어 보관합니다.', en: 'Makes a report from facts and keeps it.' },
  taskClass: 'heavy',
  pure: false,
  input: {
    type: 'object',
    required: ['template'],
    additionalProperties: false,
    properties: {
      template: {
        enum: ['lot-inspection', 'in-process', 'shift-report', 'daily-quality', '8d', 'capa', 'coa', 'coc', 'first-article', 'gauge-study'],
      },
      title: { type: 'string', maxLength: 200 },
      facts: {},
      lang: { enum: ['ko', 'en'] },
      timezone: { type: 'string' },
      window: { type: 'object', required: ['from', 'to'], properties: { from: { type: 'string' }, to: { type: 'string' } } },
      specRevisions: { type: 'array', items: { type: 'string' } },
      formats: { type: 'array', items: { enum: ['html', 'pdf', 'xlsx', 'csv'] }, minItems: 1, uniqueItems: true },
    },
  },
  output: {
    type: 'object',
    required: ['reportId', 'checksum', 'files'],
    properties: { reportId: { type: 'string' }, checksum: { type: 'string' }, files: { type: 'array' } },
  },
};
