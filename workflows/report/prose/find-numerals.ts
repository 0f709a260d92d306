// Finds every number in a text, in digits or words, with its unit, its precision, and whether it is a time, a date or part of an identifier.
import { englishNumber, large, nativeNumber, sinoNumber, wordPatterns } from './number-words.ts';
import type { Numeral } from './prose-fact.ts';
import { unitAt } from './units.ts';

const hedgeBefore = /(?:약|대략|거의|about|around|roughly|approximately|nearly|some)\s*$/i;
const hedgeAfter = /^\s*(?:가량|정도|쯤|내외|or so)/;
const digits = '[-−+]?\\d+(?:,\\d{3})*(?:\\.\\d+)?';
const patterns = {
  // Order matters: an earlier kind claims its characters.
  date: /\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?|(?:\d{4}년 ?)?\d{1,2}월 ?\d{1,2}일|\d{4}년(?: ?\d{1,2}월)?/g,
  time: /(?:오전|오후|새벽|밤|아침|저녁|낮) ?\d{1,2}시(?: ?\d{1,2}분| ?반)?|\d{1,2}시(?!간|그마)(?: ?\d{1,2}분| ?반)?|\b\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?|\b\d{1,2} ?[ap]\.?m\b\.?/gi,
  identifier: /\b(?=[\w-]*[A-Za-z])(?=[\w-]*\d)[A-Za-z][\w]*(?:-[\w]+)*|\b\d+[A-Za-z]{3,}[\w-]*\d[\w-]*/g,
  number: new RegExp(`${digits}(?: ?[천백])?(?: ?[조억만](?: ?${digits}(?: ?[천백])?)?)*`, 'g'),
};

/** All numerals of a text in reading order. Full-width digits count as digits. */
export function findNumerals(source: string): Numeral[] {
  // Same length, so that offsets stay those of the source.
  const text = source.replace(/[０-９．，％－]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
  const found: Numeral[] = [];
  const free = (at: number, end: number): boolean => !found.some((other) => at < other.end && end > other.at);
  const add = (numeral: Numeral): void => {
    if (free(numeral.at, numeral.end)) found.push(numeral);
  };
  for (const kind of ['date', 'time', 'identifier'] as const) {
    for (const match of text.matchAll(patterns[kind])) add(plain(match[0], match.index, kind));
  }
  for (const match of text.matchAll(patterns.number)) add(digitNumeral(text, match[0], match.index));
  for (const numeral of wordNumerals(text)) add(numeral);
  return found.sort((a, b) => a.at - b.at);
}

function plain(text: string, at: number, kind: Numeral['kind']): Numeral {
  return { text, at, end: at + text.length, value: Number.NaN, step: 1, unit: undefined, hedged: false, kind };
}

function digitNumeral(text: string, written: string, at: number): Numeral {
  // A hyphen after a letter or digit joins ("P-07", "10-30") and is no sign.
  const signed = /^[-−+]/.test(written) && /[\p{L}\d)]$/u.test(text.slice(0, at));
  const body = signed ? written.slice(1) : written;
  const start = signed ? at + 1 : at;
  const { value, step } = mixedValue(body.replace('−', '-'));
  return withUnit(text, body, start, value, step);
}

/** 1억 2,000만 -> 120,000,000; 3만 5천 -> 35,000; 1.2만 -> 12,000 in steps of 1,000. */
function mixedValue(written: string): { value: number; step: number } {
  const parts = [...written.matchAll(/([-+]?\d+(?:,\d{3})*(?:\.\d+)?) ?([천백])? ?([조억만])?/g)];
  let value = 0;
  let step = 1;
  for (const [, digit = '0', middle, power] of parts) {
    const plainDigits = digit.replace(/,/g, '');
    const scale = (middle === '천' ? 1000 : middle === '백' ? 100 : 1) * (power ? (large[power] ?? 1) : 1);
    const part = Number(plainDigits) * scale;
    value += value < 0 ? -Math.abs(part) : part;
    step = scale * 10 ** -(plainDigits.split('.')[1]?.length ?? 0);
  }
  return { value: Number(value.toPrecision(15)), step };
}

function withUnit(text: string, written: string, at: number, value: number, step: number): Numeral {
  const end = at + written.length;
  const unit = unitAt(text, end);
  const after = unit?.end ?? end;
  const hedged = hedgeBefore.test(text.slice(Math.max(0, at - 16), at)) || hedgeAfter.test(text.slice(after, after + 8));
  return { text: text.slice(at, after), at, end: after, value, step, unit: unit?.unit, hedged, kind: 'number' };
}

function wordNumerals(text: string): Numeral[] {
  const words: [RegExp, (word: string) => number | undefined][] = [
    [wordPatterns.doubled, () => 2],
    [wordPatterns.sino, sinoNumber],
    [wordPatterns.native, nativeNumber],
    [wordPatterns.english, englishNumber],
    [wordPatterns.englishOne, () => 1],
  ];
  const numerals = words.flatMap(([pattern, read]) =>
    [...text.matchAll(pattern)].flatMap((match): Numeral[] => {
      const value = match[0] === '' ? undefined : read(match[0]);
      if (value === undefined) return [];
      if (pattern === wordPatterns.doubled) return [{ ...plain(match[0], match.index, 'number'), value, unit: 'times' }];
      return [withUnit(text, match[0], match.index, value, 1)];
    }),
  );
  const halves = [...text.matchAll(wordPatterns.half)].map(
    (match): Numeral => ({ ...plain(match[0], match.index, 'number'), value: 50, unit: '%', hedged: true }),
  );
  return [...numerals, ...halves];
}
