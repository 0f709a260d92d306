// Dates as jq has them: seconds since 1970, or "broken down" arrays. There is no time zone here: local time is UTC.
import type { Json } from '../../definition/json.ts';
import { breakDown, type BrokenTime, formatTime, parseTime, secondsOf } from '../date-text.ts';
import { add, subtract } from '../arithmetic.ts';
import { isArray } from '../value.ts';
import { raise, spend } from '../work.ts';
import { type Builtins, ofInput, withOne, withTwo } from './builtin.ts';

const ISO = '%Y-%m-%dT%H:%M:%SZ';

export const DATES: Builtins = {
  'gmtime/0': ofInput((input) => [...breakDown(seconds(input, 'gmtime'))]),
  'localtime/0': ofInput((input) => [...breakDown(seconds(input, 'localtime'))]),
  'mktime/0': ofInput((input) => makeTime(input)),
  'strftime/1': withOne((input, format) => formatted(input, format, 'strftime/1')),
  'strflocaltime/1': withOne((input, format) => formatted(input, format, 'strflocaltime/1')),
  'strptime/1': withOne(parse),
  'todate/0': ofInput((input) => formatted(input, ISO, 'strftime/1')),
  'todateiso8601/0': ofInput((input) => formatted(input, ISO, 'strftime/1')),
  'date/0': ofInput((input) => formatted(input, ISO, 'strftime/1')),
  'fromdate/0': ofInput((input) => makeTime(parse(input, ISO))),
  'fromdateiso8601/0': ofInput((input) => makeTime(parse(input, ISO))),
  'dateadd/2': withTwo((input, _unit, amount) => add(input, amount)),
  'datesub/2': withTwo((input, _unit, amount) => subtract(input, amount)),
};

function seconds(input: Json, name: string): number {
  return typeof input === 'number' ? input : raise(`${name}() requires numeric inputs`);
}

/** Missing parts are zero; a fraction of a second is dropped. */
function brokenTime(input: Json, refusal: string): BrokenTime {
  if (!isArray(input)) return raise(refusal);
  const parts = input.slice(0, 8).map((part) => (typeof part === 'number' ? Math.trunc(part) : raise(refusal)));
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, weekday = 0, yearDay = 0] = parts;
  return [year, month, day, hour, minute, second, weekday, yearDay];
}

function makeTime(input: Json): Json {
  if (!isArray(input)) return raise('mktime requires array inputs');
  return secondsOf(brokenTime(input, 'mktime requires parsed datetime inputs'));
}

function formatted(input: Json, format: Json, name: string): Json {
  const refusal = `${name} requires parsed datetime inputs`;
  const time = typeof input === 'number' ? breakDown(input) : withWeekday(brokenTime(input, refusal));
  if (typeof format === 'string') spend(4 + 2 * format.length);
  return typeof format === 'string' ? formatTime(time, format) : raise(`${name} requires a string format`);
}

/** The parts as given, but weekday and day of the year as the calendar has them. */
function withWeekday(time: BrokenTime): BrokenTime {
  const [year, month, day, hour, minute, second] = time;
  const [, , , , , , weekday, yearDay] = breakDown(secondsOf(time));
  return [year, month, day, hour, minute, second, weekday, yearDay];
}

function parse(input: Json, format: Json): Json {
  if (typeof input !== 'string' || typeof format !== 'string') return raise('strptime/1 requires string inputs and arguments');
  spend(4 + 2 * format.length);
  const parsed = parseTime(input, format);
  if (parsed === undefined) return raise(`date "${input}" does not match format "${format}"`);
  return parsed.rest === '' ? [...parsed.time] : [...parsed.time, parsed.rest];
}
