import { describe, expect, test } from 'vitest';
import { cronFault } from '../../workflows/definition/cron.ts';
import { nextFireTimes } from '../../workflows/definition/schedule-times.ts';

const times = (cron: string, timezone: string, after: string, count: number) =>
  nextFireTimes({ cron }, { timezone, after: Date.parse(after), count }).map((time) =>
    new Date(time).toISOString().replace(':00.000Z', 'Z'),
  );

describe('the next fire times of a cron schedule', () => {
  test.each<[string, string, string, string, string[]]>([
    ['weekdays at 08:00 in Seoul', '0 8 * * 1-5', 'Asia/Seoul', '2026-11-27T00:00:00Z', ['2026-11-29T23:00Z', '2026-11-30T23:00Z']],
    ['never the moment itself', '0 8 * * *', 'Asia/Seoul', '2026-11-26T23:00:00Z', ['2026-11-27T23:00Z']],
    ['midnight in Seoul', '0 0 1 * *', 'Asia/Seoul', '2026-11-24T00:00:00Z', ['2026-11-30T15:00Z', '2026-12-31T15:00Z']],
    ['Seoul knows no daylight saving', '30 2 * * *', 'Asia/Seoul', '2026-03-07T18:00:00Z', ['2026-03-08T17:30Z', '2026-03-09T17:30Z']],
    [
      'New York, spring: 02:30 does not exist on the 8th and is skipped',
      '30 2 * * *',
      'America/New_York',
      '2026-03-07T00:00:00Z',
      ['2026-03-07T07:30Z', '2026-03-09T06:30Z', '2026-03-10T06:30Z'],
    ],
    [
      'New York, spring: every half hour loses none of the real ones',
      '*/30 * * * *',
      'America/New_York',
      '2026-03-08T05:59:00Z',
      ['2026-03-08T06:00Z', '2026-03-08T06:30Z', '2026-03-08T07:00Z', '2026-03-08T07:30Z'],
    ],
    [
      'New York, autumn: 01:30 comes twice on the 1st and fires at each',
      '30 1 * * *',
      'America/New_York',
      '2026-10-31T00:00:00Z',
      ['2026-10-31T05:30Z', '2026-11-01T05:30Z', '2026-11-01T06:30Z', '2026-11-02T06:30Z'],
    ],
    [
      'New York, autumn: 03:00 comes once',
      '0 3 * * *',
      'America/New_York',
      '2026-11-01T00:00:00Z',
      ['2026-11-01T08:00Z', '2026-11-02T08:00Z'],
    ],
    ['Sunday is 0 and 7', '0 12 * * 7', 'UTC', '2026-11-24T00:00:00Z', ['2026-11-29T12:00Z']],
    [
      'names, lists, ranges and steps',
      '5/20 9-10 * jan-mar,DEC mon',
      'UTC',
      '2026-11-24T00:00:00Z',
      ['2026-12-07T09:05Z', '2026-12-07T09:25Z', '2026-12-07T09:45Z', '2026-12-07T10:05Z'],
    ],
    [
      'both day fields must fit: the next Friday the 13th',
      '0 8 13 * 5',
      'UTC',
      '2026-03-14T00:00:00Z',
      ['2026-11-13T08:00Z', '2027-08-13T08:00Z'],
    ],
    ['29 February', '0 0 29 2 *', 'UTC', '2026-11-24T00:00:00Z', ['2028-02-29T00:00Z', '2032-02-29T00:00Z']],
    ['29 February on a Monday', '0 0 29 2 1', 'UTC', '2026-01-01T00:00:00Z', ['2044-02-29T00:00Z']],
    ['a zone that lost its midnight', '0 0 * * *', 'Africa/Cairo', '2026-04-22T23:00:00Z', ['2026-04-24T21:00Z', '2026-04-25T21:00Z']],
    ['half-hour zones', '0 9 * * *', 'Asia/Kolkata', '2026-11-24T00:00:00Z', ['2026-11-24T03:30Z']],
    ['beyond the date line', '0 0 * * *', 'Pacific/Kiritimati', '2026-11-24T09:00:00Z', ['2026-11-24T10:00Z', '2026-11-25T10:00Z']],
    ['shorthands', '@daily', 'UTC', '2026-11-24T00:00:00Z', ['2026-11-25T00:00Z']],
  ])('%s', (_name, cron, timezone, after, expected) => {
    expect(times(cron, timezone, after, expected.length)).toEqual(expected);
  });

  test('UTC where no zone is named', () => {
    expect(nextFireTimes({ cron: '0 8 * * *' }, { after: 0, count: 1 })).toEqual([8 * 3_600_000]);
  });
});

describe('other kinds of schedule', () => {
  test('`every` counts from the epoch, as the scheduler does', () => {
    const after = Date.parse('2026-11-24T11:07:00Z');
    expect(nextFireTimes({ every: 'PT15M' }, { after, count: 2 }).map((time) => new Date(time).toISOString())).toEqual([
      '2026-11-24T11:15:00.000Z',
      '2026-11-24T11:30:00.000Z',
    ]);
    expect(nextFireTimes({ every: { milliseconds: 5 } }, { after, count: 2 })).toEqual([]);
  });

  test('`after` and `on` have no times of their own', () => {
    expect(nextFireTimes({ after: 'PT1H' }, { after: 0, count: 3 })).toEqual([]);
    expect(nextFireTimes({ on: { any: [] } }, { after: 0, count: 3 })).toEqual([]);
  });

  test('a cron that cannot be read has none', () => {
    expect(nextFireTimes({ cron: 'soon' }, { after: 0, count: 3 })).toEqual([]);
  });
});

describe('cron expressions', () => {
  test.each(['* * * * *', '*/5 0-23/2 1,15 1-12 0-7', '0 8 * * mon-fri', '59 23 31 12 7', '@hourly', '  0 8 * * *  '])(
    '%s is read',
    (text) => {
      expect(cronFault(text)).toBeUndefined();
    },
  );

  test.each([
    ['', 'this one has 0'],
    ['* * * *', 'this one has 4'],
    ['0 0 0 * * *', 'this one has 6'],
    ['60 * * * *', 'minute'],
    ['* 24 * * *', 'hour'],
    ['* * 0 * *', 'day of month'],
    ['* * 32 * *', 'day of month'],
    ['* * * 13 *', 'month'],
    ['* * * * 8', 'day of week'],
    ['* * * * fry', 'day of week'],
    ['5-1 * * * *', 'minute'],
    ['*/0 * * * *', 'minute'],
    ['1,,2 * * * *', 'minute'],
    ['1-2-3 * * * *', 'minute'],
    ['* * L * *', 'day of month'],
    ['-5 * * * *', 'minute'],
    ['* * 31 4,6 *', 'never comes'],
    ['0 6 ? * *', 'day of month'],
    ['@sometimes', 'five fields'],
  ])('%j is refused, naming the field', (text, word) => {
    expect(cronFault(text)?.en).toContain(word);
    expect(cronFault(text)?.ko).toMatch(/[가-힣]/);
  });
});
