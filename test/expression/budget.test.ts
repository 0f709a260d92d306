// Hostile expressions end with a clear budget error within a tenth of a second, and nothing in them reaches the host.
import { describe, expect, test } from 'vitest';
import type { Json } from '../../workflows/definition/json.ts';
import { ExpressionError } from '../../workflows/expression/expression-error.ts';
import { compile, evaluate } from '../../workflows/expression/program.ts';

const HOSTILE: readonly (readonly [string, Json])[] = [
  ['[limit(1e9; repeat(1))]', null],
  ['"x" * 1e9', null],
  ['[range(1e9)]', null],
  ['last(range(1e12))', null],
  ['def f: f; f', null],
  ['def f: 1 + f; f', null],
  ['def f(g): f(g | g); f(.)', null],
  ['reduce range(1e9) as $i (0; . + 1)', null],
  ['reduce range(1e9) as $i ([]; . + [$i])', null],
  ['reduce range(60) as $i ("x"; . + .)', null],
  ['reduce range(60) as $i ([1]; [., .])', null],
  ['reduce range(60) as $i ([1]; [., .]) | tojson', null],
  ['reduce range(60) as $i ([1]; [., .]) | [..]', null],
  ['(reduce range(60) as $i ([1]; [., .])) == (reduce range(60) as $i ([1]; [., .]))', null],
  ['until(false; .)', null],
  ['[recurse(.)]', null],
  ['[range(100)] | [combinations(5)]', null],
  ['.[5e8] = 1', null],
  ['[limit(90000; repeat("x" * 1000))] | add', null],
  ['[.[] | ..]', Array.from({ length: 400 }, () => Array.from({ length: 400 }, (_, index) => [index]))],
  ['[limit(9000; repeat(.))] | map(test("(x*)*y"))', 'x'.repeat(10_000)],
  ['label $f | repeat(try error catch .)', null],
];

/** CPU rather than wall time: the machine is shared, and the guarantee is about work. */
function milliseconds(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

describe('budgets', () => {
  test.each(HOSTILE)('%s is cut off', (source, input) => {
    let caught: unknown;
    const spent = milliseconds(() => {
      try {
        evaluate(compile(source), input);
      } catch (error) {
        caught = error;
      }
    });
    expect(caught).toBeInstanceOf(ExpressionError);
    expect(caught).toMatchObject({ kind: 'budget' });
    // Half a second leaves room for a cold engine on a busy machine; warm it is under a tenth.
    expect(spent).toBeLessThan(500);
  });

  test('a try of the program cannot catch the budget', () => {
    expect(() => evaluate(compile('try repeat(1) catch "caught"'), null)).toThrow(expect.objectContaining({ kind: 'budget' }));
  });

  test('the meter counts the steps, also of an evaluation that fails', () => {
    const meter = { steps: 0 };
    evaluate(compile('[range(100)]'), null, { meter });
    expect(meter.steps).toBeGreaterThanOrEqual(100);
    const before = meter.steps;
    expect(() => evaluate(compile('[range(1e9)]'), null, { meter })).toThrow();
    expect(meter.steps - before).toBeGreaterThan(99_000);
  });

  test('a smaller budget cuts earlier', () => {
    expect(() => evaluate(compile('[range(100)]'), null, { budget: { steps: 50 } })).toThrow(expect.objectContaining({ kind: 'budget' }));
  });

  test('ordinary work of a shift stays far inside the budget', () => {
    const rows = Array.from({ length: 2000 }, (_, index) => ({ lot: `L${index % 40}`, defects: index % 7 }));
    const program = compile('reduce .[] as $row ({}; .[$row.lot] += $row.defects) | to_entries | sort_by(-.value) | .[0:3] | map(.key)');
    expect(evaluate(program, rows)[0]).toHaveLength(3);
  });

  test('what objects inherit in JavaScript is no member', () => {
    expect(evaluate(compile('{} | .constructor, .__proto__, .toString, has("__proto__")'), null)).toEqual([null, null, null, false]);
  });

  test('a member named __proto__ is data and changes no prototype', () => {
    const [object] = evaluate(compile('{"__proto__": {"polluted": 1}} | .__proto__.more = 2'), null);
    expect(JSON.stringify(object)).toBe('{"__proto__":{"polluted":1,"more":2}}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('inputs are never changed', () => {
    const input = Object.freeze({ list: Object.freeze([1, 2]), inner: Object.freeze({ a: 1 }) });
    const [result] = evaluate(compile('reduce range(3) as $i (.; .list += [$i] | .inner.a += 1) | .list |= sort'), input);
    expect(result).toEqual({ list: [0, 1, 1, 2, 2], inner: { a: 4 } });
    expect(input).toEqual({ list: [1, 2], inner: { a: 1 } });
  });

  test('a fold in place never touches a value it did not make', () => {
    const input = Object.freeze([Object.freeze([1]), Object.freeze([2]), Object.freeze([3])]) as Json;
    expect(evaluate(compile('reduce .[] as $x (null; . + $x)'), input)).toEqual([[1, 2, 3]]);
    expect(evaluate(compile('[.[] as $y | reduce (1, 2) as $i ($y; . + [$i])]'), input)).toEqual([
      [
        [1, 1, 2],
        [2, 1, 2],
        [3, 1, 2],
      ],
    ]);
    expect(evaluate(compile('[foreach (1, 2, 3) as $i ([]; . + [$i])]'), null)).toEqual([[[1], [1, 2], [1, 2, 3]]]);
  });
});
