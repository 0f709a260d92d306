// When a schedule fires next, for people to see before it does. For the doors: it asks Intl for time zones, so it is not for the interpreter.
// It must say what Temporal's schedules will do: times that the clock skips do not fire, times that it repeats fire at each.
import { type Cron, parseCron } from './cron.ts';
import type { Schedule } from './document.ts';
import { durationMilliseconds } from './duration.ts';

export interface FireTimesOptions {
  /** IANA name; UTC when absent. */
  readonly timezone?: string;
  /** Epoch milliseconds; only times strictly after it are given. */
  readonly after: number;
  readonly count: number;
}

const DAY = 86_400_000;
const MINUTE = 60_000;
/** 29 February on a given day of the week comes back within 40 years. */
const HORIZON_DAYS = 366 * 41;

/**
 * The next `count` fire times in epoch milliseconds, ascending. Empty for `after` and `on`, whose times depend on what happens,
 * and for a cron expression that cannot be read. `every` counts from the epoch, as Temporal's intervals do.
 */
export function nextFireTimes(schedule: Schedule, options: FireTimesOptions): number[] {
  if (schedule.cron !== undefined) return cronTimes(schedule.cron, options);
  if (schedule.every !== undefined) return intervalTimes(durationMilliseconds(schedule.every), options);
  return [];
}

function intervalTimes(milliseconds: number, { after, count }: FireTimesOptions): number[] {
  const interval = Math.floor(milliseconds / 1000) * 1000;
  if (interval <= 0) return [];
  const first = (Math.floor(after / interval) + 1) * interval;
  return Array.from({ length: count }, (_, index) => first + index * interval);
}

function cronTimes(text: string, { timezone = 'UTC', after, count }: FireTimesOptions): number[] {
  const cron = parseCron(text);
  if (!cron || count <= 0) return [];
  const zone = timeZone(timezone);
  const times: number[] = [];
  // Local midnight as if it were UTC; a day earlier than `after`, since zones reach 14 hours either way.
  const firstDay = Math.floor((after + zone.offsetAt(after)) / DAY) * DAY - DAY;
  for (let day = firstDay, left = HORIZON_DAYS; left > 0 && times.length < count; day += DAY, left -= 1) {
    if (!fitsDay(cron, new Date(day))) continue;
    for (const time of timesOfDay(cron, day, zone)) if (time > after && times.length < count) times.push(time);
  }
  return times;
}

/** A day must fit both the day of the month and the day of the week. */
function fitsDay(cron: Cron, day: Date): boolean {
  return (
    cron.months.values.has(day.getUTCMonth() + 1) && cron.days.values.has(day.getUTCDate()) && cron.weekdays.values.has(day.getUTCDay())
  );
}

function timesOfDay(cron: Cron, day: number, zone: Zone): number[] {
  const early = zone.offsetAt(day - DAY);
  const late = zone.offsetAt(day + 2 * DAY);
  const times: number[] = [];
  for (const hour of cron.hours.values) {
    for (const minute of cron.minutes.values) {
      const wall = day + (hour * 60 + minute) * MINUTE;
      if (early === late) times.push(wall - early);
      else for (const offset of new Set([early, late])) if (zone.offsetAt(wall - offset) === offset) times.push(wall - offset);
    }
  }
  return times.sort((left, right) => left - right);
}

interface Zone {
  /** Milliseconds that local time is ahead of UTC at this instant. */
  offsetAt(time: number): number;
}

const zones = new Map<string, Zone>();

function timeZone(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const zone: Zone = {
    offsetAt: (time) => {
      const whole = Math.floor(time / 1000) * 1000;
      const parts = new Map(format.formatToParts(whole).map((part) => [part.type, Number(part.value)]));
      const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
      return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - whole;
    },
  };
  if (zones.size < 600) zones.set(name, zone);
  return zone;
}
