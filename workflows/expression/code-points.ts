// Strings counted by code points, as jq counts them; JavaScript counts UTF-16 units. Text without surrogates takes the fast path.

import { spend } from './work.ts';

const SURROGATE = /[\ud800-\udfff]/;

export function hasSurrogates(text: string): boolean {
  if (text.length > 255) spend(text.length >> 8);
  return SURROGATE.test(text);
}

export function codePointLength(text: string): number {
  if (!hasSurrogates(text)) return text.length;
  return countIn(text, text.length);
}

/** `from` and `to` are code point offsets within 0..length. */
export function codePointSlice(text: string, from: number, to: number): string {
  if (!hasSurrogates(text)) return text.slice(from, to);
  const start = unitOffset(text, 0, from);
  return text.slice(start, unitOffset(text, start, to - from));
}

/** The code point offset of a UTF-16 offset. */
export function codePointOffset(text: string, units: number): number {
  return hasSurrogates(text) ? countIn(text, units) : units;
}

/** Code points in the first `units` UTF-16 units. */
function countIn(text: string, units: number): number {
  spend(units >> 6);
  let count = 0;
  for (let at = 0; at < units; at += isPair(text, at) ? 2 : 1) count += 1;
  return count;
}

/** The UTF-16 offset that lies `count` code points behind `from`. */
function unitOffset(text: string, from: number, count: number): number {
  spend(count >> 6);
  let at = from;
  for (let left = count; left > 0 && at < text.length; left -= 1) at += isPair(text, at) ? 2 : 1;
  return at;
}

function isPair(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit <= 0xdbff && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
}
