// What `gauge-study` is: how much of the variation is the gauge. `with` and output are those of `aix inspect gauge-study`;
// a tolerance of null means none, so that an optional field of a form can be handed over as it is.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';
import { isJsonObject, type JsonSchema } from '../../definition/json.ts';
import { gaugeStudyRequestSchema, gaugeStudyResultSchema } from '../../quality/gauge-study-schema.ts';

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
  input: withOptionalTolerance(gaugeStudyRequestSchema),
  output: gaugeStudyResultSchema,
};

function withOptionalTolerance(request: JsonSchema): JsonSchema {
  if (!isJsonObject(request) || !isJsonObject(request['properties'])) return request;
  return { ...request, properties: { ...request['properties'], tolerance: { type: ['number', 'null'], exclusiveMinimum: 0 } } };
}
