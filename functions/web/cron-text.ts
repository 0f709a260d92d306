// A timetable in words for the plain cases (certain hours, certain weekdays); anything else stays the cron text, which is exact.
import type { Language } from './copy/copy.ts';

const DAYS: Readonly<Record<Language, readonly string[]>> = {
  ko: ['일', '월', '화', '수', '목', '금', '토'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};

/** `0 8 * * 1-6` -> `월–토 08:00`; undefined where words would be longer or less exact than the cron text. */
export function cronText(cron: string, language: Language): string | undefined {
  const [minute, hour, day, month, weekday, ...rest] = cron.trim().split(/\s+/);
  if (minute === undefined || hour === undefined || weekday === undefined || rest.length > 0 || day !== '*' || month !== '*')
    return undefined;
  if (!/^\d{1,2}$/.test(minute) || !/^\d{1,2}(,\d{1,2})*$/.test(hour)) return undefined;
  const days = daysText(weekday, language);
  if (days === undefined) return undefined;
  const times = hour
    .split(',')
    .map(Number)
    .sort((a, b) => a - b)
    .map((one) => `${String(one).padStart(2, '0')}:${minute.padStart(2, '0')}`);
  return `${days} ${times.join(', ')}`;
}

function daysText(weekday: string, language: Language): string | undefined {
  if (weekday === '*') return language === 'ko' ? '매일' : 'Daily';
  if (!/^[0-7](-[0-7])?(,[0-7](-[0-7])?)*$/.test(weekday)) return undefined;
  const name = (text: string) => DAYS[language][Number(text) % 7] ?? text;
  return weekday
    .split(',')
    .map((part) => part.split('-').map(name).join('–'))
    .join(', ');
}
