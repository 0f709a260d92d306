// Makes what a reader cannot see visible: control, bidirectional and zero-width characters become their code point in brackets.
// Every string of a report passes here once, so that no hidden text reaches a document that people sign.

// Tab and line feed stay; everything else here would be invalid XML, reorder the line or hide between letters.
const hidden =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u115F\u1160\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\uFFFE\uFFFF]|[\u{E0000}-\u{E007F}]/gu;
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Returns the text with every invisible character shown as `[U+200B]`; carriage returns before line feeds simply go. */
export function visibleText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(loneSurrogate, '\uFFFD')
    .replace(hidden, (character) => `[U+${codePoint(character)}]`);
}

/** Applies `visibleText` to every string of a value, keys included, leaving its shape alone. */
export function visibleDeep<T>(value: T): T {
  return mapStrings(value, visibleText) as T;
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)]));
  }
  return value;
}

/** The code point of a character as four to six upper-case hexadecimal digits. */
export function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
