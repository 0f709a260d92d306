// Records of definitions and runs: immutable versions, effects, model calls, reports, lists. Each by the guarantee its users count on.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tx } from '../../db/client.ts';
import { findArtifact, insertArtifact, listArtifacts, listArtifactsOfRun } from '../../db/repositories/artifact.ts';
import {
  deprecateDefinition,
  findDefinition,
  findDefinitionById,
  findPublished,
  insertDefinition,
  listDefinitions,
  listVersions,
  type NewDefinition,
} from '../../db/repositories/definition.ts';
import { beginEffect, completeEffect, listEffects } from '../../db/repositories/effect.ts';
import {
  completeModelCall,
  findModelAnswer,
  insertModelCall,
  listModelCalls,
  sumModelCalls,
  type NewModelCall,
} from '../../db/repositories/model-call.ts';
import { findReport, insertReport, listReports } from '../../db/repositories/report.ts';
import { countRuns, getRun, listRuns, listStuckRuns } from '../../db/repositories/run.ts';
import { applyTransitions } from '../../db/repositories/transitions.ts';
import type { RunRef } from '../../workflows/definition/transition.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { seedRun } from '../support/seed-run.ts';

const at = '2026-11-24T08:00:00.000Z';

describe('records of runs', () => {
  let db: TestDatabase;
  let tenant: string;
  let run: RunRef;
  beforeAll(async () => {
    db = await createTestDatabase();
    tenant = await db.createTenant();
    run = await within((tx) => seedRun(tx, tenant));
  });
  afterAll(() => db.close());
  function within<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return db.database.withTenant(tenant, work);
  }

  test('a definition version never changes, the latest is chosen by version and not by date, a deprecated one is not started', async () => {
    const publish = (version: string, hash: string, change: Partial<NewDefinition> = {}) =>
      within((tx) =>
        insertDefinition(tx, {
          tenant,
          namespace: 'n',
          name: 'd',
          version,
          hash,
          source: 's',
          document: { v: version },
          publishedBy: 'u',
          publishedByName: '김',
          ...change,
        }),
      );
    const key = { tenant, namespace: 'n', name: 'd' };
    for (const version of ['1.10.0', '1.9.0', '1.11.0-rc.1']) expect((await publish(version, version)).created).toBe(true);
    expect((await publish('1.9.0', '1.9.0')).created).toBe(false);
    await expect(publish('1.9.0', 'other')).rejects.toMatchObject({
      code: 'conflict',
      context: { latestVersion: '1.11.0-rc.1' },
      message: expect.stringContaining('raise document.version'),
    });
    expect((await within((tx) => listVersions(tx, key))).map((row) => row.version)).toEqual(['1.11.0-rc.1', '1.10.0', '1.9.0']);
    await within((tx) => deprecateDefinition(tx, { ...key, version: '1.11.0-rc.1', by: 'u', at }));
    const latest = await within((tx) => findPublished(tx, key));
    expect(latest).toMatchObject({ version: '1.10.0', document: { v: '1.10.0' } });
    expect(await within((tx) => findPublished(tx, { ...key, version: '1.11.0-rc.1' }))).toBeUndefined();
    expect(await within((tx) => findDefinition(tx, { ...key, version: '1.11.0-rc.1' }))).toMatchObject({
      state: 'deprecated',
      deprecatedAt: at,
    });
    expect(await within((tx) => findDefinitionById(tx, { tenant, definitionId: latest?.id ?? '' }))).toMatchObject({ version: '1.10.0' });
    expect((await within((tx) => listDefinitions(tx, { tenant }))).map((row) => `${row.namespace}/${row.name} ${row.version}`)).toEqual([
      'n/d 1.10.0',
      'quality/incoming-inspection 1.0.0',
    ]);
  });

  test('50 publications of one version at once are one definition', async () => {
    const row = {
      tenant,
      namespace: 'n',
      name: 'many',
      version: '1.0.0',
      hash: 'h',
      source: 's',
      document: {},
      publishedBy: 'u',
      publishedByName: 'n',
    };
    const answers = await Promise.all(Array.from({ length: 50 }, () => within((tx) => insertDefinition(tx, row))));
    expect(new Set(answers.map((answer) => answer.definition.id)).size).toBe(1);
  });

  test('an effect is new once; begun and not ended it is unknown and counted; done it stays done', async () => {
    const effect = { run, step: 4, kind: 'mail', key: 'm1' };
    expect(await within((tx) => beginEffect(tx, effect))).toBe('new');
    expect(await within((tx) => beginEffect(tx, effect))).toMatchObject({ state: 'unknown', attempts: 2 });
    await within((tx) => completeEffect(tx, { tenant, kind: 'mail', key: 'm1', result: { accepted: 1 } }));
    await within((tx) => completeEffect(tx, { tenant, kind: 'mail', key: 'm1', result: { accepted: 2 } }));
    expect(await within((tx) => beginEffect(tx, effect))).toMatchObject({ state: 'done', attempts: 2, result: { accepted: 1 } });
    expect(await within((tx) => listEffects(tx, run))).toHaveLength(1);
  });

  test('every model call has a row, an abandoned one is unknown, and an answer is found again by its prompt', async () => {
    const call = (id: string): NewModelCall => ({
      tenant,
      id,
      runId: run.runId,
      step: 2,
      purpose: 'judge',
      profile: 'k1',
      model: 'ax-k1',
      endpoint: 'twin',
      standIn: true,
      promptHash: 'p',
    });
    const [first, second] = [randomUUID(), randomUUID()];
    expect(await within((tx) => insertModelCall(tx, call(first)))).toEqual({ unknownBefore: 0 });
    expect(await within((tx) => insertModelCall(tx, call(second)))).toEqual({ unknownBefore: 1 });
    const answered = {
      state: 'answered',
      answer: { text: '합격' },
      promptTokens: 100,
      completionTokens: 20,
      cost: 0.01,
      standIn: false,
      endedAt: at,
    } as const;
    expect(await within((tx) => completeModelCall(tx, { tenant, id: second, ...answered }))).toBe(true);
    expect(await within((tx) => completeModelCall(tx, { tenant, id: second, ...answered, answer: 'late' }))).toBe(false);
    const found = await within((tx) => findModelAnswer(tx, { tenant, runId: run.runId, step: 2, promptHash: 'p' }));
    expect(found).toMatchObject({ id: second, answer: { text: '합격' }, cost: 0.01, standIn: false });
    expect((await within((tx) => listModelCalls(tx, run))).map((row) => row.state)).toEqual(['unknown', 'answered']);
    expect(await within((tx) => sumModelCalls(tx, { tenant, runId: run.runId }))).toMatchObject({
      calls: 2,
      answered: 1,
      failed: 0,
      unknown: 1,
      promptTokens: 100,
      completionTokens: 20,
    });
  });

  test('a step writes one report, its files are artifacts of the same tenant', async () => {
    const artifact = (id: string) =>
      ({
        tenant,
        id,
        kind: 'report',
        name: 'r.pdf',
        mediaType: 'application/pdf',
        bytes: 9_000_000_000,
        sha256: 'a',
        storeKey: `k/${id}`,
        runId: run.runId,
        createdBy: 'engine',
      }) as const;
    const fileId = randomUUID();
    await within((tx) => insertArtifact(tx, artifact(fileId)));
    expect(await within((tx) => insertArtifact(tx, artifact(fileId)))).toMatchObject({ id: fileId, bytes: 9_000_000_000 });
    await expect(within((tx) => insertArtifact(tx, { ...artifact(fileId), sha256: 'b' }))).rejects.toMatchObject({ code: 'conflict' });
    const report = {
      tenant,
      runId: run.runId,
      step: 5,
      template: 'lot-inspection',
      title: '수입 검사',
      language: 'ko',
      facts: { n: 20 },
      checksum: 'c',
      generator: '1',
      timeZone: 'Asia/Seoul',
      dataCutAt: at,
      files: [{ format: 'pdf', artifactId: fileId }],
    };
    const [first, second] = [randomUUID(), randomUUID()];
    expect(await within((tx) => insertReport(tx, { ...report, id: first }))).toEqual({ reportId: first, created: true });
    expect(await within((tx) => insertReport(tx, { ...report, id: second }))).toEqual({ reportId: first, created: false });
    expect(await within((tx) => findReport(tx, { tenant, reportId: first }))).toMatchObject({
      facts: { n: 20 },
      files: [{ format: 'pdf', name: 'r.pdf', bytes: 9_000_000_000 }],
    });
    expect(await within((tx) => listReports(tx, { tenant }))).toMatchObject([
      { id: first, lotNumber: 'AB000001', files: [{ format: 'pdf' }] },
    ]);
    expect(await within((tx) => listReports(tx, { tenant, before: first }))).toEqual([]);
    expect(await within((tx) => listArtifactsOfRun(tx, run))).toHaveLength(1);
    const other = await db.createTenant();
    await db.database.withTenant(other, async (tx) => {
      expect(await findArtifact(tx, { tenant: other, artifactId: fileId })).toBeUndefined();
      expect(await findArtifact(tx, { tenant, artifactId: fileId })).toBeUndefined();
      expect(await listArtifacts(tx, { tenant: other, ids: [fileId] })).toEqual([]);
    });
  });

  test('runs are listed by state, definition, lot and time, page after page without gaps', async () => {
    const place = await db.createTenant();
    const inPlace = <Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> => db.database.withTenant(place, work);
    const runs: RunRef[] = [];
    for (let index = 0; index < 7; index += 1) runs.push(await inPlace((tx) => seedRun(tx, place, { lotNumber: `AB00000${index % 2}` })));
    const [oldest] = runs;
    if (oldest === undefined) throw new Error('no run');
    await inPlace((tx) =>
      applyTransitions(tx, oldest, [{ type: 'run', sequence: 1, at, state: 'faulted', error: { type: 't', status: 500 } }]),
    );
    const ids: string[] = [];
    for (let before: string | undefined; ; before = ids.at(-1)) {
      const page = await inPlace((tx) => listRuns(tx, { tenant: place, limit: 3, ...(before === undefined ? {} : { before }) }));
      ids.push(...page.map((row) => row.id));
      if (page.length < 3) break;
    }
    expect(new Set(ids)).toEqual(new Set(runs.map((row) => row.runId)));
    expect(ids).toHaveLength(7);
    expect(await inPlace((tx) => listRuns(tx, { tenant: place, state: ['faulted'] }))).toMatchObject([
      { id: oldest.runId, name: 'incoming-inspection', submittedByName: '김작업' },
    ]);
    expect(await inPlace((tx) => listRuns(tx, { tenant: place, lot: 'AB000001' }))).toHaveLength(3);
    expect(await inPlace((tx) => listRuns(tx, { tenant: place, definition: { namespace: 'quality', name: 'other' } }))).toEqual([]);
    expect(await inPlace((tx) => listRuns(tx, { tenant: place, to: '2020-01-01T00:00:00.000Z' }))).toEqual([]);
    expect(await inPlace((tx) => countRuns(tx, { tenant: place }))).toMatchObject({ accepted: 6, faulted: 1, completed: 0 });
    expect(await inPlace((tx) => listStuckRuns(tx, { tenant: place, progressedBefore: '2100-01-01T00:00:00.000Z' }))).toHaveLength(6);
    expect(await inPlace((tx) => getRun(tx, oldest))).toMatchObject({ error: { type: 't', status: 500 } });
    await expect(within((tx) => getRun(tx, { tenant, runId: oldest.runId }))).rejects.toMatchObject({ code: 'not-found' });
  });
});
