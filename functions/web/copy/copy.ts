// Chooses the wording by language. Korean is the default and its shape is the type: a sentence missing in English does not compile.
import { en } from './en.ts';
import { ko } from './ko.ts';

export type Language = 'ko' | 'en';
export type { Copy } from './ko.ts';

export const LANGUAGES: readonly Language[] = ['ko', 'en'];
export const COPY = { ko, en } as const;

export function asLanguage(value: string | undefined): Language | undefined {
  return value === 'ko' || value === 'en' ? value : undefined;
}
