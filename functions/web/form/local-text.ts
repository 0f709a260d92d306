// Chooses a text by language. A missing translation falls back to the other language rather than to nothing.
import type { LocalText } from '../../../workflows/definition/document.ts';
import type { Language } from '../copy/copy.ts';

export function textIn(text: LocalText | undefined, language: Language): string | undefined {
  if (text === undefined) return undefined;
  return (language === 'ko' ? (text.ko ?? text.en) : (text.en ?? text.ko)) ?? undefined;
}
