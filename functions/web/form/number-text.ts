// Reads a number as people on a shop floor type it: 12,34 and 12.34 alike, full-width digits, grouped thousands. What could be read
// in two ways is refused with its reason instead of guessed, since a silent factor of 1,000 in a measurement is worse than a question.

export type NumberFault = 'exponent' | 'ambiguous' | 'not-a-number' | 'too-precise' | 'not-integer';
export type NumberReading = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly fault: NumberFault };

const PLAIN = /^[+-]?(\d+([.]\d*)?|[.]\d+)$/;
const DECIMAL_COMMA = /^[+-]?\d+,\d+$/;
const AMBIGUOUS = /^[+-]?[1-9]\d{0,2},\d{3}$/;
const GROUPED = /^[+-]?\d{1,3}(,\d{3})+([.]\d+)?$/;
const EXPONENT = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)e[+-]?\d+$/i;
/** A double keeps any 15 significant digits exactly, not any 16. */
const MAX_DIGITS = 15;

/** Full-width digits and signs (a Korean IME's) become plain ones; U+2212 MINUS SIGN becomes a hyphen. */
export function plainNumberText(text: string): string {
  return text.normalize('NFKC').replaceAll('\u2212', '-').trim();
}

/** `text` must not be empty. The value is exact for what was typed: more than 15 significant digits are refused. */
export function readNumber(text: string, integer: boolean): NumberReading {
  const plain = plainNumberText(text);
  if (EXPONENT.test(plain)) return { ok: false, fault: 'exponent' };
  const normal = pointNotation(plain, integer);
  if (typeof normal !== 'string') return normal;
  const digits = normal.replace(/[^\d]/g, '').replace(/^0+/, '');
  if (digits.replace(/0+$/, '').length > MAX_DIGITS || digits.length > 300) return { ok: false, fault: 'too-precise' };
  const value = Number(normal);
  if (!Number.isFinite(value)) return { ok: false, fault: 'not-a-number' };
  if (integer && !Number.isSafeInteger(value)) return { ok: false, fault: Number.isInteger(value) ? 'too-precise' : 'not-integer' };
  return { ok: true, value: value === 0 ? 0 : value };
}

function pointNotation(plain: string, integer: boolean): string | NumberReading {
  if (PLAIN.test(plain)) return plain;
  // For a whole number the comma can only group: 1,234 is 1234. For a decimal it may be either.
  if (AMBIGUOUS.test(plain) && !integer) return { ok: false, fault: 'ambiguous' };
  if (GROUPED.test(plain) && !/^[+-]?0/.test(plain)) return plain.replaceAll(',', '');
  if (DECIMAL_COMMA.test(plain)) return plain.replace(',', '.');
  return { ok: false, fault: 'not-a-number' };
}

/** Splits a pasted column or line: spaces, new lines, tabs, semicolons, a comma before a space, and `5.01,5.02` (each piece has a point). */
export function splitNumbers(text: string): readonly string[] {
  return text
    .replaceAll('\u3000', ' ')
    .split(/[\s;|]+|,(?=\s)/u)
    .map((token) => token.replace(/,$/, ''))
    .filter((token) => token !== '')
    .flatMap((token) => (/^[+-]?\d*[.]\d+(,[+-]?\d*[.]\d+)+$/.test(token) ? token.split(',') : [token]));
}
