// Patterns mean what they mean in jq, in every script: classes know Hangul, POSIX names work, odd escapes mean themselves.
import { describe, expect, test } from 'vitest';
import type { Json } from '../../workflows/definition/json.ts';
import { compile, evaluate } from '../../workflows/expression/program.ts';
import { toRe2 } from '../../workflows/expression/regex-translate.ts';

const CASES: readonly (readonly [string, string, Json[]])[] = [
  ['scan("\\\\w+")', '한글 LOT_1', ['한글', 'LOT_1']],
  ['scan("\\\\W")', 'é한-1', ['-']],
  ['scan("[^\\\\W_]+")', 'a_한-글', ['a', '한', '글']],
  ['[match("[\\\\w\\\\-]+").string]', 'LOT-한1', [['LOT-한1']]],
  ['capture("(?<a>\\\\w+)-(?<b>\\\\w+)")', 'KOR-한국', [{ a: 'KOR', b: '한국' }]],
  ['scan("\\\\d+")', 'LOT ２０24', ['２０24']],
  ['[scan("\\\\s")] | length', 'a\u00a0b\u3000c\u200bd', [2]],
  ['scan("[[:alpha:]]+")', '한글, a1', ['한글', 'a']],
  ['scan("[[:^alpha:]]")', '한1 ', ['1', ' ']],
  ['scan("[[:punct:]]")', 'a$b·c', ['$', '·']],
  ['test("^\\\\p{hangul}+$"), test("\\\\p{Alnum}"), test("\\\\p{^Alnum}")', '한글', [true, true, false]],
  ['scan("[]a]"), scan("[[:a]")', 'a]', ['a', ']', 'a']],
  ['test("\\\\한\\\\-\\\\v")', '한-v', [true]],
  ['test("a(?#note)b")', 'ab', [true]],
  ['[match("\\\\R").length]', 'a\r\nb', [[2]]],
  ['scan("\\\\Q.b*\\\\E")', 'a.b*c', ['.b*']],
];

describe('patterns', () => {
  test.each(CASES)('%s on %j', (source, input, expected) => {
    expect(evaluate(compile(source), input)).toEqual(expected);
  });

  test.each(['abc', '^a.b$', '(a|b)+?', '(?i)x{2,3}', 'a\\.b\\\\', '[a-z\\]]', '\\x{1F600}', '(?<n>a)'])('%s is RE2 already', (pattern) => {
    expect(toRe2(pattern)).toBe(pattern);
  });

  test.each([
    ['[a', 'premature end of char-class'],
    ['(a', 'end pattern with unmatched parenthesis'],
    ['a)', 'unmatched close parenthesis'],
    ['*a', 'target of repeat operator is not specified'],
  ])('the fault in %s is named as jq names it', (pattern, fault) => {
    expect(() => evaluate(compile('test($p)'), 'a', { variables: { p: pattern } })).toThrow(`Regex failure: ${fault}`);
  });
});
