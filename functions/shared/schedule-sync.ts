// Carries a schedule's row to Temporal when the two differ: after a publish, a pause, or an outage.
import type { Database } from '../../db/client.ts';
import { markScheduleSynced, type Schedule } from '../../db/repositories/schedule.ts';
import type { Schedule as ScheduleSpec, ScheduleExtension } from '../../workflows/definition/document.ts';
import { hashDocument } from '../../workflows/definition/hash.ts';
import type { ScheduleEngine } from './schedule-engine.ts';

export interface SyncDeps {
  readonly database: Database;
  readonly engine: ScheduleEngine;
}

/** @returns whether anything had to be carried over. */
export async function syncSchedule({ database, engine }: SyncDeps, tenant: string, row: Schedule): Promise<boolean> {
  const wanted = hashDocument({ spec: row.spec, state: row.state, note: row.note });
  if (row.syncedHash === wanted) return false;
  const { schedule, extension } = row.spec as unknown as { schedule: ScheduleSpec; extension: ScheduleExtension };
  await engine.upsert({
    tenant,
    scheduleId: row.id,
    namespace: row.namespace,
    name: row.name,
    schedule,
    extension,
    paused: row.state !== 'active',
    ...(row.note === null ? {} : { note: row.note }),
  });
  await database.withTenant(tenant, async (tx) => await markScheduleSynced(tx, { tenant, scheduleId: row.id, hash: wanted }));
  return true;
}
