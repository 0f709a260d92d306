// Strings are counted by code points and encoded as UTF-8: Korean, emoji, and what jq does at their edges.
import { describe, expect, test } from 'vitest';
import type { Json } from '../../workflows/definition/json.ts';
import { compile, evaluate } from '../../workflows/expression/program.ts';

const CASES: readonly (readonly [string, Json, Json[]])[] = [
  ['@base64', '한글 검사', ['7ZWc6riAIOqygOyCrA==']],
  ['@base64 | @base64d', '수입 검사 ✔ 😀', ['수입 검사 ✔ 😀']],
  ['@uri, (@uri | @urid)', '한', ['%ED%95%9C', '한']],
  ['length, utf8bytelength', '한글😀', [3, 10]],
  ['.[1:2], .[-1:], .[:1], .[5:]', '한글😀', ['글', '😀', '한', '']],
  ['ascii_downcase, ascii_upcase', 'LOT 한글 é', ['lot 한글 é', 'LOT 한글 é']],
  ['test("글"), test("^\\\\p{Hangul}+$"), [match("글").offset]', '한글', [true, true, [1]]],
  [
    '[match("."; "g") | [.offset, .length]]',
    '😀한',
    [
      [
        [0, 1],
        [1, 1],
      ],
    ],
  ],
  ['sub("(?<x>글)"; "<\\(.x)>")', '한글', ['한<글>']],
  ['explode, (explode | implode)', '한😀', [[54620, 128512], '한😀']],
  ['index("글"), rindex("한")', '한글한', [1, 2]],
  ['split("·")', '가·나·다', [['가', '나', '다']]],
  ['"\\(.)번"', '3', ['3번']],
  ['sort', ['나', '가', '😀', '\uffee'], [['가', '나', '\uffee', '😀']]],
  [
    '[.[-2:], .[-3:-1]]',
    [1, 2, 3, 4],
    [
      [
        [3, 4],
        [2, 3],
      ],
    ],
  ],
  ['.[-1], .[-9]', [1, 2, 3], [3, null]],
  ['[range(5; 0; -2)], [range(0; 3; -1)]', null, [[5, 3, 1], []]],
  ['[range(3, 0)]', null, [[0, 1, 2]]],
];

describe('strings and slices', () => {
  test.each(CASES)('%s on %j', (source, input, expected) => {
    expect(evaluate(compile(source), input)).toEqual(expected);
  });
});
