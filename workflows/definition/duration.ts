// Durations of a document, ISO 8601 or as an object, to milliseconds. No calendar: a year is 365 days, a month 30, a week 7.
import type { Duration } from './document.ts';
import { AppError } from './errors.ts';
import { isJsonObject } from './json.ts';

const UNIT_MILLISECONDS = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1000, milliseconds: 1 } as const;
export const DURATION_UNITS = Object.keys(UNIT_MILLISECONDS) as readonly (keyof typeof UNIT_MILLISECONDS)[];

const ISO =
  /^P(?!$)(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?=\d)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const ISO_MILLISECONDS = [365 * 86_400_000, 30 * 86_400_000, 7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000] as const;

/** A hundred years: past it the arithmetic of timers and dates is no longer to be trusted. */
const LONGEST_MILLISECONDS = 100 * 365 * 86_400_000;

/** @returns whether `text` is an ISO 8601 duration such as PT4H or P1DT12H, of at most a hundred years. */
export function isIsoDuration(text: string): boolean {
  return isoMilliseconds(text) !== undefined;
}

/**
 * @returns milliseconds, 0 or more, rounded to whole ones.
 * @throws AppError `invalid` for anything that is no duration, or longer than a hundred years.
 */
export function durationMilliseconds(duration: Duration): number {
  const milliseconds = typeof duration === 'string' ? isoMilliseconds(duration) : objectMilliseconds(duration);
  if (milliseconds === undefined) {
    throw new AppError('invalid', `${shown(duration)} is not a duration; write ISO 8601 such as PT4H, or an object such as {hours: 4}.`);
  }
  return milliseconds;
}

function isoMilliseconds(text: string): number | undefined {
  const match = text.length > 100 ? null : ISO.exec(text);
  if (!match) return undefined;
  return bounded(ISO_MILLISECONDS.reduce((sum, unit, index) => sum + Number(match[index + 1] ?? 0) * unit, 0));
}

function objectMilliseconds(duration: unknown): number | undefined {
  if (!isJsonObject(duration)) return undefined;
  let sum = 0;
  const entries = Object.entries(duration);
  for (const [unit, amount] of entries) {
    if (!Object.hasOwn(UNIT_MILLISECONDS, unit) || typeof amount !== 'number' || !Number.isFinite(amount) || amount < 0) return undefined;
    sum += amount * UNIT_MILLISECONDS[unit as keyof typeof UNIT_MILLISECONDS];
  }
  return entries.length === 0 ? undefined : bounded(sum);
}

function bounded(milliseconds: number): number | undefined {
  return milliseconds <= LONGEST_MILLISECONDS ? Math.round(milliseconds) : undefined;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
