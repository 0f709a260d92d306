// Times, durations and sizes in words of the page's language. Pure: the clock comes with the page.
import type { LocalText } from '../../workflows/definition/document.ts';
import type { Copy, Language } from './copy/copy.ts';
import { textIn } from './form/local-text.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function dateTimeText(iso: string, language: Language, timeZone: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(language === 'ko' ? 'ko-KR' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
    hourCycle: 'h23',
  }).format(date);
}

export function agoText(iso: string, now: Date, copy: Copy): string {
  const past = now.getTime() - new Date(iso).getTime();
  if (past < MINUTE) return copy.units.justNow;
  if (past < HOUR) return copy.units.minutesAgo(Math.floor(past / MINUTE));
  if (past < DAY) return copy.units.hoursAgo(Math.floor(past / HOUR));
  return copy.units.daysAgo(Math.floor(past / DAY));
}

/** How long until a deadline, or how late it is. */
export function deadlineText(iso: string, now: Date, copy: Copy): string {
  const left = new Date(iso).getTime() - now.getTime();
  const size = Math.abs(left);
  const [minutes, hours, days] =
    left >= 0
      ? [copy.units.inMinutes, copy.units.inHours, copy.units.inDays]
      : [copy.units.lateMinutes, copy.units.lateHours, copy.units.lateDays];
  if (size < HOUR) return minutes(Math.floor(size / MINUTE));
  return size < 2 * DAY ? hours(Math.floor(size / HOUR)) : days(Math.floor(size / DAY));
}

export function durationText(milliseconds: number, copy: Copy): string {
  if (milliseconds < 1000) return copy.units.milliseconds(Math.max(0, Math.round(milliseconds)));
  if (milliseconds < 2 * MINUTE) return copy.units.seconds(Math.round(milliseconds / 100) / 10);
  return milliseconds < 2 * HOUR
    ? copy.units.minutes(Math.round(milliseconds / MINUTE))
    : copy.units.hours(Math.round(milliseconds / HOUR));
}

export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function numberText(value: number, language: Language): string {
  return new Intl.NumberFormat(language === 'ko' ? 'ko-KR' : 'en-GB', { maximumFractionDigits: 6 }).format(value);
}

/** A definition's title, or its name where it has none in any language. */
export function titleText(definition: { readonly name: string; readonly title?: LocalText }, language: Language): string {
  return textIn(definition.title, language) ?? definition.name;
}

/** Role names in words, joined. */
export function rolesText(roles: readonly string[], copy: Copy): string {
  return roles.map((role) => copy.roles[role] ?? role).join(', ');
}

/** `step.completed` in words; an action without words is shown as it is. */
export function actionText(action: string, copy: Copy): string {
  const [noun = '', verb = ''] = action.split('.');
  const words: Readonly<Record<string, string>> = copy.audit.nouns;
  const verbs: Readonly<Record<string, string>> = { ...copy.runs.states, ...copy.tasks.states, ...copy.audit.verbs };
  const [name, happened] = [words[noun], verbs[verb]];
  return name === undefined || happened === undefined ? action : `${name}: ${happened}`;
}
