import { describe, expect, test } from 'vitest';
import type { Duration } from '../../workflows/definition/document.ts';
import { durationMilliseconds, isIsoDuration } from '../../workflows/definition/duration.ts';

describe('durations become milliseconds', () => {
  test.each<[Duration, number]>([
    ['PT30S', 30_000],
    ['PT0.25S', 250],
    ['PT1H30M', 5_400_000],
    ['P1D', 86_400_000],
    ['P1DT12H', 129_600_000],
    ['P2W', 1_209_600_000],
    ['P1M', 30 * 86_400_000],
    ['P1Y', 365 * 86_400_000],
    ['PT0S', 0],
    [{ seconds: 30 }, 30_000],
    [{ days: 1, hours: 2, minutes: 3, seconds: 4, milliseconds: 5 }, 93_784_005],
    [{ minutes: 1.5 }, 90_000],
  ])('%j', (duration, milliseconds) => {
    expect(durationMilliseconds(duration)).toBe(milliseconds);
  });

  test.each(['', 'P', 'PT', '5 minutes', 'PT5', 'P5H', 'PT1M1H', '-PT5M', 'PT1e3S', ' PT5M', 'P200Y', `PT${'9'.repeat(200)}S`])(
    '%j is refused',
    (text) => {
      expect(isIsoDuration(text)).toBe(false);
      expect(() => durationMilliseconds(text)).toThrow(/is not a duration/);
    },
  );

  test.each([{}, { minuts: 5 }, { minutes: -1 }, { minutes: '5' }, { minutes: Number.NaN }, null, 5, [1]])('%j is refused', (value) => {
    expect(() => durationMilliseconds(value as never)).toThrow(/is not a duration/);
  });
});
