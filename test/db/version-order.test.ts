// Versions as text must sort as semantic versioning says.
import { describe, expect, test } from 'vitest';
import { versionOrder } from '../../db/version-order.ts';

describe('versionOrder', () => {
  test('byte order of the text is the precedence of semantic versioning', () => {
    // The sequence of semver.org section 11, with numbers that fool a plain comparison.
    const ascending = [
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.2',
      '1.0.0-alpha.11',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
      '1.0.1',
      '1.2.0',
      '1.9.0',
      '1.10.0',
      '2.0.0-0',
      '2.0.0',
      '10.0.0',
    ];
    const shuffled = ascending.toSorted((a, b) => a.length - b.length || (a < b ? 1 : -1));
    const sorted = shuffled.toSorted((a, b) => Buffer.compare(Buffer.from(versionOrder(a)), Buffer.from(versionOrder(b))));
    expect(sorted).toEqual(ascending);
  });

  test('build metadata does not count, and what is no version comes before all that are', () => {
    expect(versionOrder('1.0.0+build.5')).toBe(versionOrder('1.0.0'));
    expect(versionOrder('draft') < versionOrder('0.0.0-0')).toBe(true);
  });
});
