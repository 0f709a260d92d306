// Functions that JavaScript's Math lacks: rounding to even, parts of a double, gamma and error function.

/** Half away from zero. */
export function roundAway(value: number): number {
  return value < 0 ? -Math.round(-value) : Math.round(value);
}

/** Half to even. */
export function nearestEven(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** The exponent e of |value| = m * 2^e with 1 <= m < 2. */
export function exponentOf(value: number): number {
  const size = Math.abs(value);
  let exponent = Math.floor(Math.log2(size));
  // log2 rounds; near a power of two it may be off by one. Below the normal range the scale is moved first.
  if (size < 2 ** -1022) return exponentOf(size * 2 ** 60) - 60;
  if (2 ** exponent > size) exponent -= 1;
  else if (exponent < 1023 && 2 ** (exponent + 1) <= size) exponent += 1;
  return exponent;
}

/** Mantissa in [0.5, 1) and exponent. */
export function frexp(value: number): readonly [number, number] {
  if (value === 0 || !Number.isFinite(value)) return [value, 0];
  const exponent = exponentOf(value) + 1;
  // In two steps, because 2 ** -exponent alone may overflow for subnormal numbers.
  const half = Math.trunc(exponent / 2);
  return [value / 2 ** half / 2 ** (exponent - half), exponent];
}

/** IEEE remainder: x - n*y with n the integer nearest to x/y. */
export function remainderOf(x: number, y: number): number {
  if (y === 0 || !Number.isFinite(x) || Number.isNaN(y)) return Number.NaN;
  if (!Number.isFinite(y)) return x;
  const rest = x % y;
  const size = Math.abs(y);
  if (2 * Math.abs(rest) < size) return rest;
  const isOdd = Math.abs(Math.trunc(x / y)) % 2 === 1;
  if (2 * Math.abs(rest) === size && !isOdd) return rest;
  return rest > 0 ? rest - size : rest + size;
}

/** The next double after x in the direction of y. */
export function nextAfter(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (x === y) return y;
  if (x === 0) return y > 0 ? Number.MIN_VALUE : -Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const isAway = y > x === x > 0;
  view.setBigInt64(0, view.getBigInt64(0) + (isAway ? 1n : -1n));
  return view.getFloat64(0);
}

// Lanczos approximation, g = 607/128, n = 15 (P. Godfrey, "A note on the computation of the convergent Lanczos complex Gamma approximation").
// Written with the digits of the source, more than a double keeps.
/* oxlint-disable no-loss-of-precision */
const LANCZOS = [
  0.99999999999999709182, 57.156235665862923517, -59.597960355475491248, 14.136097974741747174, -0.49191381609762019978,
  0.33994649984811888699e-4, 0.46523628927048575665e-4, -0.98374475304879564677e-4, 0.15808870322491248884e-3, -0.21026444172410488319e-3,
  0.2174396181152126432e-3, -0.16431810653676389022e-3, 0.84418223983852743293e-4, -0.2619083840158140867e-4, 0.36899182659531622704e-5,
];

/* oxlint-enable no-loss-of-precision */

/** Natural logarithm of |gamma(x)|; relative error about 1e-15. */
export function lgamma(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x <= 0 && Number.isInteger(x)) return Number.POSITIVE_INFINITY;
  if (!Number.isFinite(x)) return Number.POSITIVE_INFINITY;
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - lgamma(1 - x);
  if (x === 1 || x === 2) return 0;
  const base = x - 1;
  let sum = LANCZOS[0] ?? 0;
  for (let index = 1; index < LANCZOS.length; index += 1) sum += (LANCZOS[index] ?? 0) / (base + index);
  const shifted = base + 607 / 128 + 0.5;
  return (base + 0.5) * Math.log(shifted) - shifted + Math.log(Math.sqrt(2 * Math.PI) * sum);
}

export function tgamma(x: number): number {
  if (Number.isInteger(x) && x > 0 && x < 171) {
    let product = 1;
    for (let factor = 2; factor < x; factor += 1) product *= factor;
    return product;
  }
  if (x === 0) return 1 / x;
  if (x < 0 && Number.isInteger(x)) return Number.NaN;
  if (x < 0.5) return Math.PI / (Math.sin(Math.PI * x) * tgamma(1 - x));
  return Math.exp(lgamma(x));
}

/** Error function: power series near zero, continued fraction beyond (Abramowitz and Stegun 7.1.6 and 7.1.14). */
export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x < 0) return -erf(-x);
  if (x > 6) return 1;
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; n < 100 && Math.abs(term) > 1e-17 * sum; n += 1) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let fraction = 0;
  for (let n = 60; n >= 1; n -= 1) fraction = n / 2 / (x + fraction);
  return 1 - Math.exp(-x * x) / (Math.sqrt(Math.PI) * (x + fraction));
}
