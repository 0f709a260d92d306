// Schedules as Temporal shall have them, and what became of each planned moment.
import { and, asc, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import type { Json } from '../../workflows/definition/json.ts';
import type { Tx } from '../client.ts';
import { only } from '../only.ts';
import { schedule } from '../schema/schedule.ts';
import { scheduleFire } from '../schema/schedule-fire.ts';

const { tenantId: _tenant, ...columns } = getTableColumns(schedule);
const { tenantId: _fireTenant, ...fireColumns } = getTableColumns(scheduleFire);

export type Schedule = Omit<typeof schedule.$inferSelect, 'tenantId'>;
export type ScheduleFire = Omit<typeof scheduleFire.$inferSelect, 'tenantId'>;

/**
 * The schedule of a definition name: made, or given the newest version's spec. A person's pause stays;
 * an ended one is active again.
 */
export async function upsertSchedule(
  tx: Tx,
  {
    tenant,
    ...row
  }: { readonly tenant: string; readonly namespace: string; readonly name: string; readonly spec: Json; readonly updatedBy: string },
): Promise<Schedule> {
  const rows = await tx
    .insert(schedule)
    .values({ ...row, tenantId: tenant })
    .onConflictDoUpdate({
      target: [schedule.tenantId, schedule.namespace, schedule.name],
      set: {
        spec: row.spec,
        updatedBy: row.updatedBy,
        updatedAt: sql`now()`,
        state: sql`case when ${schedule.state} = 'ended' then 'active' else ${schedule.state} end`,
      },
    })
    .returning(columns);
  return only(rows);
}

interface Key {
  readonly tenant: string;
  readonly scheduleId: string;
}

function ofId({ tenant, scheduleId }: Key) {
  return and(eq(schedule.tenantId, tenant), eq(schedule.id, scheduleId));
}

export async function findSchedule(tx: Tx, key: Key): Promise<Schedule | undefined> {
  const rows = await tx.select(columns).from(schedule).where(ofId(key));
  return rows[0];
}

export async function findScheduleOf(
  tx: Tx,
  { tenant, namespace, name }: { tenant: string; namespace: string; name: string },
): Promise<Schedule | undefined> {
  const rows = await tx
    .select(columns)
    .from(schedule)
    .where(and(eq(schedule.tenantId, tenant), eq(schedule.namespace, namespace), eq(schedule.name, name)));
  return rows[0];
}

export async function listSchedules(tx: Tx, { tenant }: { tenant: string }): Promise<Schedule[]> {
  return await tx.select(columns).from(schedule).where(eq(schedule.tenantId, tenant)).orderBy(asc(schedule.namespace), asc(schedule.name));
}

/** Pause, resume or end. Undefined when there is no such schedule. */
export async function setScheduleState(
  tx: Tx,
  { state, note = null, by, ...key }: Key & { readonly state: Schedule['state']; readonly note?: string | null; readonly by: string },
): Promise<Schedule | undefined> {
  const rows = await tx.update(schedule).set({ state, note, updatedBy: by, updatedAt: sql`now()` }).where(ofId(key)).returning(columns);
  return rows[0];
}

/** What Temporal now has: hash of spec and state, of the caller's making. */
export async function markScheduleSynced(tx: Tx, { hash, ...key }: Key & { readonly hash: string }): Promise<void> {
  await tx.update(schedule).set({ syncedHash: hash }).where(ofId(key));
}

/** One row per planned moment; a start outweighs a miss that was noted before. */
export async function recordFire(
  tx: Tx,
  {
    tenant,
    ...row
  }: Key & { readonly nominalTime: string; readonly outcome: ScheduleFire['outcome']; readonly runId?: string; readonly note?: string },
): Promise<void> {
  const insert = tx.insert(scheduleFire).values({ ...row, tenantId: tenant });
  const target = [scheduleFire.tenantId, scheduleFire.scheduleId, scheduleFire.nominalTime];
  if (row.outcome !== 'started') {
    await insert.onConflictDoNothing({ target });
    return;
  }
  await insert.onConflictDoUpdate({
    target,
    set: { outcome: 'started', runId: row.runId ?? null, note: row.note ?? null },
    setWhere: sql`${scheduleFire.outcome} <> 'started'`,
  });
}

/** The newest planned moments first. */
export async function listFires(tx: Tx, { tenant, scheduleId, limit = 50 }: Key & { readonly limit?: number }): Promise<ScheduleFire[]> {
  return await tx
    .select(fireColumns)
    .from(scheduleFire)
    .where(and(eq(scheduleFire.tenantId, tenant), eq(scheduleFire.scheduleId, scheduleId)))
    .orderBy(desc(scheduleFire.nominalTime))
    .limit(limit);
}
