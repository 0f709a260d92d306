// What people do to a schedule: pause, resume, run now. The row is changed first; Temporal is told at once and again by the watcher.
import type { Database } from '../../db/client.ts';
import { findSchedule, setScheduleState, type Schedule } from '../../db/repositories/schedule.ts';
import { AppError } from '../../workflows/definition/errors.ts';
import type { Actor } from './actor.ts';
import { recordAudit } from './record-audit.ts';
import type { ScheduleEngine } from './schedule-engine.ts';
import { syncSchedule } from './schedule-sync.ts';

interface ScheduleKey {
  readonly tenant: string;
  readonly actor: Actor;
  readonly scheduleId: string;
}

export interface ScheduleControl {
  pause(request: ScheduleKey & { readonly reason?: string }): Promise<void>;
  resume(request: ScheduleKey): Promise<void>;
  trigger(request: ScheduleKey): Promise<void>;
}

export function createScheduleControl({ database, engine }: { database: Database; engine: ScheduleEngine }): ScheduleControl {
  const change = async ({ tenant, actor, scheduleId }: ScheduleKey, state: Schedule['state'], note: string | null): Promise<void> => {
    const row = await database.withTenant(tenant, async (tx) => {
      const changed = await setScheduleState(tx, { tenant, scheduleId, state, note, by: actor.name });
      if (!changed) throw new AppError('not-found', 'There is no such schedule.');
      await recordAudit(tx, actor, {
        action: state === 'paused' ? 'schedule.paused' : 'schedule.resumed',
        subjectKind: 'schedule',
        subjectId: scheduleId,
        details: note === null ? {} : { note },
      });
      return changed;
    });
    // Not reachable now: the row differs from what was synced, so the watcher carries it over later.
    await syncSchedule({ database, engine }, tenant, row).catch(() => undefined);
  };
  return {
    pause: async (request) => await change(request, 'paused', request.reason ?? `paused by ${request.actor.name}`),
    resume: async (request) => await change(request, 'active', null),
    trigger: async ({ tenant, scheduleId }) => {
      const row = await database.withTenant(tenant, async (tx) => await findSchedule(tx, { tenant, scheduleId }));
      if (!row) throw new AppError('not-found', 'There is no such schedule.');
      await syncSchedule({ database, engine }, tenant, row);
      await engine.trigger({ tenant, scheduleId });
    },
  };
}
