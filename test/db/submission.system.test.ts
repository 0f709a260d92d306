// Nothing lost, nothing twice, at the door: submissions under load, repeats and cut connections.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, type Database, type Tx } from '../../db/client.ts';
import { insertOutbox } from '../../db/repositories/outbox.ts';
import { findRunOfSubmission, insertRun } from '../../db/repositories/run.ts';
import { insertSubmission, type NewSubmission } from '../../db/repositories/submission.ts';
import { workflowIdOf } from '../../workflows/definition/transition.ts';
import { startCommitCutter } from '../support/commit-cutter.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { seedDefinition } from '../support/seed-run.ts';

describe('submissions', () => {
  let db: TestDatabase;
  let tenant: string;
  let definitionId: string;
  beforeAll(async () => {
    db = await createTestDatabase({ max: 20 });
    tenant = await db.createTenant();
    definitionId = (await db.database.withTenant(tenant, (tx) => seedDefinition(tx, tenant))).id;
  });
  afterAll(() => db.close());

  const request = (key: string, change: Partial<NewSubmission> = {}): NewSubmission => ({
    tenant,
    definitionId,
    idempotencyKey: key,
    input: { lotNumber: 'AB000001' },
    inputHash: 'h1',
    source: 'api',
    submittedBy: 'u',
    submittedByName: 'n',
    ...change,
  });
  /** What starting a run does: submission, run and outbox in one transaction. */
  async function accept(tx: Tx, row: NewSubmission): Promise<{ submissionId: string; runId: string; created: boolean }> {
    const { submission, created } = await insertSubmission(tx, row);
    if (!created)
      return {
        submissionId: submission.id,
        runId: (await findRunOfSubmission(tx, { tenant, submissionId: submission.id }))?.id ?? '',
        created,
      };
    const runId = randomUUID();
    await insertRun(tx, { tenant, id: runId, submissionId: submission.id, definitionId, workflowId: workflowIdOf(tenant, submission.id) });
    await insertOutbox(tx, { tenant, kind: 'start-run', key: runId, payload: { runId } });
    return { submissionId: submission.id, runId, created };
  }
  const post = (row: NewSubmission, database: Database = db.database) => database.withTenant(tenant, (tx) => accept(tx, row));
  const counts = async (key: string): Promise<object> =>
    (
      await db.asOwner<object>(
        `select count(s.id)::int as submissions, count(r.id)::int as runs, count(o.id)::int as outbox from submission s
          left join run r on r.submission_id = s.id left join outbox o on o.key = r.id::text where s.idempotency_key = $1`,
        [key],
      )
    )[0] ?? {};

  test('50 identical posts at once make one submission, one run and one outbox row, and all get the same answer', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(request('fifty'))));
    expect(new Set(answers.map((answer) => `${answer.submissionId} ${answer.runId}`)).size).toBe(1);
    expect(answers.filter((answer) => answer.created)).toHaveLength(1);
    expect(await counts('fifty')).toEqual({ submissions: 1, runs: 1, outbox: 1 });
  });

  test('the same key with another body is a conflict and the first is kept', async () => {
    const first = await post(request('kept'));
    await expect(post(request('kept', { input: { lotNumber: 'other' }, inputHash: 'h2' }))).rejects.toMatchObject({
      code: 'conflict',
      context: { submissionId: first.submissionId },
    });
    expect(await post(request('kept'))).toEqual({ ...first, created: false });
  });

  test('a repeat after a newer version was published is still the first request', async () => {
    const first = await post(request('versions'));
    const newer = await db.database.withTenant(tenant, (tx) => seedDefinition(tx, tenant, '1.1.0'));
    expect(await post(request('versions', { definitionId: newer.id }))).toEqual({ ...first, created: false });
  });

  test('one planned moment of a schedule is submitted once, whatever key it came under', async () => {
    const fire = { source: 'schedule', scheduleId: randomUUID(), nominalTime: '2026-11-24T08:00:00.000Z' } as const;
    const first = await post(request('fire-1', fire));
    expect(await post(request('fire-2', fire))).toEqual({ ...first, created: false });
    expect((await post(request('fire-3', { ...fire, nominalTime: '2026-11-25T08:00:00.000Z' }))).created).toBe(true);
  });

  test('the same key in another tenant is another request', async () => {
    const other = await db.createTenant();
    const definition = await db.database.withTenant(other, (tx) => seedDefinition(tx, other));
    const result = await db.database.withTenant(other, (tx) =>
      insertSubmission(tx, { ...request('fifty'), tenant: other, definitionId: definition.id }),
    );
    expect(result.created).toBe(true);
  });

  test.each([
    ['before', 0],
    ['after', 1],
  ] as const)('a connection cut %s the server commits gives "unavailable", and the repeat leaves exactly one row', async (how, stored) => {
    const cutter = await startCommitCutter(db.url);
    const database = createDatabase({ url: cutter.url, max: 2 });
    try {
      const key = `cut-${how}`;
      cutter.cut = how;
      await expect(post(request(key), database)).rejects.toMatchObject({
        code: 'unavailable',
        retryable: true,
        context: { phase: 'commit' },
      });
      expect(cutter.fired).toBe(1);
      expect(await counts(key)).toEqual({ submissions: stored, runs: stored, outbox: stored });
      cutter.cut = 'no';
      expect((await post(request(key), database)).created).toBe(stored === 0);
      expect(await counts(key)).toEqual({ submissions: 1, runs: 1, outbox: 1 });
    } finally {
      await database.close();
      await cutter.close();
    }
  });

  test('a failure in the middle leaves nothing', async () => {
    const work = db.database.withTenant(tenant, async (tx) => {
      await accept(tx, request('torn'));
      throw new Error('power cut');
    });
    await expect(work).rejects.toThrow('power cut');
    expect(await counts('torn')).toEqual({ submissions: 0, runs: 0, outbox: 0 });
  });

  test('a swallowed error does not pass for a commit', async () => {
    const work = db.database.withTenant(tenant, async (tx) => {
      await accept(tx, request('swallowed'));
      await tx.execute('select 1 / 0').catch(() => undefined);
    });
    await expect(work).rejects.toMatchObject({ code: 'internal' });
    expect(await counts('swallowed')).toEqual({ submissions: 0, runs: 0, outbox: 0 });
  });

  test('connections ended by the server cost one request at most, never the process', async () => {
    await Promise.all(Array.from({ length: 5 }, () => db.database.ping()));
    await db.asOwner(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename like 'aix_test%'`,
    );
    await expect.poll(() => db.database.ping().then(() => 'well'), { timeout: 5_000 }).toBe('well');
    const killed = db.database.withTenant(tenant, async (tx) => {
      await tx.execute(`select pg_terminate_backend(pg_backend_pid())`);
    });
    await expect(killed).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    expect((await post(request('after-kill'))).created).toBe(true);
  });

  test('a server that is not there is "unavailable" in words', async () => {
    const nowhere = createDatabase({ url: 'postgres://aix_app:x@127.0.0.1:9/aix' });
    await expect(nowhere.withTenant(tenant, async () => 1)).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    await expect(nowhere.ping()).rejects.toMatchObject({ code: 'unavailable' });
    await nowhere.close();
  });
});
