// What `switching` is: which severity the next lot is inspected with. `with` and output are those of `aix inspect switching`.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';
import { switchingRequestSchema, switchingResultSchema } from '../../quality/switching-schema.ts';

export const switchingTask: CatalogEntry = {
  name: 'switching',
  version: 1,
  title: { ko: '검사 엄격도 전환', en: 'Switching rules' },
  summary: {
    ko: '로트 결과에 따라 보통·까다로운·수월한 검사로 전환합니다.',
    en: 'Moves between normal, tightened and reduced inspection by the results of lots.',
  },
  taskClass: 'light',
  pure: true,
  input: switchingRequestSchema,
  output: switchingResultSchema,
};
