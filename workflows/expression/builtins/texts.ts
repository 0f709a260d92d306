// Built-ins on strings.
import type { Json } from '../../definition/json.ts';
import { add } from '../arithmetic.ts';
import { splitText } from '../text-search.ts';
import { described, isArray } from '../value.ts';
import { chargeText, raise, spend } from '../work.ts';
import { eachOf } from '../compile/access.ts';
import { type Builtins, ofInput, withOne } from './builtin.ts';
import { applyFormat } from './formats.ts';
import { textOf } from './values.ts';

export const TEXTS: Builtins = {
  'format/1': withOne((input, name) =>
    typeof name === 'string' ? applyFormat(name, input) : raise(`${described(name)} is not a valid format`),
  ),
  'split/1': withOne((input, separator) =>
    typeof input === 'string' && typeof separator === 'string'
      ? splitText(input, separator)
      : raise('split input and separator must be strings'),
  ),
  'join/1': withOne(join),
  'startswith/1': withOne(startsWith),
  'endswith/1': withOne(endsWith),
  'ltrimstr/1': withOne(trimStart),
  'rtrimstr/1': withOne(trimEnd),
  'trimstr/1': withOne((input, part) => trimEnd(trimStart(input, part), part)),
  'trim/0': ofInput((input) => trimmed(input).replace(LEADING, '').replace(TRAILING, '')),
  'ltrim/0': ofInput((input) => trimmed(input).replace(LEADING, '')),
  'rtrim/0': ofInput((input) => trimmed(input).replace(TRAILING, '')),
  'explode/0': ofInput((input) => explode(input)),
  'implode/0': ofInput(implode),
  'ascii_downcase/0': ofInput((input) => exploded(input).replace(/[A-Z]+/g, (letters) => letters.toLowerCase())),
  'ascii_upcase/0': ofInput((input) => exploded(input).replace(/[a-z]+/g, (letters) => letters.toUpperCase())),
  'ascii/0': ofInput((input) => implode([input])),
};

function join(input: Json, separator: Json): Json {
  let result: Json = null;
  eachOf(input, (item) => {
    const before: Json = result === null ? '' : add(result, separator);
    result = add(before, typeof item === 'boolean' || typeof item === 'number' ? textOf(item) : (item ?? ''));
    return false;
  });
  return result ?? '';
}

function startsWith(input: Json, part: Json): boolean {
  if (typeof input !== 'string' || typeof part !== 'string') return raise('startswith() requires string inputs');
  return input.startsWith(part);
}

function endsWith(input: Json, part: Json): boolean {
  if (typeof input !== 'string' || typeof part !== 'string') return raise('endswith() requires string inputs');
  return input.endsWith(part);
}

function trimStart(input: Json, part: Json): Json {
  return startsWith(input, part) && typeof input === 'string' && typeof part === 'string' ? input.slice(part.length) : input;
}

function trimEnd(input: Json, part: Json): Json {
  return endsWith(input, part) && typeof input === 'string' && typeof part === 'string'
    ? input.slice(0, input.length - part.length)
    : input;
}

const BLANK = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const LEADING = new RegExp(`^${BLANK}+`);
const TRAILING = new RegExp(`(?<!${BLANK})${BLANK}+$`);

function trimmed(input: Json): string {
  if (typeof input !== 'string') return raise('trim input must be a string');
  spend(input.length >> 8);
  return input;
}

function exploded(input: Json): string {
  if (typeof input !== 'string') return raise('explode input must be a string');
  chargeText(input.length);
  spend(input.length >> 4);
  return input;
}

function explode(input: Json): Json {
  const text = exploded(input);
  spend(text.length >> 2);
  return Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
}

/** What is no code point becomes U+FFFD. */
function implode(input: Json): Json {
  if (!isArray(input)) return raise('implode input must be an array');
  let text = '';
  spend(input.length >> 2);
  for (const item of input) {
    if (typeof item !== 'number' || Number.isNaN(item))
      return raise(`${described(item)} can't be imploded, unicode codepoint needs to be numeric`);
    const code = Math.trunc(item);
    text += String.fromCodePoint(code < 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? 0xfffd : code);
  }
  chargeText(text.length);
  return text;
}
