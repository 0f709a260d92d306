// What `gauge-study` is: how much of the variation is the gauge. `with` and output are those of `aix inspect gauge-study`;
// a tolerance of null means none.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';
import { gaugeStudyRequestSchema, gaugeStudyResultSchema } from '../../quality/gauge-study-schema.ts';
import { withOptional } from '../capability/optional-fields.ts';

export const gaugeStudyTask: CatalogEntry = {
  name: 'gauge-study',
  version: 1,
  title: { ko: '측정 시스템 분석', en: 'Gauge study' },
  summary: {
    ko: '반복성과 재현성(GR&R)을 평균·범위법 또는 분산분석으로 구합니다.',
    en: 'Repeatability and reproducibility (GR&R), by average and range or ANOVA.',
  },
  taskClass: 'light',
  pure: true,
  input: withOptional(gaugeStudyRequestSchema, ['tolerance']),
  output: gaugeStudyResultSchema,
};
