// What `notify` is: a notice on the home page of a role, and a mail where a mail server is set.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';

export const notifyTask: CatalogEntry = {
  name: 'notify',
  version: 1,
  title: { ko: '알림', en: 'Notice' },
  summary: {
    ko: '홈 화면에 알림을 띄우고, 메일 서버가 있으면 메일도 보냅니다.',
    en: 'Shows a notice on the home page, and mails it where a mail server is set.',
  },
  taskClass: 'heavy',
  pure: false,
  input: {
    type: 'object',
    required: ['title', 'roles'],
    additionalProperties: false,
    properties: {
      title: { type: 'string', minLength: 1, maxLength: 200 },
      body: { type: 'string', maxLength: 4000 },
      roles: { type: 'array', items: { enum: ['operator', 'inspector', 'quality-manager', 'planner', 'admin', 'auditor'] }, minItems: 1 },
      severity: { enum: ['info', 'warning', 'alarm'] },
      link: { type: 'string', pattern: '^/' },
      mail: { type: 'boolean' },
    },
  },
  output: { type: 'object', required: ['notified'], properties: { notified: { type: 'array' }, mailed: { type: 'integer' } } },
};
