import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonicalize, hashDocument } from '../../workflows/definition/hash.ts';

describe('canonical form (RFC 8785)', () => {
  test('the example of the RFC, section 3.2.3, keys in order of UTF-16 units', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    const order = [...canonicalize(value).matchAll(/"(?:Euro|Carriage|Hebrew|One|Emoji|Control|Latin)/g)].map(([word]) => word.slice(1));
    expect(order).toEqual(['Carriage', 'One', 'Control', 'Latin', 'Euro', 'Emoji', 'Hebrew']);
  });

  test.each([
    [Number('333333333.33333329'), '333333333.3333333'],
    [1e30, '1e+30'],
    [4.5, '4.5'],
    [2e-3, '0.002'],
    [1e-27, '1e-27'],
    [-0, '0'],
    [1e21, '1e+21'],
    [5e-324, '5e-324'],
  ])('the number %d is written %s', (value, text) => {
    expect(canonicalize(value)).toBe(text);
  });

  test('control letters and quotes are escaped as the RFC says, others stay', () => {
    expect(canonicalize('\u20ac$\u000f\nA\'B"\\\\"/')).toBe('"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, '\ud800', 10n, () => 1])('%s has none', (value) => {
    expect(() => canonicalize(value)).toThrow(/canonical/);
  });
});

test('the hash is SHA-256 in hex of the canonical form, whatever the order of keys', () => {
  const value = { b: [1, { d: '가', c: null }], a: true };
  const expected = createHash('sha256').update('{"a":true,"b":[1,{"c":null,"d":"가"}]}').digest('hex');
  expect(hashDocument(value)).toBe(expected);
  expect(hashDocument({ a: true, b: [1, { c: null, d: '가' }] })).toBe(expected);
  expect(hashDocument({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
});
