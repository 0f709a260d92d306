// Values as cells: digits, percentages, times in a zone, and every form of "not available".
import { describe, expect, it } from 'vitest';
import { createCells, formatNumber, formatTime } from '../../workflows/report/cell.ts';

const cells = createCells('en', 'Asia/Seoul');

describe('numbers', () => {
  it.each([
    [1234567.891, 2, '1,234,567.89'],
    [1234567.891, undefined, '1,234,570'],
    [0.000123456, undefined, '0.000123456'],
    [-1234.5, 1, '-1,234.5'],
    [-0.04, 1, '0.0'],
    [5, undefined, '5'],
    [2e-10, undefined, '2e-10'],
  ])('%d with %s decimals reads %s', (value, decimals, text) => expect(formatNumber(value, decimals)).toBe(text));

  it('keep their computed value beside what is shown', () => {
    expect(cells.percent(0.74249)).toMatchObject({ text: '74.2%', value: 74.249, unit: '%', decimals: 1 });
    expect(cells.number(12, { unit: 'mm' })).toMatchObject({ text: '12 mm', value: 12 });
  });

  it.each([Number.NaN, Infinity, -Infinity])('%d is n/a with its reason, and no value', (value) => {
    expect(cells.number(value)).toEqual({ text: 'n/a (not a finite number)' });
    expect(cells.percent(value, { reason: 'nothing to divide by' })).toEqual({ text: 'n/a (nothing to divide by)' });
  });

  it('that are missing are n/a', () => {
    expect(cells.number(undefined).text).toBe('n/a');
    expect(cells.text('  ').text).toBe('n/a');
  });
});

describe('times', () => {
  it.each([
    ['2026-11-24T06:40:00Z', 'Asia/Seoul', '2026-11-24 15:40'],
    ['2026-11-24T15:00:00Z', 'Asia/Seoul', '2026-11-25 00:00'],
    ['2026-07-01T12:00:00+09:00', 'Europe/Berlin', '2026-07-01 05:00'],
    ['2026-11-24', 'America/New_York', '2026-11-24'],
  ])('%s in %s reads %s', (iso, zone, text) => expect(formatTime(iso, zone)).toBe(text));

  it('that are none stay as they were written', () => expect(cells.time('tomorrow').text).toBe('tomorrow'));
});
