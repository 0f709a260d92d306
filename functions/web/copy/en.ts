// English wording of the pages; its shape is the Korean one's.
import { formEn } from './form-en.ts';
import type { Copy } from './ko.ts';
import { pagesEn } from './pages-en.ts';

export const en: Copy = {
  product: 'AIX',
  htmlLang: 'en',
  skip: 'Skip to content',
  menu: 'Menu',
  more: 'More',
  language: '한국어',
  languageLabel: 'Switch the language to Korean',
  nav: {
    home: 'Home',
    forms: 'Forms',
    tasks: 'Tasks',
    runs: 'Runs',
    reports: 'Reports',
    schedules: 'Schedules',
    definitions: 'Definitions',
    audit: 'Audit',
  },
  signedInAs: 'Signed in as',
  signOut: 'Sign out',
  roles: {
    operator: 'Operator',
    inspector: 'Inspector',
    'quality-manager': 'Quality manager',
    planner: 'Planner',
    admin: 'Administrator',
    auditor: 'Auditor',
  },
  form: formEn,
  ...pagesEn,
};
