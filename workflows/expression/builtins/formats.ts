// `@text @json @html @uri @urid @csv @tsv @sh @base64 @base64d @base32 @base32d`: a value to a string.
import type { Json } from '../../definition/json.ts';
import { toJsonText } from '../json-text.ts';
import { formatNumber } from '../number-text.ts';
import { bytesToText, textToBytes } from '../utf8.ts';
import { described, isArray } from '../value.ts';
import { chargeText, raise, spend } from '../work.ts';

type Format = (value: Json) => string;

const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['text', text],
  ['json', toJsonText],
  ['html', (value) => text(value).replace(/[<>&'"]/g, (letter) => HTML[letter] ?? letter)],
  ['uri', (value) => encodeUri(text(value))],
  ['urid', decodeUri],
  ['csv', (value) => row(value, 'csv', ',', (cell) => `"${cell.replaceAll('"', '""')}"`)],
  ['tsv', (value) => row(value, 'tsv', '\t', (cell) => cell.replace(/[\\\t\n\r]/g, (letter) => TSV[letter] ?? letter))],
  ['sh', shell],
  ['base64', (value) => toBase64(text(value))],
  ['base64d', fromBase64],
  ['base32', (value) => toBase32(text(value))],
  ['base32d', fromBase32],
]);

const HTML: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', "'": '&apos;', '"': '&quot;' };
const TSV: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

export function isFormat(name: string): boolean {
  return FORMATS.has(name);
}

export function applyFormat(name: string, value: Json): string {
  const format = FORMATS.get(name);
  if (format === undefined) return raise(`${name} is not a valid format`);
  if (typeof value === 'string' && value.length > 7) spend(value.length >> 3);
  const result = format(value);
  chargeText(result.length);
  return result;
}

function text(value: Json): string {
  return typeof value === 'string' ? value : toJsonText(value);
}

function row(value: Json, name: string, separator: string, quoted: (cell: string) => string): string {
  if (!isArray(value)) return raise(`${described(value)} cannot be ${name}-formatted, only array`);
  return value
    .map((cell) => {
      if (typeof cell === 'number') return Number.isNaN(cell) ? '' : formatNumber(cell);
      if (typeof cell === 'string') return quoted(cell);
      if (cell === null) return '';
      return typeof cell === 'boolean' ? String(cell) : raise(`${described(cell)} is not valid in a csv row`);
    })
    .join(separator);
}

function shell(value: Json): string {
  const items = isArray(value) ? value : [value];
  return items
    .map((item) => {
      if (typeof item === 'string') return `'${item.replaceAll("'", "'\\''")}'`;
      return item !== null && typeof item === 'object' ? raise(`${described(item)} can not be escaped for shell`) : toJsonText(item);
    })
    .join(' ');
}

function encodeUri(value: string): string {
  return encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decodeUri(value: Json): string {
  const source = text(value);
  if (!/^(?:[^%]|%[0-9A-Fa-f]{2})*$/.test(source)) return raise(`${described(value)} is not a valid uri encoding`);
  const bytes: number[] = [];
  for (const part of source.match(/%[0-9A-Fa-f]{2}|[^%]+/g) ?? []) {
    if (part.startsWith('%')) bytes.push(Number.parseInt(part.slice(1), 16));
    else for (const byte of textToBytes(part)) bytes.push(byte);
  }
  const decoded = bytesToText(bytes, true);
  return decoded ?? raise(`${described(value)} is not a valid uri encoding`);
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function toBase64(value: string): string {
  spend(value.length >> 2);
  const bytes = textToBytes(value);
  let result = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = [bytes[at], bytes[at + 1], bytes[at + 2]];
    const left = bytes.length - at;
    const bits = (a << 16) | (b << 8) | c;
    result += `${BASE64[bits >> 18]}${BASE64[(bits >> 12) & 63]}${left > 1 ? BASE64[(bits >> 6) & 63] : '='}${left > 2 ? BASE64[bits & 63] : '='}`;
  }
  return result;
}

/** Bits beyond the last whole byte are dropped; one lone letter is no byte. Bytes that are no UTF-8 become U+FFFD. */
function fromBase64(value: Json): string {
  const source = text(value);
  const letters = source.replace(/=.*$/s, '');
  if (!/^[A-Za-z0-9+/]*$/.test(letters)) return raise(`${described(value)} is not valid base64 data`);
  if (letters.length % 4 === 1) return raise(`${described(value)} trailing base64 byte found`);
  return bytesToText(fromBits(letters, BASE64, 6), false) ?? '';
}

function fromBits(letters: string, alphabet: string, width: number): number[] {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const letter of letters) {
    bits = ((bits << width) | alphabet.indexOf(letter)) & 0xffff;
    count += width;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  return bytes;
}

function toBase32(value: string): string {
  let bits = '';
  for (const byte of textToBytes(value)) bits += byte.toString(2).padStart(8, '0');
  let result = '';
  for (let at = 0; at < bits.length; at += 5) result += BASE32[Number.parseInt(bits.slice(at, at + 5).padEnd(5, '0'), 2)];
  return result.padEnd(Math.ceil(result.length / 8) * 8, '=');
}

function fromBase32(value: Json): string {
  const letters = text(value).replace(/=+$/, '');
  if (!/^[A-Z2-7]*$/.test(letters)) return raise(`${described(value)} is not valid base32 data`);
  return bytesToText(fromBits(letters, BASE32, 5), false) ?? '';
}
