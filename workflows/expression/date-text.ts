// Calendar arithmetic and the strftime and strptime mini-languages, in UTC and English as in C's "C" locale.

/** year, month 0-11, day, hour, minute, second (may have a fraction), weekday 0 = Sunday, day of the year 0-365. */
export type BrokenTime = readonly [number, number, number, number, number, number, number, number];

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const DAY_SECONDS = 86_400;

/** Days since 1970-01-01 of a date in the proleptic Gregorian calendar; month and day may lie outside their ranges. */
function daysFrom(year: number, month: number, day: number): number {
  const y = year + Math.floor(month / 12);
  const m = ((month % 12) + 12) % 12;
  // Counting years from March puts the leap day at the end (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
  const shifted = m < 2 ? y - 1 : y;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((m + 10) % 12) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** Seconds since 1970 of a broken down time; parts outside their ranges carry over, as timegm does it. */
export function secondsOf([year, month, day, hour, minute, second]: BrokenTime): number {
  return daysFrom(year, month, day) * DAY_SECONDS + hour * 3600 + minute * 60 + Math.floor(second);
}

export function breakDown(seconds: number): BrokenTime {
  const days = Math.floor(seconds / DAY_SECONDS);
  const rest = seconds - days * DAY_SECONDS;
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = (marchMonth + 2) % 12;
  const year = yearOfEra + era * 400 + (month < 2 ? 1 : 0);
  const whole = Math.floor(rest);
  return withDays(year, month, day, Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), rest - Math.floor(whole / 60) * 60);
}

function withDays(year: number, month: number, day: number, hour: number, minute: number, second: number): BrokenTime {
  const days = daysFrom(year, month, day);
  return [year, month, day, hour, minute, second, (((days + 4) % 7) + 7) % 7, days - daysFrom(year, 0, 1)];
}

function pad(value: number, width: number, fill = '0'): string {
  const size = String(Math.abs(Math.trunc(value))).padStart(width, fill);
  return value < 0 ? `-${size}` : size;
}

function isoWeek(time: BrokenTime): { year: number; week: number } {
  const [year, , , , , , weekday, yearDay] = time;
  const week = Math.floor((yearDay - ((weekday + 6) % 7) + 10) / 7);
  if (week < 1) return isoWeek(withDays(year - 1, 11, 31, 0, 0, 0));
  const january1 = withDays(year + 1, 0, 1, 0, 0, 0)[6];
  const nextStarts = ((january1 + 6) % 7) - 3 > 0 ? 0 : (january1 + 6) % 7;
  const length = daysFrom(year + 1, 0, 1) - daysFrom(year, 0, 1);
  return week === 53 && yearDay >= length - nextStarts ? { year: year + 1, week: 1 } : { year, week };
}

const COMPOUND: Readonly<Record<string, string>> = {
  c: '%a %b %e %H:%M:%S %Y',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  h: '%b',
  r: '%I:%M:%S %p',
  R: '%H:%M',
  T: '%H:%M:%S',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
};

/** strftime in UTC. A letter it does not know stays as written. */
export function formatTime(time: BrokenTime, format: string): string {
  return format.replace(/%[EO_^#-]?([A-Za-z%])/g, (all, letter: string) => {
    const compound = COMPOUND[letter];
    return compound === undefined ? (formatPart(time, letter) ?? all) : formatTime(time, compound);
  });
}

function formatPart(time: BrokenTime, letter: string): string | undefined {
  const [year, month, day, hour, minute, second, weekday, yearDay] = time;
  switch (letter) {
    case 'Y':
      return year > 9999 ? `+${year}` : String(year);
    case 'C':
      return pad(Math.floor(year / 100), 2);
    case 'y':
      return pad(((year % 100) + 100) % 100, 2);
    case 'm':
      return pad(month + 1, 2);
    case 'd':
      return pad(day, 2);
    case 'e':
      return pad(day, 2, ' ');
    case 'j':
      return pad(yearDay + 1, 3);
    case 'B':
      return MONTHS[month] ?? '?';
    case 'b':
      return (MONTHS[month] ?? '?').slice(0, 3);
    case 'A':
      return DAYS[weekday] ?? '?';
    case 'a':
      return (DAYS[weekday] ?? '?').slice(0, 3);
    case 'H':
      return pad(hour, 2);
    case 'k':
      return pad(hour, 2, ' ');
    case 'M':
      return pad(minute, 2);
    case 'S':
      return pad(Math.floor(second), 2);
    default:
      return formatRarePart(time, letter, ((hour + 11) % 12) + 1, weekday, yearDay);
  }
}

function formatRarePart(time: BrokenTime, letter: string, hour12: number, weekday: number, yearDay: number): string | undefined {
  switch (letter) {
    case 'I':
      return pad(hour12, 2);
    case 'l':
      return pad(hour12, 2, ' ');
    case 'p':
      return time[3] < 12 ? 'AM' : 'PM';
    case 'P':
      return time[3] < 12 ? 'am' : 'pm';
    case 's':
      return String(secondsOf(time));
    case 'u':
      return String(weekday === 0 ? 7 : weekday);
    case 'w':
      return String(weekday);
    case 'U':
      return pad(Math.floor((yearDay + 7 - weekday) / 7), 2);
    case 'W':
      return pad(Math.floor((yearDay + 7 - ((weekday + 6) % 7)) / 7), 2);
    case 'V':
      return pad(isoWeek(time).week, 2);
    case 'G':
      return String(isoWeek(time).year);
    case 'g':
      return pad(isoWeek(time).year % 100, 2);
    case 'z':
      return '+0000';
    case 'Z':
      return 'UTC';
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case '%':
      return '%';
    default:
      return undefined;
  }
}

interface Draft {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  isAfternoon: boolean | undefined;
}

type Reader = { readonly pattern: RegExp; readonly keep: (draft: Draft, text: string) => void };

const number = (digits: number, keep: (draft: Draft, value: number) => void): Reader => ({
  pattern: new RegExp(`[ \\t\\n]*([+-]?\\d{1,${digits}})`, 'y'),
  keep: (draft, text) => keep(draft, Number(text)),
});
const word = (words: readonly string[], keep: (draft: Draft, index: number) => void): Reader => ({
  pattern: new RegExp(`(${words.map((item) => `${item}|${item.slice(0, 3)}`).join('|')})`, 'iy'),
  keep: (draft, text) =>
    keep(
      draft,
      words.findIndex((item) => item.slice(0, 3).toLowerCase() === text.slice(0, 3).toLowerCase()),
    ),
});
const ignore = (): void => undefined;

const READERS: Readonly<Record<string, Reader>> = {
  Y: number(4, (draft, value) => Object.assign(draft, { year: value })),
  y: number(2, (draft, value) => Object.assign(draft, { year: value + (value < 69 ? 2000 : 1900) })),
  m: number(2, (draft, value) => Object.assign(draft, { month: value - 1 })),
  d: number(2, (draft, value) => Object.assign(draft, { day: value })),
  e: number(2, (draft, value) => Object.assign(draft, { day: value })),
  H: number(2, (draft, value) => Object.assign(draft, { hour: value })),
  k: number(2, (draft, value) => Object.assign(draft, { hour: value })),
  I: number(2, (draft, value) => Object.assign(draft, { hour: value % 12, isAfternoon: draft.isAfternoon ?? false })),
  M: number(2, (draft, value) => Object.assign(draft, { minute: value })),
  S: number(2, (draft, value) => Object.assign(draft, { second: value })),
  j: number(3, ignore),
  u: number(1, ignore),
  w: number(1, ignore),
  U: number(2, ignore),
  W: number(2, ignore),
  s: number(12, (draft, value) => {
    const [year, month, day, hour, minute, second] = breakDown(value);
    Object.assign(draft, { year, month, day, hour, minute, second });
  }),
  A: word(DAYS, ignore),
  a: word(DAYS, ignore),
  B: word(MONTHS, (draft, index) => Object.assign(draft, { month: index })),
  b: word(MONTHS, (draft, index) => Object.assign(draft, { month: index })),
  p: { pattern: /(AM|PM)/iy, keep: (draft, text) => Object.assign(draft, { isAfternoon: text.toUpperCase() === 'PM' }) },
  z: { pattern: /[ \t\n]*(Z|[+-]\d{2}:?(?:\d{2})?)/y, keep: ignore },
  Z: { pattern: /([A-Za-z]+)/y, keep: ignore },
  '%': { pattern: /(%)/y, keep: ignore },
};

/** strptime: undefined when the text does not match; `rest` is what was left over. The offset of %z is read and ignored, as in jq. */
export function parseTime(text: string, format: string): { time: BrokenTime; rest: string } | undefined {
  const draft: Draft = { year: 1970, month: 0, day: 1, hour: 0, minute: 0, second: 0, isAfternoon: undefined };
  const at = readParts(text, 0, format, draft);
  if (at === undefined) return undefined;
  if (draft.month > 11 || draft.month < 0 || draft.day > 31 || draft.day < 1 || draft.hour > 23 || draft.minute > 59 || draft.second > 61)
    return undefined;
  const hour = draft.isAfternoon === true ? draft.hour + 12 : draft.hour;
  return { time: withDays(draft.year, draft.month, draft.day, hour, draft.minute, draft.second), rest: text.slice(at) };
}

function readParts(text: string, from: number, format: string, draft: Draft): number | undefined {
  let at: number | undefined = from;
  for (const [part, letter] of format.matchAll(/%[EO]?([A-Za-z%])|\s+|[^%\s]/g)) {
    if (at === undefined) return undefined;
    if (letter === undefined) at = /^\s/.test(part) ? afterBlanks(text, at) : text[at] === part ? at + 1 : undefined;
    else at = readOne(text, at, letter, draft);
  }
  return at;
}

function readOne(text: string, at: number, letter: string, draft: Draft): number | undefined {
  const compound = COMPOUND[letter];
  if (compound !== undefined) return readParts(text, at, compound, draft);
  if (letter === 'n' || letter === 't') return afterBlanks(text, at);
  const reader = READERS[letter];
  if (reader === undefined) return undefined;
  reader.pattern.lastIndex = at;
  const found = reader.pattern.exec(text);
  if (found === null) return undefined;
  reader.keep(draft, found[1] ?? '');
  return reader.pattern.lastIndex;
}

function afterBlanks(text: string, at: number): number {
  let after = at;
  while (/\s/.test(text[after] ?? '.')) after += 1;
  return after;
}
