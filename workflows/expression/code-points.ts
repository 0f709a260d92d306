// Strings counted by code points, as jq counts them; JavaScript counts UTF-16 units. Text without surrogates takes the fast path.

const SURROGATE = /[\ud800-\udfff]/;

export function hasSurrogates(text: string): boolean {
  return SURROGATE.test(text);
}

export function codePointLength(text: string): number {
  if (!hasSurrogates(text)) return text.length;
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** `from` and `to` are code point offsets within 0..length. */
export function codePointSlice(text: string, from: number, to: number): string {
  if (!hasSurrogates(text)) return text.slice(from, to);
  return [...text].slice(from, to).join('');
}

/** The code point offset of a UTF-16 offset. */
export function codePointOffset(text: string, unitOffset: number): number {
  if (!hasSurrogates(text)) return unitOffset;
  return codePointLength(text.slice(0, unitOffset));
}
