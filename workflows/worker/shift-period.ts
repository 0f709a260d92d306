// The period of a named shift: day 08-16, evening 16-24, night 00-08, Korean time. Shift calendars of a plant will replace these hours.
const HOURS: Readonly<Record<string, readonly [number, number]>> = { day: [8, 16], evening: [16, 24], night: [0, 8] };
const OFFSET = '+09:00';

/** @returns ISO 8601 moments; an unknown shift is the whole day. */
export function shiftPeriod(date: string, shift: string): { startedAt: string; endedAt: string } {
  const [from, to] = HOURS[shift] ?? [0, 24];
  const midnight = Date.parse(`${date}T00:00:00${OFFSET}`);
  const at = (hour: number): string => new Date(midnight + hour * 3_600_000).toISOString();
  return { startedAt: at(from), endedAt: at(to) };
}
