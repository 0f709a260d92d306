// Strings of a wanted shape: known formats, and simple patterns (literals, classes, groups, quantifiers). Harder patterns give undefined.

/** A string for `format` or `pattern`; undefined where neither is given or the pattern is beyond this small reader. */
export function stringFor(schema: { readonly format?: unknown; readonly pattern?: unknown }, random: () => number): string | undefined {
  if (typeof schema.pattern === 'string') return textOfPattern(schema.pattern, random);
  return typeof schema.format === 'string' ? FORMATS[schema.format] : undefined;
}

const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-01-15',
  time: '09:00:00Z',
  'date-time': '2026-01-15T09:00:00Z',
  duration: 'PT8H',
  email: 'quality@example.com',
  uuid: '3f0c2f6e-8f5b-4d53-9a57-2f6a0f4f1c11',
  uri: 'https://example.com/',
  'uri-reference': '/',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  regex: '.*',
  'json-pointer': '/a',
};

const CLASSES: Readonly<Record<string, string>> = { d: '0123456789', w: 'abcdefghijklmnopqrstuvwxyz0123456789_', s: ' ' };

function textOfPattern(pattern: string, random: () => number): string | undefined {
  try {
    const text = readChoice({ source: pattern.replace(/^\^/, '').replace(/\$$/, ''), at: 0 }, random);
    return new RegExp(pattern, 'u').test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

interface Cursor {
  readonly source: string;
  at: number;
}

/** Takes the first alternative; the others are read and dropped. */
function readChoice(cursor: Cursor, random: () => number): string {
  const first = readSequence(cursor, random);
  while (cursor.source[cursor.at] === '|') {
    cursor.at += 1;
    readSequence(cursor, random);
  }
  return first;
}

function readSequence(cursor: Cursor, random: () => number): string {
  let text = '';
  while (cursor.at < cursor.source.length && cursor.source[cursor.at] !== '|' && cursor.source[cursor.at] !== ')') {
    const start = cursor.at;
    const atom = readAtom(cursor, random);
    const after = cursor.at;
    const count = readCount(cursor);
    const end = cursor.at;
    if (count === 0) continue;
    text += atom;
    for (let times = 1; times < count; times += 1) {
      cursor.at = start;
      text += readAtom(cursor, random);
    }
    cursor.at = Math.max(end, after);
  }
  return text;
}

function readAtom(cursor: Cursor, random: () => number): string {
  const char = cursor.source[cursor.at] ?? '';
  cursor.at += 1;
  if (char === '(') {
    if (cursor.source[cursor.at] === '?') {
      if (cursor.source[cursor.at + 1] !== ':') throw new Error('lookarounds are not read');
      cursor.at += 2;
    }
    const text = readChoice(cursor, random);
    if (cursor.source[cursor.at] !== ')') throw new Error('unclosed group');
    cursor.at += 1;
    return text;
  }
  if (char === '[') return pick(readClass(cursor), random);
  if (char === '.') return pick('abcdefgh', random);
  if (char !== '\\') return char;
  const escaped = cursor.source[cursor.at] ?? '';
  cursor.at += 1;
  const set = CLASSES[escaped];
  if (set !== undefined) return pick(set, random);
  if (/[a-zA-Z]/.test(escaped)) throw new Error('this escape is not read');
  return escaped;
}

function readClass(cursor: Cursor): string {
  if (cursor.source[cursor.at] === '^') throw new Error('negated classes are not read');
  let set = '';
  while (cursor.at < cursor.source.length && cursor.source[cursor.at] !== ']') {
    let char = cursor.source[cursor.at] ?? '';
    if (char === '\\') {
      cursor.at += 1;
      char = cursor.source[cursor.at] ?? '';
      set += CLASSES[char] ?? char;
      cursor.at += 1;
    } else if (cursor.source[cursor.at + 1] === '-' && cursor.source[cursor.at + 2] !== ']') {
      const last = (cursor.source[cursor.at + 2] ?? char).charCodeAt(0);
      for (let code = char.charCodeAt(0); code <= last && set.length < 500; code += 1) set += String.fromCharCode(code);
      cursor.at += 3;
    } else {
      set += char;
      cursor.at += 1;
    }
  }
  cursor.at += 1;
  return set;
}

/** The least count that is not zero where it may be one: `*` none, `+` and `?` one. */
function readCount(cursor: Cursor): number {
  const char = cursor.source[cursor.at];
  let count = 1;
  if (char === '*') count = 0;
  else if (char === '{') {
    const found = /^\{(\d+)(,\d*)?\}/.exec(cursor.source.slice(cursor.at));
    if (found === null) throw new Error('a brace that is no count');
    count = Math.min(Number(found[1]), 1_000);
    cursor.at += found[0].length - 1;
  } else if (char !== '+' && char !== '?') return 1;
  cursor.at += 1;
  if (cursor.source[cursor.at] === '?') cursor.at += 1;
  return count;
}

function pick(set: string, random: () => number): string {
  return set[Math.floor(random() * set.length)] ?? '';
}
