// Looking inside strings: splitting and where a part occurs. Offsets are code points.
import type { Json } from '../definition/json.ts';
import { codePointOffset, hasSurrogates } from './code-points.ts';
import { chargeCopy, spend } from './work.ts';

/** `text / separator`: an empty text has no parts, an empty separator splits into characters. */
export function splitText(text: string, separator: string): Json {
  if (text === '') return [];
  spend(text.length >> 6);
  const parts = separator === '' ? Array.from(text) : text.split(separator);
  chargeCopy(parts.length);
  return parts;
}

/** Code point offsets of every occurrence, overlapping ones too. */
export function occurrences(text: string, part: string): number[] {
  const found: number[] = [];
  if (part === '') return found;
  const plain = !hasSurrogates(text);
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) {
    spend(1);
    found.push(plain ? at : codePointOffset(text, at));
  }
  return found;
}
