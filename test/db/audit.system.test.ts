// The audit chain: gapless, one sequencer at a time, append-only, and any tampering by the owner is named by its sequence.
import { afterAll, beforeEach, beforeAll, describe, expect, test } from 'vitest';
import { exportAudit, findAuditHead, insertAudit, listAudit, sequenceAudit, verifyAudit } from '../../db/repositories/audit.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

describe('audit', () => {
  let db: TestDatabase;
  let tenant: string;
  beforeAll(async () => {
    db = await createTestDatabase();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    tenant = await db.createTenant();
  });

  const insert = (count: number): Promise<void> =>
    db.database.withTenant(tenant, async (tx) => {
      for (let index = 0; index < count; index += 1) {
        await insertAudit(tx, {
          tenant,
          at: '2026-11-24T08:00:00.000Z',
          action: 'definition.published',
          actorKind: 'session',
          actorId: 'u1',
          actorName: '김관리',
          subjectKind: 'definition',
          subjectId: `d${index}`,
          details: { 순서: index, nested: { b: [1, 2.5, null], a: 'x\u0000' } },
        });
      }
    });
  const sequence = (limit = 1_000): Promise<number> => db.database.withTenant(tenant, (tx) => sequenceAudit(tx, { tenant, limit }));
  const verify = (range: { from?: number; to?: number } = {}) =>
    db.database.withTenant(tenant, (tx) => verifyAudit(tx, { tenant, ...range }));
  /** As the owner with triggers off: what the application and its mistakes cannot do. */
  const tamper = async (statement: string, values: readonly unknown[]): Promise<void> => {
    await db.asOwner(`set session_replication_role = replica`);
    await db.asOwner(statement, values);
    await db.asOwner(`set session_replication_role = origin`);
  };

  test('rows get a gapless sequence and a chain that verifies', async () => {
    expect(await verify()).toEqual({ valid: true, rows: 0 });
    await insert(25);
    expect(await db.database.directory.tenantsWithUnsequencedAudit()).toContain(tenant);
    expect(await sequence(10)).toBe(10);
    expect(await sequence()).toBe(15);
    expect(await sequence()).toBe(0);
    expect(await verify()).toEqual({ valid: true, rows: 25 });
    expect(await verify({ from: 11, to: 20 })).toEqual({ valid: true, rows: 10 });
    const rows = await db.database.withTenant(tenant, (tx) => exportAudit(tx, { tenant, after: 0 }));
    expect(rows.map((row) => row.sequence)).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
    expect(await db.database.directory.tenantsWithUnsequencedAudit()).not.toContain(tenant);
  });

  test('many writers and sequencers at once give one chain without gaps', async () => {
    const work = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? insert(5) : sequence(7)));
    await Promise.all(work);
    while ((await sequence()) > 0);
    expect(await verify()).toEqual({ valid: true, rows: 100 });
    expect(await db.database.withTenant(tenant, (tx) => findAuditHead(tx, { tenant }))).toMatchObject({ sequence: 100 });
  });

  test('the application can neither change, remove nor forge rows', async () => {
    await insert(2);
    await sequence();
    const refused = (statement: string): Promise<unknown> =>
      expect(db.database.withTenant(tenant, (tx) => tx.execute(statement))).rejects.toMatchObject({
        cause: { code: expect.stringMatching(/^(42501|23001)$/) },
      });
    await refused(`update audit set hash = repeat('0', 64)`);
    await refused(`update audit set sequence = 99 where sequence = 1`);
    await refused(`update audit set details = '{}'`);
    await refused(`delete from audit`);
    await refused(
      `insert into audit (tenant_id, at, action, actor_kind, actor_id, actor_name, subject_kind, subject_id, details, sequence, previous_hash, hash)
        values ('${tenant}', now(), 'a.b', 'session', 'u', 'n', 's', 'i', '{}', 7, 'p', 'h')`,
    );
    expect(await verify()).toEqual({ valid: true, rows: 2 });
  });

  test('the trigger stops the owner too', async () => {
    await insert(1);
    await sequence();
    await expect(db.asOwner('delete from audit where tenant_id = $1', [tenant])).rejects.toMatchObject({ code: '23001' });
    await expect(db.asOwner('truncate audit')).rejects.toMatchObject({ code: '23001' });
  });

  test.each([
    ['details changed', `update audit set details = '{"forged":true}' where tenant_id = $1 and sequence = 4`, 4],
    ['actor changed', `update audit set actor_name = 'someone else' where tenant_id = $1 and sequence = 2`, 2],
    ['moment changed', `update audit set at = at + interval '1 ms' where tenant_id = $1 and sequence = 9`, 9],
    ['row deleted', `delete from audit where tenant_id = $1 and sequence = 5`, 5],
    ['first row deleted', `delete from audit where tenant_id = $1 and sequence = 1`, 1],
    ['end cut off', `delete from audit where tenant_id = $1 and sequence > 7`, 8],
    ['all deleted', `delete from audit where tenant_id = $1`, 1],
    [
      'two rows exchanged',
      `update audit set sequence = case sequence when 3 then -1 else 3 end where tenant_id = $1 and sequence in (3, 6)`,
      3,
    ],
    ['hash replaced', `update audit set hash = repeat('a', 64) where tenant_id = $1 and sequence = 10`, 10],
  ])('verification names the first bad sequence: %s', async (_what, statement, bad) => {
    await insert(10);
    await sequence();
    await tamper(statement, [tenant]);
    if (statement.includes('-1')) await tamper(`update audit set sequence = 6 where tenant_id = $1 and sequence = -1`, [tenant]);
    expect(await verify()).toMatchObject({ valid: false, firstBadSequence: bad });
  });

  test('the list is filtered and paged, the newest first', async () => {
    await insert(12);
    await sequence();
    const list = (filter: object) => db.database.withTenant(tenant, (tx) => listAudit(tx, { tenant, ...filter }));
    expect((await list({ limit: 5 })).map((row) => row.sequence)).toEqual([12, 11, 10, 9, 8]);
    expect((await list({ limit: 5, before: 8 })).map((row) => row.sequence)).toEqual([7, 6, 5, 4, 3]);
    expect((await list({ subjectKind: 'definition', subjectId: 'd3' })).map((row) => row.sequence)).toEqual([4]);
    expect(await list({ from: '2026-11-25T00:00:00.000Z' })).toEqual([]);
  });
});
