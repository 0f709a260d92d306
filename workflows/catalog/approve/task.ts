// What `approve` is: a decision by people, taken inside the run. It has no code of its own: the interpreter waits.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';
import { PERSON_INPUT } from './person-input.ts';

export const approveTask: CatalogEntry = {
  name: 'approve',
  version: 1,
  title: { ko: '승인', en: 'Approval' },
  summary: {
    ko: '담당자의 승인 또는 반려를 기다립니다. 시간이 지나도 자동으로 승인되지 않습니다.',
    en: 'Waits for a person to approve or reject. A time-out never approves.',
  },
  taskClass: 'wait',
  pure: false,
  input: PERSON_INPUT,
  output: {
    type: 'object',
    required: ['decision'],
    properties: {
      decision: { enum: ['approved', 'rejected'] },
      reason: { type: 'string' },
      by: { type: 'object' },
      at: { type: 'string' },
      form: { type: 'object' },
      timedOut: { type: 'boolean' },
      decisions: { type: 'array' },
    },
  },
};
