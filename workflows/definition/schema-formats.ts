// The formats that schemas may name, strict and without back-tracking traps. A format that is not listed here asserts nothing.
import { isIsoDuration } from './duration.ts';

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && leap ? 29 : DAYS[month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i.test(text);
}

function isDateTime(text: string): boolean {
  const [date, time, ...rest] = text.split(/t/i);
  return rest.length === 0 && date !== undefined && time !== undefined && isDate(date) && isTime(time);
}

function isEmail(text: string): boolean {
  const [name, host, ...rest] = text.split('@');
  if (!name || !host || rest.length > 0 || name.length > 64) return false;
  return (
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+$/.test(name) &&
    !name.startsWith('.') &&
    !name.endsWith('.') &&
    !name.includes('..') &&
    isHostname(host)
  );
}

function isHostname(text: string): boolean {
  return text.length <= 253 && text.split('.').every((label) => /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label));
}

function isIpv4(text: string): boolean {
  return /^(\d{1,3})(\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255 && String(Number(part)) === part);
}

function isIpv6(text: string): boolean {
  if (!/^[0-9a-fA-F:.]{2,45}$/.test(text) || text.split('::').length > 2) return false;
  const groups = text.split(':');
  const last = groups.at(-1) ?? '';
  const inIpv4 = last.includes('.');
  if (inIpv4 && !isIpv4(last)) return false;
  const hex = (inIpv4 ? groups.slice(0, -1) : groups).filter((group) => group !== '');
  const count = hex.length + (inIpv4 ? 2 : 0);
  const edges = /^:(?!:)|[^:]:$/.test(text);
  return !edges && hex.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) && (text.includes('::') ? count < 8 : count === 8);
}

function isUri(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/.test(text) && !/%(?![0-9A-Fa-f]{2})/.test(text);
}

/** Name to test. Only strings are ever given to these. */
export const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  date: isDate,
  time: isTime,
  'date-time': isDateTime,
  duration: isIsoDuration,
  email: isEmail,
  hostname: isHostname,
  ipv4: isIpv4,
  ipv6: isIpv6,
  uri: isUri,
  'uri-reference': (text) => !/[\s<>"{}|\\^`]/.test(text),
  uuid: (text) => /^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/.test(text),
  'json-pointer': (text) => /^(\/([^~/]|~[01])*)*$/.test(text),
};
