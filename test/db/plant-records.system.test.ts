// Records of the plant: counts, measurements, notices, schedules, keys, lines and lots. Each by the guarantee its users count on.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tx } from '../../db/client.ts';
import { findUsableApiKey, insertApiKey, listApiKeys, revokeApiKey, touchApiKey } from '../../db/repositories/api-key.ts';
import { findLine, listLines, upsertLine } from '../../db/repositories/line.ts';
import { findLot, listLots, setLotState, upsertLot } from '../../db/repositories/lot.ts';
import { insertMeasurements, listCharacteristics, listMeasurements } from '../../db/repositories/measurement.ts';
import { dismissNotice, insertNotice, listNotices } from '../../db/repositories/notice.ts';
import { insertProductionCount, listProductionCounts, sumProductionCounts } from '../../db/repositories/production-count.ts';
import {
  findScheduleOf,
  listFires,
  listSchedules,
  markScheduleSynced,
  recordFire,
  setScheduleState,
  upsertSchedule,
} from '../../db/repositories/schedule.ts';
import { findSite, listSites, upsertSite } from '../../db/repositories/site.ts';
import { findTenant, updateTenant } from '../../db/repositories/tenant.ts';
import type { RunRef } from '../../workflows/definition/transition.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { seedRun } from '../support/seed-run.ts';

const at = '2026-11-24T08:00:00.000Z';

describe('records of the plant', () => {
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

  test('production counts are stored once per step and summed by element, line by line', async () => {
    const count = {
      tenant,
      runId: run.runId,
      step: 1,
      line: 'L1',
      startedAt: at,
      endedAt: '2026-11-24T16:00:00.000Z',
      producedQuantity: 100,
      goodQuantity: 95,
      scrapQuantity: 3,
      reworkQuantity: 2,
      plannedBusySeconds: 28_800,
      productionSeconds: 25_000,
      idealCycleSeconds: 200,
    };
    expect(await within((tx) => insertProductionCount(tx, count))).toBe(true);
    expect(await within((tx) => insertProductionCount(tx, count))).toBe(false);
    await within((tx) =>
      insertProductionCount(tx, {
        ...count,
        ordinal: 1,
        producedQuantity: 50,
        goodQuantity: 50,
        scrapQuantity: 0,
        reworkQuantity: 0,
        idealCycleSeconds: 100,
      }),
    );
    await within((tx) =>
      insertProductionCount(tx, {
        tenant,
        runId: run.runId,
        step: 1,
        ordinal: 2,
        line: 'L2',
        startedAt: at,
        endedAt: at,
        producedQuantity: 1,
        goodQuantity: 1,
      }),
    );
    const day = { tenant, from: '2026-11-24T00:00:00.000Z', to: '2026-11-25T00:00:00.000Z' };
    expect(await within((tx) => sumProductionCounts(tx, day))).toEqual([
      {
        line: 'L1',
        rows: 2,
        plannedQuantity: null,
        producedQuantity: 150,
        goodQuantity: 145,
        scrapQuantity: 3,
        reworkQuantity: 2,
        inspectedParts: null,
        firstPassGood: null,
        plannedBusySeconds: 57_600,
        productionSeconds: 50_000,
        idealSeconds: 25_000,
      },
      {
        line: 'L2',
        rows: 1,
        plannedQuantity: null,
        producedQuantity: 1,
        goodQuantity: 1,
        scrapQuantity: 0,
        reworkQuantity: 0,
        inspectedParts: null,
        firstPassGood: null,
        plannedBusySeconds: null,
        productionSeconds: null,
        idealSeconds: null,
      },
    ]);
    expect(await within((tx) => listProductionCounts(tx, { ...day, line: 'L2' }))).toHaveLength(1);
    expect(await within((tx) => sumProductionCounts(tx, { ...day, to: day.from }))).toEqual([]);
  });

  test('measurements keep the text that was entered and come back in order of measuring', async () => {
    const rows = ['34.050', '34.40', '33.59'].map((rawValue, ordinal) => ({
      characteristic: 'viscosity',
      ordinal,
      rawValue,
      value: Number(rawValue),
      unit: 'cP',
      measuredAt: `2026-11-24T0${9 - ordinal}:00:00.000Z`,
    }));
    expect(await within((tx) => insertMeasurements(tx, { tenant, runId: run.runId, step: 1, rows }))).toBe(3);
    expect(await within((tx) => insertMeasurements(tx, { tenant, runId: run.runId, step: 1, rows }))).toBe(0);
    const series = await within((tx) => listMeasurements(tx, { tenant, characteristic: 'viscosity' }));
    expect(series.map((row) => row.rawValue)).toEqual(['33.59', '34.40', '34.050']);
    expect(
      (await within((tx) => listMeasurements(tx, { tenant, characteristic: 'viscosity', limit: 1 }))).map((row) => row.rawValue),
    ).toEqual(['34.050']);
    expect(await within((tx) => listCharacteristics(tx, { tenant }))).toEqual(['viscosity']);
    const many = Array.from({ length: 3_000 }, (_, ordinal) => ({
      characteristic: 'many',
      ordinal,
      rawValue: '1',
      value: 1,
      measuredAt: at,
    }));
    expect(await within((tx) => insertMeasurements(tx, { tenant, runId: run.runId, step: 1, rows: many }))).toBe(3_000);
  });

  test('a notice reaches its roles and people, once, until each dismisses it', async () => {
    const notice = { tenant, key: 'n1', title: 't', body: 'b', roles: ['quality-manager'], people: ['u9'] };
    expect(await within((tx) => insertNotice(tx, notice))).toBe(true);
    expect(await within((tx) => insertNotice(tx, notice))).toBe(false);
    const list = (userId: string, ...roles: string[]) => within((tx) => listNotices(tx, { tenant, userId, roles }));
    const [shown] = await list('u1', 'quality-manager');
    expect(await list('u9')).toHaveLength(1);
    expect(await list('u2', 'operator')).toEqual([]);
    const noticeId = shown?.id ?? '';
    await expect(within((tx) => dismissNotice(tx, { tenant, noticeId, userId: 'u2', roles: ['operator'] }))).rejects.toMatchObject({
      code: 'not-found',
    });
    for (let twice = 0; twice < 2; twice += 1)
      await within((tx) => dismissNotice(tx, { tenant, noticeId, userId: 'u1', roles: ['quality-manager'] }));
    expect(await list('u1', 'quality-manager')).toEqual([]);
    expect(await list('u3', 'quality-manager')).toHaveLength(1);
  });

  test('a schedule keeps a person’s pause under a new version, and each planned moment has one outcome', async () => {
    const key = { tenant, namespace: 'n', name: 'shift-report' };
    const made = await within((tx) => upsertSchedule(tx, { ...key, spec: { cron: '0 8 * * *' }, updatedBy: 'u' }));
    await within((tx) => setScheduleState(tx, { tenant, scheduleId: made.id, state: 'paused', note: '휴무', by: 'u' }));
    const again = await within((tx) => upsertSchedule(tx, { ...key, spec: { cron: '0 9 * * *' }, updatedBy: 'u' }));
    expect(again).toMatchObject({ id: made.id, state: 'paused', spec: { cron: '0 9 * * *' } });
    await within((tx) => setScheduleState(tx, { tenant, scheduleId: made.id, state: 'ended', by: 'u' }));
    expect((await within((tx) => upsertSchedule(tx, { ...key, spec: {}, updatedBy: 'u' }))).state).toBe('active');
    await within((tx) => markScheduleSynced(tx, { tenant, scheduleId: made.id, hash: 'h' }));
    expect(await within((tx) => findScheduleOf(tx, key))).toMatchObject({ syncedHash: 'h' });
    for (const outcome of ['missed', 'started', 'missed'] as const)
      await within((tx) => recordFire(tx, { tenant, scheduleId: made.id, nominalTime: at, outcome }));
    expect(await within((tx) => listFires(tx, { tenant, scheduleId: made.id }))).toMatchObject([{ nominalTime: at, outcome: 'started' }]);
    expect(await within((tx) => listSchedules(tx, { tenant }))).toHaveLength(1);
  });

  test('a key is found by its hash in its tenant, and not from the moment it is revoked or expired', async () => {
    const key = { tenant, name: 'gateway', prefix: 'aix_1234', hash: 'hash-1', roles: ['operator'], createdBy: 'u', createdByName: '김' };
    const made = await within((tx) => insertApiKey(tx, key));
    expect(made).not.toHaveProperty('hash');
    expect(await db.database.directory.tenantOfApiKey('hash-1')).toBe(tenant);
    expect(await db.database.directory.tenantOfApiKey('unknown')).toBeUndefined();
    await within((tx) => touchApiKey(tx, { tenant, apiKeyId: made.id }));
    const used = await within((tx) => findUsableApiKey(tx, { tenant, hash: 'hash-1' }));
    expect(used?.lastUsedAt).toMatch(/Z$/);
    await within((tx) => revokeApiKey(tx, { tenant, apiKeyId: made.id, by: 'u' }));
    expect(await within((tx) => findUsableApiKey(tx, { tenant, hash: 'hash-1' }))).toBeUndefined();
    await within((tx) => insertApiKey(tx, { ...key, hash: 'hash-2', expiresAt: '2020-01-01T00:00:00.000Z' }));
    expect(await within((tx) => findUsableApiKey(tx, { tenant, hash: 'hash-2' }))).toBeUndefined();
    expect(await within((tx) => listApiKeys(tx, { tenant }))).toHaveLength(2);
  });

  test('sites, lines, lots and the tenant’s own settings are kept by their codes', async () => {
    const site = await within((tx) => upsertSite(tx, { tenant, code: 'ulsan', name: '울산' }));
    expect((await within((tx) => upsertSite(tx, { tenant, code: 'ulsan', name: '울산 1공장' }))).id).toBe(site.id);
    await within((tx) => upsertLine(tx, { tenant, siteId: site.id, code: 'L1', name: '1라인', idealCycleSeconds: 12.5 }));
    await within((tx) => upsertLine(tx, { tenant, siteId: site.id, code: 'L1', name: '1호 라인' }));
    expect(await within((tx) => findLine(tx, { tenant, code: 'L1' }))).toMatchObject({
      name: '1호 라인',
      idealCycleSeconds: 12.5,
      siteCode: 'ulsan',
      timeZone: 'Asia/Seoul',
    });
    expect(await within((tx) => findSite(tx, { tenant, code: 'ulsan' }))).toMatchObject({ name: '울산 1공장' });
    expect([(await within((tx) => listSites(tx, { tenant }))).length, (await within((tx) => listLines(tx, { tenant }))).length]).toEqual([
      1, 1,
    ]);
    await within((tx) => upsertLot(tx, { tenant, number: 'AB000001', supplier: '한빛', size: 500 }));
    await within((tx) => upsertLot(tx, { tenant, number: 'AB000001', partNumber: '00012' }));
    expect(await within((tx) => setLotState(tx, { tenant, number: 'AB000001', state: 'accepted', runId: run.runId }))).toBe(true);
    expect(await within((tx) => findLot(tx, { tenant, number: 'AB000001' }))).toMatchObject({
      supplier: '한빛',
      size: 500,
      partNumber: '00012',
      state: 'accepted',
    });
    expect(await within((tx) => listLots(tx, { tenant, state: 'accepted' }))).toHaveLength(1);
    await within((tx) => updateTenant(tx, tenant, { locale: 'en' }));
    expect(await within((tx) => findTenant(tx, tenant))).toMatchObject({ locale: 'en', timeZone: 'Asia/Seoul' });
  });
});
