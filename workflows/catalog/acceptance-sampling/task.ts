// What `acceptance-sampling` is: the plan for a lot by attributes. `with` and output are those of `aix inspect acceptance-sampling`.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';
import { acceptanceSamplingRequestSchema, acceptanceSamplingResultSchema } from '../../quality/acceptance-sampling-schema.ts';

export const acceptanceSamplingTask: CatalogEntry = {
  name: 'acceptance-sampling',
  version: 1,
  title: { ko: '샘플링 검사 계획', en: 'Acceptance sampling plan' },
  summary: {
    ko: '로트 크기와 AQL로 검사 수량과 합격·불합격 판정 개수를 정합니다.',
    en: 'Sample size, acceptance and rejection numbers for a lot size and an AQL.',
  },
  taskClass: 'light',
  pure: true,
  input: acceptanceSamplingRequestSchema,
  output: acceptanceSamplingResultSchema,
};
