import { describe, expect, it } from 'vitest';
import { readNumber, splitNumbers } from '../../functions/web/form/number-text.ts';

const value = (text: string, integer = false) => readNumber(text, integer);

describe('numbers as people type them', () => {
  it.each([
    ['12.34', 12.34],
    ['12,34', 12.34],
    ['  12,34 ', 12.34],
    ['１２．３４', 12.34],
    ['９', 9],
    ['−0.5', -0.5],
    ['-0', 0],
    ['+3', 3],
    ['.5', 0.5],
    ['5.', 5],
    ['0,123', 0.123],
    ['00012', 12],
    ['1,234.5', 1234.5],
    ['1,234,567', 1_234_567],
    ['123456789012345', 123_456_789_012_345],
  ])('%s is %d', (text, expected) => {
    expect(value(text)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['1e3', 'exponent'],
    ['1E-3', 'exponent'],
    ['1,5e3', 'exponent'],
    ['1,234', 'ambiguous'],
    ['-9,999', 'ambiguous'],
    ['1.2.3', 'not-a-number'],
    ['1.234,5', 'not-a-number'],
    ['12 34', 'not-a-number'],
    ['0x10', 'not-a-number'],
    ['Infinity', 'not-a-number'],
    ['NaN', 'not-a-number'],
    ['열둘', 'not-a-number'],
    ['5mm', 'not-a-number'],
    ['--5', 'not-a-number'],
    ['1234567890.1234567', 'too-precise'],
    ['9'.repeat(400), 'too-precise'],
    [`1${'0'.repeat(400)}`, 'too-precise'],
  ])('%s is refused as %s, never guessed', (text, fault) => {
    expect(value(text)).toEqual({ ok: false, fault });
  });

  it('reads a comma in a whole number as grouping only', () => {
    expect(value('1,234', true)).toEqual({ ok: true, value: 1234 });
    expect(value('12,34', true)).toEqual({ ok: false, fault: 'not-integer' });
    expect(value('12.0', true)).toEqual({ ok: true, value: 12 });
    expect(value('9007199254740993', true)).toEqual({ ok: false, fault: 'too-precise' });
  });
});

describe('many numbers at once', () => {
  it.each([
    ['5.01 5.02\n5.03\t5.04;5.05', ['5.01', '5.02', '5.03', '5.04', '5.05']],
    ['5.01, 5.02, 5.03', ['5.01', '5.02', '5.03']],
    ['5.01,5.02,5.03', ['5.01', '5.02', '5.03']],
    ['5,01 5,02', ['5,01', '5,02']],
    ['5.01　5.02', ['5.01', '5.02']],
    ['\r\n\r\n', []],
  ])('%j', (text, expected) => {
    expect(splitNumbers(text)).toEqual(expected);
  });
});
