// Korean wording of the pages. Nothing shown to a person is written anywhere else than in this folder.
import { formKo } from './form-ko.ts';
import { pagesKo } from './pages-ko.ts';

export const ko = {
  product: 'AIX',
  htmlLang: 'ko',
  skip: '본문으로 바로 가기',
  menu: '메뉴',
  more: '더 보기',
  language: 'English',
  languageLabel: '언어를 영어로 바꾸기',
  nav: {
    home: '홈',
    forms: '양식',
    tasks: '할 일',
    runs: '실행',
    reports: '보고서',
    schedules: '일정',
    definitions: '정의',
    audit: '감사 기록',
  },
  signedInAs: '로그인한 사람',
  signOut: '로그아웃',
  roles: {
    operator: '작업자',
    inspector: '검사원',
    'quality-manager': '품질 책임자',
    planner: '계획 담당',
    admin: '관리자',
    auditor: '감사자',
  } as Readonly<Record<string, string>>,
  form: formKo,
  ...pagesKo,
};

export type Copy = typeof ko;
