// Values as cells: numbers, percentages, times and words, each with its form of "not available". Deterministic, no locale of the machine.
import { copyOf, type Lang } from './copy/copy.ts';
import type { Cell, Field, Tone } from './report-document.ts';

export interface NumberForm {
  readonly decimals?: number;
  readonly unit?: string;
  readonly tone?: Tone;
  /** Why there is no value, shown after n/a. */
  readonly reason?: string;
}

export interface Cells {
  readonly text: (value: string | undefined, reason?: string) => Cell;
  readonly number: (value: number | undefined, form?: NumberForm) => Cell;
  /** A ratio (0..1) shown in percent. */
  readonly percent: (ratio: number | undefined, form?: NumberForm) => Cell;
  readonly time: (iso: string | undefined, reason?: string) => Cell;
  readonly field: (label: string, cell: Cell) => Field;
  readonly missing: (reason?: string) => Cell;
}

/** Cell makers bound to a language and a time zone. */
export function createCells(lang: Lang, timezone: string): Cells {
  const copy = copyOf(lang);
  const missing = (reason?: string): Cell => ({ text: reason ? `${copy.notAvailable} (${reason})` : copy.notAvailable });
  const number = (value: number | undefined, form: NumberForm = {}): Cell => {
    if (value === undefined || !Number.isFinite(value)) return missing(form.reason ?? (value === undefined ? undefined : copy.notFinite));
    const digits = formatNumber(value, form.decimals);
    const text = form.unit ? `${digits}${form.unit === '%' ? '' : ' '}${form.unit}` : digits;
    return { text, value, unit: form.unit, decimals: form.decimals, tone: form.tone };
  };
  return {
    text: (value, reason) => (value === undefined || value.trim() === '' ? missing(reason) : { text: value }),
    number,
    percent: (ratio, form = {}) => number(ratio === undefined ? undefined : ratio * 100, { decimals: 1, ...form, unit: '%' }),
    time: (iso, reason) => {
      if (iso === undefined || iso === '') return missing(reason);
      return { text: formatTime(iso, timezone) ?? iso };
    },
    field: (label, cell) => ({ label, cell }),
    missing,
  };
}

/** Digits with thousands separators; `decimals` fixed, or up to six significant digits without it. */
export function formatNumber(value: number, decimals?: number): string {
  const raw = decimals === undefined ? plain(value) : value.toFixed(decimals);
  const [whole = '0', fraction] = raw.split('.');
  if (/e/i.test(raw)) return raw;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return /^-[0.,]+$/.test(text) ? text.slice(1) : text;
}

function plain(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : String(Number(value.toPrecision(6)));
}

/** `2026-11-24 09:00` in the zone, undefined where the text is no time. A plain date stays as it is. */
export function formatTime(iso: string, timezone: string): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(iso)) return iso;
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return undefined;
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    calendar: 'iso8601',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(time);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((entry) => entry.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}
