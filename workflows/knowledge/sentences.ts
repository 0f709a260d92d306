// Cuts text into sentences, Korean and English, keeping where each stands. Pure.

export interface Span {
  readonly text: string;
  /** Of its first character in the given text. */
  readonly offset: number;
}

const abbreviations = new Set([
  'no',
  'nos',
  'fig',
  'tab',
  'vs',
  'approx',
  'max',
  'min',
  'dia',
  'dr',
  'mr',
  'ms',
  'st',
  'e.g',
  'i.e',
  'etc',
  'rev',
  'sec',
  'cf',
  'ref',
]);

/**
 * Returns the sentences of a text with their offsets, trimmed, never empty. A line end always closes a sentence; a full stop
 * closes one unless it follows an abbreviation or a list number, or stands inside a number (`0.05`).
 */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  const close = (end: number): void => {
    const raw = text.slice(start, end);
    const trimmed = raw.trim();
    if (trimmed !== '') spans.push({ text: trimmed, offset: start + raw.indexOf(trimmed) });
    start = end;
  };
  for (const match of text.matchAll(/\n|[.!?。]+["')\]”’]*(?=\s|$)/g)) {
    const end = match.index + match[0].length;
    if (match[0] === '\n' || !continues(text.slice(start, match.index), match[0])) close(end);
  }
  close(text.length);
  return spans;
}

/** True when a full stop after `before` ends a word, not a sentence. */
function continues(before: string, mark: string): boolean {
  if (mark !== '.') return false;
  const word =
    /\S+$/
      .exec(before)?.[0]
      .toLowerCase()
      .replace(/^[("'[]+/, '') ?? '';
  return abbreviations.has(word) || /^\(?(\d{1,3}|[a-z가-하])$/.test(before.trim().toLowerCase());
}
