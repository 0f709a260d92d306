// Cron expressions of five fields: minute, hour, day of month, month, day of week. Ranges, lists, steps, names, and 7 for Sunday.
// A day must fit both day fields, as in Temporal's schedules, which fire them; classic cron takes either.
export interface CronField {
  readonly values: ReadonlySet<number>;
  /** Written as `*`: every value fits. */
  readonly any: boolean;
}

export interface Cron {
  readonly minutes: CronField;
  readonly hours: CronField;
  readonly days: CronField;
  readonly months: CronField;
  readonly weekdays: CronField;
}

export interface CronFault {
  readonly en: string;
  readonly ko: string;
}

interface FieldRule {
  readonly name: string;
  readonly nameKo: string;
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const RULES: readonly FieldRule[] = [
  { name: 'minute', nameKo: '분', least: 0, most: 59 },
  { name: 'hour', nameKo: '시', least: 0, most: 23 },
  { name: 'day of month', nameKo: '일', least: 1, most: 31 },
  {
    name: 'month',
    nameKo: '월',
    least: 1,
    most: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'day of week', nameKo: '요일', least: 0, most: 7, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];
const SHORTHANDS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** @returns what is wrong with the expression, or undefined when it can be read and can ever come true. */
export function cronFault(text: string): CronFault | undefined {
  const parsed = readCron(text);
  return 'en' in parsed ? parsed : undefined;
}

/** @returns the fields, or undefined when the expression cannot be read. */
export function parseCron(text: string): Cron | undefined {
  const parsed = readCron(text);
  return 'en' in parsed ? undefined : parsed;
}

function readCron(text: string): Cron | CronFault {
  const trimmed = text.trim();
  const parts = (SHORTHANDS[trimmed.toLowerCase()] ?? trimmed).split(/\s+/);
  if (parts.length !== 5) {
    const count = trimmed === '' ? 0 : parts.length;
    return {
      en: `A cron expression has five fields (minute, hour, day of month, month, day of week), but this one has ${count}.`,
      ko: `cron은 다섯 칸(분, 시, 일, 월, 요일)이어야 합니다. 지금은 ${count}칸입니다.`,
    };
  }
  const fields: CronField[] = [];
  for (const [index, rule] of RULES.entries()) {
    const field = readField(parts[index] ?? '', rule);
    if ('en' in field) return field;
    fields.push(field);
  }
  const [minutes, hours, days, months, weekdays] = fields as [CronField, CronField, CronField, CronField, CronField];
  const cron: Cron = {
    minutes,
    hours,
    days,
    months,
    weekdays: { any: weekdays.any, values: new Set([...weekdays.values].map((day) => day % 7)) },
  };
  return canFire(cron)
    ? cron
    : { en: 'This day never comes: no such month has so many days.', ko: '오지 않는 날짜입니다. 그 달에는 그런 날이 없습니다.' };
}

/** 30 February never comes. */
function canFire(cron: Cron): boolean {
  const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return [...cron.months.values].some((month) => [...cron.days.values].some((day) => day <= (longest[month - 1] ?? 0)));
}

function readField(text: string, rule: FieldRule): CronField | CronFault {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', step, ...rest] = part.split('/');
    const bounds = rest.length > 0 ? undefined : readRange(range, rule, step !== undefined);
    const stride = step === undefined ? 1 : /^\d{1,3}$/.test(step) ? Number(step) : 0;
    if (!bounds || stride < 1) return fieldFault(text, rule);
    for (let value = bounds[0]; value <= bounds[1]; value += stride) values.add(value);
  }
  return { values, any: text === '*' };
}

function readRange(text: string, rule: FieldRule, stepped: boolean): readonly [number, number] | undefined {
  const most = rule.name === 'day of week' ? 6 : rule.most;
  if (text === '*') return [rule.least, most];
  const [first = '', last, ...rest] = text.split('-');
  const from = readValue(first, rule);
  // "5/10" means from 5 to the end, every 10.
  const to = last === undefined ? (stepped ? most : from) : readValue(last, rule);
  if (rest.length > 0 || from === undefined || to === undefined || from > to) return undefined;
  return [from, to];
}

function readValue(text: string, rule: FieldRule): number | undefined {
  const named = rule.names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= 0) return named + (rule.name === 'month' ? 1 : 0);
  if (!/^\d{1,2}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= rule.least && value <= rule.most ? value : undefined;
}

function fieldFault(text: string, rule: FieldRule): CronFault {
  const names = rule.names ? `, ${rule.names.join(' ')}` : '';
  return {
    en: `"${text}" does not fit the field "${rule.name}": write ${rule.least} to ${rule.most}${names}, *, ranges (1-5), lists (1,3) or steps (*/10).`,
    ko: `${rule.nameKo} 칸에 쓸 수 없는 값입니다: "${text}". ${rule.least}~${rule.most}${names}, *, 범위(1-5), 나열(1,3), 간격(*/10)으로 쓰세요.`,
  };
}
