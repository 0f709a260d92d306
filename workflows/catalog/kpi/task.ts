// What `kpi` is: ISO 22400-2 figures by summing elements, never by averaging ratios.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';

export const kpiTask: CatalogEntry = {
  name: 'kpi',
  version: 1,
  title: { ko: '생산 지표', en: 'Production KPIs' },
  summary: { ko: 'OEE, 직행률, 불량률을 요소 합계로 계산합니다.', en: 'OEE, first-pass yield and scrap ratio from summed elements.' },
  taskClass: 'light',
  pure: true,
  input: {
    type: 'object',
    required: ['counts'],
    additionalProperties: false,
    properties: { counts: { type: 'array' }, opportunities: { type: 'integer', minimum: 1 } },
  },
  output: { type: 'object' },
};
