// jq's own manual examples, all of those that need no I/O.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runCases } from '../conformance/jq-conformance.ts';

const MANUAL = new URL('../../../shared/data/jq/man.test', import.meta.url);

describe.skipIf(!existsSync(MANUAL))('examples of the jq 1.8 manual (needs ../shared/data/jq)', () => {
  test('every usable one passes', () => {
    const { failed, usable } = runCases(readFileSync(MANUAL, 'utf8'));
    expect(failed).toEqual([]);
    expect(usable).toBeGreaterThan(220);
  });
});
