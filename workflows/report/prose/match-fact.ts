// Which fact stands behind a numeral: value, unit and rounding must all agree. Texts (lots, dates, times) are matched as texts.
import { formatTime } from '../cell.ts';
import type { Numeral, ProseFact } from './prose-fact.ts';
import { canonicalUnit } from './units.ts';

export interface MatchSettings {
  readonly facts: readonly ProseFact[];
  /** Literals that may stand without a fact: ids, rule names, dates, specification limits. */
  readonly allowed: readonly string[];
  /** Zone in which ISO times of the facts are read as clock times. */
  readonly timezone: string;
  readonly anyUnit: boolean;
}

/** The facts that the numeral may be; empty where none supports it. `unit` tells that only the unit is wrong. */
export function matchFacts(
  numeral: Numeral,
  settings: MatchSettings,
): { readonly facts: readonly ProseFact[]; readonly literal: boolean; readonly unitOnly: boolean } {
  if (isAllowed(numeral, settings)) return { facts: [], literal: true, unitOnly: false };
  if (numeral.kind !== 'number') {
    const facts = settings.facts.filter((fact) => typeof fact.value === 'string' && textMatches(numeral, fact.value, settings.timezone));
    return { facts, literal: false, unitOnly: false };
  }
  const near = settings.facts.filter((fact) => typeof fact.value === 'number' && valueMatches(numeral, fact, fact.value));
  const facts = settings.anyUnit ? near : near.filter((fact) => unitMatches(numeral.unit, fact.unit));
  return { facts, literal: false, unitOnly: facts.length === 0 && near.length > 0 };
}

function isAllowed(numeral: Numeral, { allowed }: MatchSettings): boolean {
  const bare = numeral.text.trim();
  return allowed.some(
    (literal) => literal === bare || (numeral.kind !== 'number' && literal.includes(bare)) || sameQuantity(literal, numeral),
  );
}

/** An allowed literal such as "4.9 mm" covers 4.9mm, and "4.9" covers 4.9 without a unit. */
function sameQuantity(literal: string, numeral: Numeral): boolean {
  const match = /^([-−+]?[\d,]+(?:\.\d+)?)\s*(.*)$/.exec(literal.trim());
  if (!match || numeral.kind !== 'number') return false;
  const [, digits = '', unit] = match;
  return Number(digits.replace(/,/g, '').replace('−', '-')) === numeral.value && canonicalUnit(unit) === numeral.unit;
}

function valueMatches(numeral: Numeral, fact: ProseFact, value: number): boolean {
  // "3.2 % 감소" writes a change of -3.2 without its sign; the direction check looks at the sign.
  const targets = fact.isChange || value < 0 ? [value, Math.abs(value)] : [value];
  return targets.some((target) => {
    const written = fact.decimals === undefined ? roundTo(target, numeral.step) : roundTo(target, 10 ** -fact.decimals);
    if (close(numeral.value, written)) return true;
    // Coarser than the fact is only right where the text says that it is rounded.
    return numeral.hedged && close(numeral.value, roundTo(target, numeral.step));
  });
}

function roundTo(value: number, step: number): number {
  // toFixed rounds the decimal form that people see; a plain division would round 1.005 by its binary form.
  const decimals = Math.round(-Math.log10(step));
  return decimals >= 0 ? Number(value.toFixed(Math.min(decimals, 15))) : Math.round(value / step) * step;
}

function close(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(a), Math.abs(b));
}

/** Whether a written unit is the fact's; counted things may carry any counter or none. */
export function unitMatches(written: string | undefined, unit: string | undefined): boolean {
  const wanted = canonicalUnit(unit);
  if (written === wanted) return true;
  // Counted things may carry any counter or none: 12건, 12 signals, 12.
  const counted = wanted === undefined || wanted === 'count';
  return counted && (written === undefined || written === 'count');
}

function textMatches(numeral: Numeral, value: string, timezone: string): boolean {
  if (value.includes(numeral.text.trim())) return true;
  const local = /^\d{4}-\d{2}-\d{2}/.test(value) ? formatTime(value, timezone) : undefined;
  if (local === undefined) return false;
  const [date = '', clock = ''] = local.split(' ');
  if (numeral.kind === 'date') return dateMatches(numeral.text, date);
  return numeral.kind === 'time' && clockMatches(numeral.text, clock);
}

function dateMatches(text: string, date: string): boolean {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  if (text.startsWith(date)) return true;
  const read = /^(?:(\d{4})년)? ?(?:(\d{1,2})월)? ?(?:(\d{1,2})일)?$/.exec(text.trim());
  if (!read) return false;
  const [, y, m, d] = read;
  return (y === undefined || Number(y) === year) && (m === undefined || Number(m) === month) && (d === undefined || Number(d) === day);
}

/** 오전 8시, 오후 3시 30분, 15:30, 3:30 pm against HH:MM. */
function clockMatches(text: string, clock: string): boolean {
  const [hour = -1, minute = -1] = clock.split(':').map(Number);
  const read = /(\d{1,2})(?:시| ?[:ap])(?: ?(\d{1,2})|( ?반))?/i.exec(text);
  if (!read) return false;
  const [, h = '', m, half] = read;
  const afternoon = /오후|저녁|밤|낮|p\.?m/i.test(text);
  const morning = /오전|새벽|아침|a\.?m/i.test(text);
  const base = Number(h);
  const hours = afternoon && base < 12 ? base + 12 : morning && base === 12 ? 0 : base;
  return hours === hour && (half ? 30 : Number(m ?? 0)) === minute;
}
