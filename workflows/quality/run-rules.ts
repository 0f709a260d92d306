// Shewhart's, Western Electric's and Nelson's run rules on standardised points. A signal stands at the point that completes the pattern.
// Sources: Western Electric, Statistical Quality Control Handbook (1956); Nelson, Journal of Quality Technology 16 (1984) 237-239.

export type RuleSet = 'none' | 'shewhart' | 'western-electric' | 'nelson';
export type RuleName = 'beyond' | 'W1' | 'W2' | 'W3' | 'W4' | 'N1' | 'N2' | 'N3' | 'N4' | 'N5' | 'N6' | 'N7' | 'N8';

export interface Signal {
  /** 1-based position in the data. */
  readonly index: number;
  readonly rule: RuleName;
}

/** Rounding of a computed limit must neither make nor hide a signal: a point this near to a line (in sigma) is on it. */
const onTheLine = 1e-9;

type Test = (z: readonly number[], end: number) => boolean;

/**
 * Tests standardised points z = (x - centre) / sigma. `positions` maps each point to its 1-based position in the data (excluded points are
 * simply absent). A point on the centre line breaks a run, equal neighbours break a trend.
 * @param trendLength points of a steady rise or fall for N3: 6 after Nelson, 7 in some plants
 */
export function runRules(z: readonly number[], rules: RuleSet, trendLength = 6, positions?: readonly number[]): Signal[] {
  const tests = testsOf(rules, trendLength);
  const signals: Signal[] = [];
  for (let end = 0; end < z.length; end++) {
    for (const [rule, test] of tests) {
      if (test(z, end)) signals.push({ index: positions?.[end] ?? end + 1, rule });
    }
  }
  return signals;
}

function testsOf(rules: RuleSet, trendLength: number): readonly (readonly [RuleName, Test])[] {
  switch (rules) {
    case 'none':
      return [];
    case 'shewhart':
      return [['beyond', onePointBeyond]];
    case 'western-electric':
      return [
        ['W1', onePointBeyond],
        ['W2', someBeyond(2, 3, 2)],
        ['W3', someBeyond(4, 5, 1)],
        ['W4', oneSide(8)],
      ];
    case 'nelson':
      return [
        ['N1', onePointBeyond],
        ['N2', oneSide(9)],
        ['N3', trend(trendLength)],
        ['N4', alternation(14)],
        ['N5', someBeyond(2, 3, 2)],
        ['N6', someBeyond(4, 5, 1)],
        ['N7', all(15, (value) => Math.abs(value) < 1 - onTheLine)],
        ['N8', all(8, (value) => Math.abs(value) > 1 + onTheLine)],
      ];
  }
}

const onePointBeyond: Test = (z, end) => Math.abs(z[end] ?? 0) > 3 + onTheLine;

/** `some` of `of` consecutive points beyond `sigmas` on one side, the completing point itself among them. */
function someBeyond(some: number, of: number, sigmas: number): Test {
  return (z, end) => {
    const last = z[end] ?? 0;
    const line = sigmas + onTheLine;
    if (Math.abs(last) <= line) return false;
    const side = Math.sign(last);
    let count = 0;
    for (let index = Math.max(0, end - of + 1); index <= end; index++) if ((z[index] ?? 0) * side > line) count++;
    return count >= some;
  };
}

function all(length: number, holds: (value: number) => boolean): Test {
  return (z, end) => {
    for (let index = end; index > end - length; index--) {
      const value = z[index];
      if (value === undefined || !holds(value)) return false;
    }
    return true;
  };
}

function oneSide(length: number): Test {
  const above = all(length, (value) => value > onTheLine);
  const below = all(length, (value) => value < -onTheLine);
  return (z, end) => above(z, end) || below(z, end);
}

/** +1, -1 or 0 for the step into point `index`. */
function direction(z: readonly number[], index: number): number {
  const step = (z[index] ?? 0) - (z[index - 1] ?? 0);
  return Math.abs(step) <= onTheLine ? 0 : Math.sign(step);
}

function trend(length: number): Test {
  return (z, end) => {
    if (end < length - 1) return false;
    const way = direction(z, end);
    if (way === 0) return false;
    for (let index = end - 1; index > end - length + 1; index--) if (direction(z, index) !== way) return false;
    return true;
  };
}

function alternation(length: number): Test {
  return (z, end) => {
    if (end < length - 1) return false;
    let way = direction(z, end);
    if (way === 0) return false;
    for (let index = end - 1; index > end - length + 1; index--) {
      way = -way;
      if (direction(z, index) !== way) return false;
    }
    return true;
  };
}

/** The single-point rule against limits that may differ from point to point; `undefined` or null points are not tested. */
export function beyondLimits(
  points: readonly (number | null)[],
  lower: number | readonly number[],
  upper: number | readonly number[],
  excluded: ReadonlySet<number> = new Set(),
  rule: RuleName = 'beyond',
): Signal[] {
  const signals: Signal[] = [];
  points.forEach((point, at) => {
    if (point === null || excluded.has(at + 1)) return;
    const low = typeof lower === 'number' ? lower : (lower[at] ?? Number.NEGATIVE_INFINITY);
    const high = typeof upper === 'number' ? upper : (upper[at] ?? Number.POSITIVE_INFINITY);
    const slack = onTheLine * Math.max(high - low, Math.abs(high) * 1e-3);
    if (point > high + slack || point < low - slack) signals.push({ index: at + 1, rule });
  });
  return signals;
}
