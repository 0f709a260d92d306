// The outbox: disjoint claims, growing pauses, nothing delivered twice by two relays.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { claimOutbox, completeOutbox, failOutbox, findOutbox, insertOutbox, outboxAge, pruneOutbox } from '../../db/repositories/outbox.ts';
import type { Tx } from '../../db/client.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

describe('outbox', () => {
  let db: TestDatabase;
  let tenant: string;
  beforeAll(async () => {
    db = await createTestDatabase({ max: 20 });
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    tenant = await db.createTenant();
  });
  const within = <Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> => db.database.withTenant(tenant, work);
  const fill = (count: number): Promise<void> =>
    within(async (tx) => {
      for (let index = 0; index < count; index += 1)
        await insertOutbox(tx, { tenant, kind: 'start-run', key: `k${index}`, payload: { index }, delaySeconds: 0 });
    });

  test('relays at work at the same time take disjoint rows', async () => {
    await fill(40);
    const claims = await Promise.all(Array.from({ length: 8 }, () => within((tx) => claimOutbox(tx, { tenant, limit: 10 }))));
    expect(Math.max(...claims.map((claim) => claim.length))).toBeLessThanOrEqual(10);
    const keys = claims.flat().map((row) => row.key);
    expect(keys).toHaveLength(new Set(keys).size);
    // Rows that one relay had locked are passed over by the others, not waited for: what is left comes with the next sweep.
    const rest = await within((tx) => claimOutbox(tx, { tenant, limit: 100 }));
    expect(new Set([...keys, ...rest.map((row) => row.key)]).size).toBe(40);
  });

  test('a held claim makes the next relay pass over, not wait', async () => {
    await fill(2);
    await within(async (tx) => {
      expect(await claimOutbox(tx, { tenant, limit: 1 })).toHaveLength(1);
      expect(await within((second) => claimOutbox(second, { tenant, limit: 5 }))).toHaveLength(1);
    });
  });

  test('the inline start goes first; then the row is due, counted, and comes again after a growing pause of at most 10 s', async () => {
    await within((tx) => insertOutbox(tx, { tenant, kind: 'start-run', key: 'a', payload: null }));
    expect(await within((tx) => claimOutbox(tx, { tenant, limit: 5 }))).toEqual([]);
    expect(await db.database.directory.tenantsWithOutboxDue()).not.toContain(tenant);
    let now = Date.now() + 6_000;
    expect(await db.database.directory.tenantsWithOutboxDue(new Date(now).toISOString())).toContain(tenant);
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      const [row] = await within((tx) => claimOutbox(tx, { tenant, limit: 5, now: new Date(now).toISOString() }));
      expect(row).toMatchObject({ key: 'a', attempts: attempt, payload: null });
      const next = Date.parse(row?.nextAttemptAt ?? '');
      pauses.push((next - now) / 1_000);
      expect(await within((tx) => claimOutbox(tx, { tenant, limit: 5, now: new Date(next - 10).toISOString() }))).toEqual([]);
      now = next;
    }
    expect(pauses).toEqual([1, 2, 4, 8, 10, 10]);
  });

  test('a completed row is never claimed again, and goes when it is pruned', async () => {
    await fill(2);
    const key = { tenant, kind: 'start-run', key: 'k0' } as const;
    await within((tx) => failOutbox(tx, { ...key, error: 'no Temporal' }));
    expect((await within((tx) => findOutbox(tx, key)))?.lastError).toBe('no Temporal');
    await within((tx) => completeOutbox(tx, key));
    await within((tx) => completeOutbox(tx, key));
    expect((await within((tx) => claimOutbox(tx, { tenant, limit: 5 }))).map((row) => row.key)).toEqual(['k1']);
    expect(await within((tx) => outboxAge(tx, { tenant }))).toMatchObject({ waiting: 1 });
    expect(await within((tx) => pruneOutbox(tx, { tenant, completedBefore: '2020-01-01T00:00:00.000Z' }))).toBe(0);
    expect(await within((tx) => pruneOutbox(tx, { tenant, completedBefore: '2100-01-01T00:00:00.000Z' }))).toBe(1);
  });

  test('one row per kind and key, and the age of the oldest is known', async () => {
    await fill(1);
    await fill(1);
    await db.asOwner(`update outbox set created_at = now() - interval '90 seconds' where tenant_id = $1`, [tenant]);
    const { waiting, oldestSeconds } = await within((tx) => outboxAge(tx, { tenant }));
    expect(waiting).toBe(1);
    expect(oldestSeconds).toBeGreaterThanOrEqual(90);
    expect(oldestSeconds).toBeLessThan(120);
  });
});
