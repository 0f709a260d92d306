import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertModelCall } from '../../db/repositories/model-call.ts';
import { insertNotice } from '../../db/repositories/notice.ts';
import { recordFire, upsertSchedule } from '../../db/repositories/schedule.ts';
import { applyTransitions } from '../../db/repositories/transitions.ts';
import type { Actor } from '../../functions/shared/actor.ts';
import { createDatabaseViews } from '../../functions/web/database-views.ts';
import type { WebViews } from '../../functions/web/web-deps.ts';
import type { RunRef } from '../../workflows/definition/transition.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { seedRun } from '../support/seed-run.ts';
import { appOf, get, world } from './fake-world.ts';

let test: TestDatabase;
let views: WebViews;
let run: RunRef;
let mine: Actor;
let foreign: Actor;
const taskId = randomUUID();
const AT = '2026-11-24T01:00:00.000Z';

beforeAll(async () => {
  test = await createTestDatabase();
  const [tenant, other] = [await test.createTenant(), await test.createTenant('Other plant')];
  const actor = (of: string): Actor => ({ userId: 'u1', name: '김하늘', roles: ['quality-manager'], tenant: of, kind: 'session' });
  [mine, foreign] = [actor(tenant), actor(other)];
  views = createDatabaseViews({
    database: test.database,
    schedules: {
      describe: async () => ({ paused: false, next: ['2026-11-25T00:00:00Z'], recent: [], counts: { actions: 0, missed: 0, skipped: 0 } }),
    },
  });
  run = await test.database.withTenant(tenant, async (tx) => await seedRun(tx, tenant));
  await test.database.withTenant(tenant, async (tx) => {
    await applyTransitions(tx, run, [
      { type: 'run', sequence: 1, at: AT, state: 'running' },
      {
        type: 'step',
        sequence: 2,
        at: AT,
        step: 0,
        path: '/do/0/decide',
        name: 'decide',
        kind: 'call',
        call: 'approve',
        state: 'waiting',
        attempts: 1,
        input: { role: 'quality-manager' },
      },
      {
        type: 'task',
        sequence: 3,
        at: AT,
        taskId,
        step: 0,
        state: 'open',
        opened: {
          kind: 'approve',
          title: '로트 AB000001 판정',
          roles: ['quality-manager'],
          quorum: 1,
          onTimeout: 'escalate',
          requesterMayDecide: false,
          evidence: { plan: { accept: 1 } },
        },
      },
      { type: 'run', sequence: 4, at: AT, state: 'waiting' },
    ]);
    await insertNotice(tx, { tenant, key: 'n1', title: '알림', body: '', roles: ['quality-manager'] });
    await insertModelCall(tx, {
      tenant,
      id: randomUUID(),
      runId: run.runId,
      step: 0,
      purpose: 'judge',
      profile: 'k1',
      model: 'A.X-K1',
      endpoint: 'twin',
      standIn: true,
      promptHash: 'c'.repeat(64),
    });
    const schedule = await upsertSchedule(tx, {
      tenant,
      namespace: 'quality',
      name: 'incoming-inspection',
      spec: { cron: '0 8 * * *', timezone: 'Asia/Seoul' },
      updatedBy: 'test',
    });
    await recordFire(tx, { tenant, scheduleId: schedule.id, nominalTime: AT, outcome: 'missed' });
  });
});
afterAll(async () => {
  await test.close();
});

describe('views of the database', () => {
  it('give what the pages show', async () => {
    expect(await views.tasks.listOpen(mine, 10)).toMatchObject([
      { id: taskId, lotNumber: 'AB000001', requestedByName: '김작업', definition: { title: { ko: '수입 검사' } }, decisions: [] },
    ]);
    expect(await views.tasks.find(mine, taskId)).toMatchObject({
      input: { lotNumber: 'AB000001' },
      request: { evidence: { plan: { accept: 1 } } },
    });
    expect(await views.runs.find(mine, run.runId)).toMatchObject({ state: 'waiting', source: 'form', input: { lotNumber: 'AB000001' } });
    expect(await views.runs.steps(mine, run.runId)).toMatchObject([{ path: '/do/0/decide', state: 'waiting' }]);
    expect(await views.runs.modelCalls(mine, run.runId)).toMatchObject([{ standIn: true, profile: 'k1' }]);
    expect(await views.runs.list(mine, { limit: 5, submittedBy: 'operator-1' })).toHaveLength(1);
    expect(await views.runs.list(mine, { limit: 5, submittedBy: 'nobody' })).toEqual([]);
    expect(await views.schedules.list(mine)).toMatchObject([
      { when: '0 8 * * *', timeZone: 'Asia/Seoul', missed: 1, nextAt: '2026-11-25T00:00:00Z' },
    ]);
    expect(await views.schedules.missed(mine)).toHaveLength(1);
    expect(await views.definitions.list(mine)).toMatchObject([{ name: 'incoming-inspection', source: 'document: {}' }]);
    expect(await views.definitions.versions(mine, 'quality', 'incoming-inspection')).toHaveLength(1);
  });

  it('dismiss a notice for its reader once', async () => {
    const [notice] = await views.notices.list(mine, 5);
    expect(notice).toMatchObject({ title: '알림', level: 'info' });
    expect(await views.notices.dismiss(foreign, notice?.id ?? '')).toBe(false);
    expect(await views.notices.dismiss(mine, notice?.id ?? '')).toBe(true);
    expect(await views.notices.list(mine, 5)).toEqual([]);
  });

  it('show nothing of another tenant, whatever id is asked for', async () => {
    expect(await views.tasks.find(foreign, taskId)).toBeUndefined();
    expect(await views.runs.find(foreign, run.runId)).toBeUndefined();
    expect(await views.runs.steps(foreign, run.runId)).toEqual([]);
    expect(await views.definitions.find(foreign, 'quality', 'incoming-inspection')).toBeUndefined();
    expect(await views.schedules.list(foreign)).toEqual([]);
    expect(await views.tasks.listOpen(foreign, 10)).toEqual([]);
  });

  it('draw every page', async () => {
    const as = (actor: Actor): WebViews =>
      Object.fromEntries(
        Object.entries(views).map(([noun, methods]) => [
          noun,
          Object.fromEntries(
            Object.entries(methods as Record<string, (...given: unknown[]) => unknown>).map(([name, method]) => [
              name,
              (_: Actor, ...rest: unknown[]) => method(actor, ...rest),
            ]),
          ),
        ]),
      ) as unknown as WebViews;
    const app = appOf(world(), as(mine));
    for (const path of [
      '/',
      '/forms',
      '/forms/quality/incoming-inspection',
      '/tasks',
      `/tasks/${taskId}`,
      '/runs',
      `/runs/${run.runId}`,
      '/reports',
      '/schedules',
      '/definitions',
      '/definitions/quality/incoming-inspection',
      '/audit',
    ]) {
      expect([path, (await get(app, path)).status]).toEqual([path, 200]);
    }
    const other = appOf(world(), as(foreign));
    for (const path of [`/tasks/${taskId}`, `/runs/${run.runId}`, '/forms/quality/incoming-inspection'])
      expect((await get(other, path)).status).toBe(404);
  });
});
