// Keeps timetables in step with their rows, and raises a notice for a start that did not happen.
import type { Database, Tx } from '../../db/client.ts';
import { insertNotice } from '../../db/repositories/notice.ts';
import { findRun } from '../../db/repositories/run.ts';
import { listFires, listSchedules, recordFire, type Schedule, type ScheduleFire } from '../../db/repositories/schedule.ts';
import type { Schedule as ScheduleSpec, ScheduleExtension } from '../../workflows/definition/document.ts';
import { durationMilliseconds } from '../../workflows/definition/duration.ts';
import { nextFireTimes } from '../../workflows/definition/schedule-times.ts';
import { syncSchedule, type SyncDeps } from '../shared/schedule-sync.ts';

/** A start may be this late before it counts as missed: catch-up window and a busy worker need some time. */
const PATIENCE = 15 * 60_000;
const LOOK_BACK = 26 * 3_600_000;

export async function watchSchedules(deps: SyncDeps, now: () => number = Date.now): Promise<void> {
  for (const tenant of await deps.database.directory.listTenantIds()) {
    const rows = await deps.database.withTenant(tenant, async (tx) => await listSchedules(tx, { tenant }));
    for (const row of rows) {
      await syncSchedule(deps, tenant, row);
      if (row.state !== 'active') continue;
      await startAfter(deps, tenant, row, now());
      await noteMissed(deps.database, tenant, row, now());
    }
  }
}

/** `after`: a pause behind the end of each run; the first one starts when the schedule is made. The engine's own schedules know no such kind. */
async function startAfter({ database, engine }: SyncDeps, tenant: string, row: Schedule, now: number): Promise<void> {
  const { schedule } = row.spec as unknown as { schedule: ScheduleSpec };
  if (schedule.after === undefined) return;
  const pause = durationMilliseconds(schedule.after);
  const due = await database.withTenant(tenant, async (tx) => {
    const [last] = await listFires(tx, { tenant, scheduleId: row.id, limit: 1 });
    if (!last?.runId) return true;
    const run = await findRun(tx, { tenant, runId: last.runId });
    return run?.endedAt != null && Date.parse(run.endedAt) + pause <= now;
  });
  if (due) await engine.trigger({ tenant, scheduleId: row.id }, 'skip');
}

/** Planned moments without a run: recorded as missed and told once to planners. */
async function noteMissed(database: Database, tenant: string, row: Schedule, now: number): Promise<void> {
  const { schedule, extension } = row.spec as unknown as { schedule: ScheduleSpec; extension: ScheduleExtension };
  if (schedule.cron === undefined) return;
  const since = Math.max(Date.parse(row.updatedAt), now - LOOK_BACK);
  const planned = nextFireTimes(schedule, {
    after: since,
    count: 60,
    ...(extension.timezone === undefined ? {} : { timezone: extension.timezone }),
  }).filter((time) => time < now - PATIENCE);
  if (planned.length === 0) return;
  await database.withTenant(tenant, async (tx) => {
    const fires = await listFires(tx, { tenant, scheduleId: row.id, limit: 200 });
    const known = new Set(fires.map((fire) => Date.parse(fire.nominalTime)));
    for (const time of planned) {
      if (known.has(time)) continue;
      const nominalTime = new Date(time).toISOString();
      if (await wasAtWork(tx, tenant, fires, time)) {
        await recordFire(tx, { tenant, scheduleId: row.id, nominalTime, outcome: 'skipped', note: 'the run before it was still at work' });
        continue;
      }
      await recordFire(tx, {
        tenant,
        scheduleId: row.id,
        nominalTime,
        outcome: 'missed',
        note: 'no run was made within the catch-up window',
      });
      await insertNotice(tx, {
        tenant,
        key: `missed/${row.id}/${nominalTime}`,
        level: 'warning',
        title: `예약 실행 누락: ${row.name}`,
        body: `${nominalTime} 예정 실행이 시작되지 않았습니다.`,
        roles: ['planner', 'admin'],
        link: '/schedules',
      });
    }
  });
}

/** Whether the run before that moment was still at work then: the overlap rule skipped it, nothing was missed. */
async function wasAtWork(tx: Tx, tenant: string, fires: readonly ScheduleFire[], time: number): Promise<boolean> {
  const before = fires.find((fire) => fire.runId !== null && Date.parse(fire.nominalTime) < time);
  const run = before?.runId ? await findRun(tx, { tenant, runId: before.runId }) : undefined;
  return run !== undefined && (run.endedAt === null || Date.parse(run.endedAt) > time);
}
