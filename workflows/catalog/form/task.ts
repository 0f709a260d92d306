// What `form` is: values filled in by a person in the middle of a run. The interpreter waits.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';
import { PERSON_INPUT } from '../approve/person-input.ts';

export const formTask: CatalogEntry = {
  name: 'form',
  version: 1,
  title: { ko: '입력 요청', en: 'Form' },
  summary: { ko: '실행 도중 담당자에게 값을 입력받습니다.', en: 'Asks a person to fill in values in the middle of a run.' },
  taskClass: 'wait',
  pure: false,
  input: PERSON_INPUT,
  output: {
    type: 'object',
    required: ['values'],
    properties: { values: { type: 'object' }, by: { type: 'object' }, at: { type: 'string' } },
  },
};
