// Mathematics on doubles, under the names of C's library that jq uses.
import type { Json } from '../../definition/json.ts';
import { negate } from '../arithmetic.ts';
import { compareValues, described } from '../value.ts';
import { raise } from '../work.ts';
import { type Builder, type Builtins, ofInput, withThree, withTwo } from './builtin.ts';
import { erf, exponentOf, frexp, lgamma, nearestEven, nextAfter, remainderOf, roundAway, tgamma } from './special-functions.ts';

const ONE: Readonly<Record<string, (x: number) => number>> = {
  floor: Math.floor,
  ceil: Math.ceil,
  round: roundAway,
  trunc: Math.trunc,
  rint: nearestEven,
  nearbyint: nearestEven,
  fabs: Math.abs,
  sqrt: Math.sqrt,
  cbrt: Math.cbrt,
  exp: Math.exp,
  exp2: (x) => 2 ** x,
  // Whole powers exactly: 10 ** -5 is off by one in the last digit.
  exp10: (x) => (Number.isInteger(x) ? Number(`1e${x}`) : 10 ** x),
  pow10: (x) => 10 ** x,
  expm1: Math.expm1,
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  log1p: Math.log1p,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  significand: (x) => (x === 0 || !Number.isFinite(x) ? x : x / 2 ** exponentOf(x)),
  logb: (x) => (x === 0 ? Number.NEGATIVE_INFINITY : Number.isFinite(x) ? exponentOf(x) : Math.abs(x)),
  gamma: lgamma,
  lgamma,
  tgamma,
  erf,
  erfc: (x) => 1 - erf(x),
};

const TWO: Readonly<Record<string, (x: number, y: number) => number>> = {
  pow: (x, y) => x ** y,
  atan2: Math.atan2,
  fmod: (x, y) => x % y,
  fmin: (x, y) => (Number.isNaN(x) ? y : Number.isNaN(y) ? x : Math.min(x, y)),
  fmax: (x, y) => (Number.isNaN(x) ? y : Number.isNaN(y) ? x : Math.max(x, y)),
  fdim: (x, y) => (x > y ? x - y : 0),
  hypot: Math.hypot,
  ldexp: (x, y) => x * 2 ** y,
  scalb: (x, y) => x * 2 ** y,
  scalbln: (x, y) => x * 2 ** y,
  copysign: (x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x)),
  drem: remainderOf,
  remainder: remainderOf,
  nextafter: nextAfter,
  nexttoward: nextAfter,
};

export const MATHS: Builtins = {
  ...named(ONE, 0, (apply) => ofInput((input) => apply(number(input)))),
  ...named(TWO, 2, (apply) => withTwo((_input, x, y) => apply(number(x), number(y)))),
  'fma/3': withThree((_input, x, y, z) => number(x) * number(y) + number(z)),
  'frexp/0': ofInput((input) => [...frexp(number(input))]),
  'modf/0': ofInput((input) => {
    const value = number(input);
    const whole = Math.trunc(value);
    return [Number.isFinite(value) ? value - whole : Number.isNaN(value) ? value : value * 0 || (value < 0 ? -0 : 0), whole];
  }),
  'lgamma_r/0': ofInput((input) => {
    const value = number(input);
    return [lgamma(value), value < 0 && Math.floor(value) % 2 !== 0 ? -1 : 1];
  }),
  'abs/0': ofInput((input) => (compareValues(input, 0) < 0 ? negate(input) : input)),
};

function named<F>(table: Readonly<Record<string, F>>, arity: number, build: (apply: F) => Builder): Record<string, Builder> {
  return Object.fromEntries(Object.entries(table).map(([name, apply]) => [`${name}/${arity}`, build(apply)]));
}

function number(value: Json): number {
  return typeof value === 'number' ? value : raise(`${described(value)} number required`);
}
