// Chooses the wording of a language. The words themselves stand in en.ts and ko.ts, one file per language and nowhere else.
import { en, type ReportCopy } from './en.ts';
import { ko } from './ko.ts';

export type Lang = 'ko' | 'en';
export type { ReportCopy } from './en.ts';

const languages: Readonly<Record<Lang, ReportCopy>> = { ko, en };

export function copyOf(lang: Lang): ReportCopy {
  return languages[lang];
}
