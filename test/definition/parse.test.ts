import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../workflows/definition/parse.ts';

const codes = (text: string) => parseDocument(text).issues.map(({ code, path, line, column }) => `${code} ${path}:${line}:${column}`);

describe('hostile text ends in one sentence, by a limit and not by luck', () => {
  test.each([
    ['2 MB of anything', 'a'.repeat(2_000_000), ['document-too-large :1:1']],
    ['513 KB of two-byte letters', '가'.repeat(175_200), ['document-too-large :1:1']],
    ['1,000 open brackets', '['.repeat(1000), ['too-deep :1:102']],
    ['100,000 open brackets, which run the yaml package out of memory', '['.repeat(100_000), ['too-deep :1:102']],
    ['1,000 objects in each other', `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`, ['too-deep :1:502']],
    ['50,000 lists on one line', `${'- '.repeat(50_000)}x`, ['too-deep :1:202']],
    ['50,000 question marks', `${'? '.repeat(50_000)}x`, ['too-deep :1:202']],
    ['an alias inside its own value', 'a: &a [*a]', ['yaml-alias /a/0:1:8']],
  ])('%s', (_name, text, expected) => {
    const parsed = parseDocument(text);
    expect(parsed.issues.map(({ code, path, line, column }) => `${code} ${path}:${line}:${column}`)).toEqual(expected);
    expect(parsed.issues[0]?.message).not.toMatch(/at .*\.(js|ts):\d/);
  });

  test('1,000 levels of indentation', () => {
    const text = Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
    expect(codes(text)).toEqual(['too-deep :101:103']);
  });

  test('a billion laughs: the 101st alias is refused before anything is expanded further', () => {
    const rows = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const [index, name] of Array.from('bcdefghij').entries())
      rows.push(`${name}: &${name} [${Array(10).fill(`*${'abcdefghi'[index]}`).join(', ')}]`);
    const parsed = parseDocument(rows.join('\n'));
    expect(parsed.issues.map(({ code }) => code)).toEqual(['too-many-aliases']);
    expect(parsed.document).toBeUndefined();
  });

  test('a hundred aliases of one large value are stopped by the count of values', () => {
    const large = `a: &a [${Array(5000).fill('1').join(', ')}]`;
    const parsed = parseDocument(`${large}\nb: [${Array(100).fill('*a').join(', ')}]`);
    expect(parsed.issues.map(({ code }) => code)).toEqual(['too-many-values']);
    expect(parsed.document).toBeUndefined();
  });

  test('a hundred aliases of a small value are fine', () => {
    expect(codes(`a: &a {x: 1}\nb: [${Array(100).fill('*a').join(', ')}]`)).toEqual([]);
  });

  test('nesting of a hundred is fine, of a hundred and one is not', () => {
    expect(codes(`a: ${'['.repeat(99)}${']'.repeat(99)}`)).toEqual([]);
    expect(codes(`a: ${'['.repeat(100)}${']'.repeat(100)}`)).toEqual(['too-deep :1:104']);
  });

  test('20,000 keys do not take time that grows with their square', () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `k${index}: ${index}`).join('\n');
    expect(codes(text)).toEqual([]);
    expect(codes(`${text}\nk7: 1`)).toEqual(['duplicate-key /k7:20001:1']);
  });
});

describe('what is not JSON, or could harm, is refused where it stands', () => {
  test.each([
    ['', ['empty-document :1:1']],
    ['# only a comment', ['empty-document :1:1']],
    ['[1, 2]', ['type :1:1']],
    ['just text', ['type :1:1']],
    ['a: 1\n\tb: 2', ['yaml-tab :2:1']],
    ['a:\n\t- 1', ['yaml-tab :2:1']],
    ['a: 1\na: 2', ['duplicate-key /a:2:1']],
    ['{"a": 1, "a": 2}', ['duplicate-key /a:1:10']],
    ['a: { b: 1, b: 2 }', ['duplicate-key /a/b:1:12']],
    ['__proto__: { x: 1 }', ['forbidden-key :1:1']],
    ['{"constructor": {"prototype": {}}}', ['forbidden-key :1:2']],
    ['a: { prototype: 1 }', ['forbidden-key /a:1:6']],
    ['a: &x { b: 1 }\nc: { <<: *x }', ['merge-key /c:2:6']],
    ['a: .nan', ['not-json /a:1:4']],
    ['a: -.inf', ['not-json /a:1:4']],
    ['a: *nothing', ['yaml-alias /a:1:4']],
    ['---\na: 1\n---\nb: 2', ['yaml-multiple :3:1']],
    ['%YAML 1.1\n---\na: yes', ['yaml-version :1:1']],
    ['a: !!python/object 1', ['yaml-tag :1:4']],
    ['a: !local { b: 1 }', ['yaml-tag :1:4']],
    ['a: "\\q"', ['yaml-syntax :1:5']],
    ['a: \u0007', ['control-character :1:4']],
    ['a: \ud800', ['control-character :1:4']],
    ['[1]: a', ['yaml-syntax :1:1']],
  ])('%j', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });
});

describe('what is read', () => {
  test('YAML 1.2 and no older: yes, no, 010 and dates are what they look like', () => {
    expect(parseDocument('a: yes\nb: 010\nc: 2026-01-01\nd: ~\ne: 0x10\nf: 1e3\ng: "1"\nh: 12:30:45').document).toEqual({
      a: 'yes',
      b: 10,
      c: '2026-01-01',
      d: null,
      e: 16,
      f: 1000,
      g: '1',
      h: '12:30:45',
    });
  });

  test('JSON, also indented with tabs, and with a byte order mark before it', () => {
    expect(parseDocument('\uFEFF{\n\t"a": [1, 2.5, true, null],\n\t"b": {"c": "\\u00e9\\/"}\n}').document).toEqual({
      a: [1, 2.5, true, null],
      b: { c: 'é/' },
    });
  });

  test('the document is frozen all the way down', () => {
    const { document } = parseDocument('a: { b: [{ c: 1 }] }') as unknown as { document: { a: { b: { c: number }[] } } };
    for (const part of [document, document.a, document.a.b, document.a.b[0]]) expect(Object.isFrozen(part)).toBe(true);
  });

  test('each value keeps its place; what is missing has that of its parent', () => {
    const { source } = parseDocument('a:\n  b: 1\n  "c/d":\n    - x\n    -   y\nf: |\n  text\n');
    expect(source.locate('/a/b')).toEqual({ line: 2, column: 3 });
    expect(source.locateValue('/a/b')).toEqual({ line: 2, column: 6 });
    expect(source.locate('/a/c~1d/1')).toEqual({ line: 5, column: 9 });
    expect(source.locate('/a/b/missing/deeper')).toEqual({ line: 2, column: 3 });
    expect(source.locate('/nowhere')).toEqual({ line: 1, column: 1 });
    expect(source.locateValue('/f')).toEqual({ line: 7, column: 3 });
  });

  test('Windows line ends count as one', () => {
    expect(parseDocument('a: 1\r\nb: 2\r\n').source.locate('/b')).toEqual({ line: 2, column: 1 });
  });
});
