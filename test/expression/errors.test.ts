// Faults say where they are and what to write instead; run-time errors keep the outputs before them.
import { describe, expect, test } from 'vitest';
import { ExpressionError } from '../../workflows/expression/expression-error.ts';
import { compile, evaluate, variablesOf, type CompileOptions } from '../../workflows/expression/program.ts';

function syntaxFault(source: string, options?: CompileOptions): ExpressionError {
  try {
    compile(source, options);
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error(`${source} compiles`);
}

describe('syntax errors', () => {
  test.each([
    ['.a | .b +', 1, 10],
    ['.a |\n  nosuch', 2, 3],
    ['[1, 2', 1, 6],
    ['{한: "글", b: }', 1, 2],
    ['"abc', 1, 1],
    ['1 < 2 < 3', 1, 7],
    ['if . then 1', 1, 12],
    ['. as [] | 1', 1, 7],
    ['break $out', 1, 1],
    ['@nope', 1, 1],
  ])('%s names line %i, column %i', (source, line, column) => {
    const error = syntaxFault(source);
    expect(error).toMatchObject({ kind: 'syntax', line, column });
    expect(error.message).toContain(`line ${line}, column ${column}`);
  });

  test.each([
    ['{{ .name }}', '{{ }}'],
    ['$json.name ==', '$json'],
    ['$.name', 'JSONPath'],
    ['$sum(items)', 'JSONata'],
    ['a && b', '&&'],
    ['.a === 1', '==='],
    ['.a ?? 1', '??'],
  ])('foreign syntax in %s is called by its name', (source, mark) => {
    expect(syntaxFault(source).message).toContain(mark);
  });

  test.each(['input', 'env', 'debug', 'halt', 'input_filename', 'import "a" as a; 1'])('%s is refused by name', (source) => {
    expect(syntaxFault(source).message).toMatch(/not available/);
  });

  test('a variable that will not be given is refused with its place and the ones that exist', () => {
    const error = syntaxFault('.a + $contxt.b', { variables: ['context'] });
    expect(error).toMatchObject({ line: 1, column: 6 });
    expect(error.message).toContain('$contxt is not defined; here exist $context');
  });

  test('the free variables of a program are known, bound ones are not among them', () => {
    expect(variablesOf(compile('$context.a as $x | $x + $input | reduce .[] as $i (0; . + $i + $task)'))).toEqual([
      'context',
      'input',
      'task',
    ]);
  });

  test.each([
    ['{(0): 1}', 'number (0)'],
    ['{(true): 1}', 'boolean (true)'],
    ['. as {(null): $x} | $x', 'null (null)'],
  ])('a constant key that is no string is refused before the run: %s', (source, key) => {
    expect(syntaxFault(source).message).toContain(`Cannot use ${key} as object key`);
  });

  test('nesting without end is refused, not a crash', () => {
    expect(syntaxFault('['.repeat(5000)).message).toContain('nested deeper');
    expect(syntaxFault(`${'-'.repeat(5000)}1`).kind).toBe('syntax');
  });
});

describe('run-time errors', () => {
  test('carry the outputs before them and the value raised', () => {
    expect(() => evaluate(compile('1, 2, error({code: "x"})'), null)).toThrow(
      expect.objectContaining({ kind: 'runtime', outputs: [1, 2], value: { code: 'x' } }),
    );
  });

  test.each([
    ['.a', 5, 'Cannot index number with string ("a")'],
    ['.[]', null, 'Cannot iterate over null (null)'],
    ['. + 1', 'a', 'string ("a") and number (1) cannot be added'],
    ['1 / .', 0, 'number (1) and number (0) cannot be divided because the divisor is zero'],
    ['path(1)', null, 'Invalid path expression with result 1'],
    ['fromjson', '[1,]', "Expected another array element at line 1, column 4 (while parsing '[1,]')"],
    ['test("(?=a)")', 'a', 'Regex failure: look-ahead and look-behind are not supported (regex-unsupported)'],
    ['. * 1e9', 'abc', 'Repeat string result too long'],
    ['getpath([range(10001)])', null, 'Path too deep'],
    ['setpath([range(10001)]; 0)', null, 'Path too deep'],
    ['delpaths([[range(10001)]])', null, 'Path too deep'],
    ['_strindices("a")', 1, 'number (1) cannot be searched, as it is not a string'],
    ['fromjson', '\ufeff[1', "Unfinished JSON term at EOF at line 1, column 2 (while parsing '\ufeff[1')"],
    ['now', null, 'now is not available here: this expression has no clock'],
  ])('%s on %j says what jq says', (source, input, message) => {
    expect(() => evaluate(compile(source), input)).toThrow(expect.objectContaining({ kind: 'runtime', message }));
  });

  test('a byte order mark in front of JSON text means nothing', () => {
    expect(evaluate(compile('fromjson'), '\ufeff{"a":1}')).toEqual([{ a: 1 }]);
  });

  test('now is the clock that was handed in, in seconds', () => {
    expect(evaluate(compile('now | todate'), null, { now: () => 1_425_599_507_000 })).toEqual(['2015-03-05T23:51:47Z']);
  });
});
