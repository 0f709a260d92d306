// Reads dates and times of pickers strictly: 2026-02-30 is no date. A date-time without offset is taken in the plant's time zone and
// stored with its offset, so that the text says one instant.

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?$/i;

export function isCalendarDate(text: string): boolean {
  const match = DATE.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCFullYear(year);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** `format: time` of JSON Schema wants an offset; a picker gives none, so the caller's is added. */
export function readTime(text: string, offset: string): string | undefined {
  const match = TIME.exec(text);
  if (match === null) return undefined;
  return `${match[3] === undefined ? `${text.slice(0, 5)}:00${text.slice(5)}` : text}${match[5] === undefined ? offset : ''}`;
}

/** Full RFC 3339 text, or undefined when it is no date and time. */
export function readDateTime(text: string, timeZone: string): string | undefined {
  const [date, time, ...rest] = text.split(/[Tt ]/);
  if (date === undefined || time === undefined || rest.length > 0 || !isCalendarDate(date)) return undefined;
  const plain = readTime(time, '');
  if (plain === undefined) return undefined;
  if (/(Z|[+-]\d{2}:\d{2})$/i.test(plain)) return `${date}T${plain}`;
  return `${date}T${plain}${offsetAt(new Date(`${date}T${plain}Z`), timeZone)}`;
}

/** The zone's offset as `+09:00`, at the given wall-clock time read as UTC (an hour off only within a summer-time change). */
export function offsetAt(at: Date, timeZone: string): string {
  const name = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value;
  const offset = name?.replace('GMT', '') ?? '';
  return offset === '' ? 'Z' : offset;
}
