// What `capability` is: what a process can do against its limits. `with` and output are those of `aix inspect capability`;
// a limit or target of null means none.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';
import { capabilityRequestSchema, capabilityResultSchema } from '../../quality/capability-schema.ts';
import { withOptional } from './optional-fields.ts';

export const capabilityTask: CatalogEntry = {
  name: 'capability',
  version: 1,
  title: { ko: '공정능력', en: 'Process capability' },
  summary: {
    ko: 'Cp, Cpk, Pp, Ppk와 신뢰구간을 경고와 함께 계산합니다.',
    en: 'Cp, Cpk, Pp and Ppk with confidence intervals and warnings.',
  },
  taskClass: 'light',
  pure: true,
  input: withOptional(capabilityRequestSchema, ['lsl', 'usl', 'target']),
  output: capabilityResultSchema,
};
