// What `pareto` is: the vital few first. `with` and output are those of `aix inspect pareto`.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';
import { paretoRequestSchema, paretoResultSchema } from '../../quality/pareto-schema.ts';

export const paretoTask: CatalogEntry = {
  name: 'pareto',
  version: 1,
  title: { ko: '파레토 분석', en: 'Pareto analysis' },
  summary: {
    ko: '불량이나 원인을 많은 순서로 정렬하고 누적 비율을 구합니다.',
    en: 'Sorts defects or causes by count, with their cumulative share.',
  },
  taskClass: 'light',
  pure: true,
  input: paretoRequestSchema,
  output: paretoResultSchema,
};
