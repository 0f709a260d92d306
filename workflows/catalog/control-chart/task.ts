// What `control-chart` is. `with` and output are those of `aix inspect control-chart`.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';
import { controlChartRequestSchema, controlChartResultSchema } from '../../quality/control-chart-schema.ts';

export const controlChartTask: CatalogEntry = {
  name: 'control-chart',
  version: 1,
  title: { ko: '관리도', en: 'Control chart' },
  summary: { ko: '관리 한계를 구하고 이상 신호를 찾습니다.', en: 'Finds the control limits and the signals.' },
  taskClass: 'light',
  pure: true,
  input: controlChartRequestSchema,
  output: controlChartResultSchema,
};
