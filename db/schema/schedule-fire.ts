// One planned moment of a schedule and what became of it.
//
// | outcome | means                                              |
// |---------|----------------------------------------------------|
// | started | a run was made                                     |
// | skipped | the run before it was still at work (overlap)      |
// | missed  | the platform was down longer than the catch-up window |
import { sql } from 'drizzle-orm';
import { check, foreignKey, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, tenantPolicy } from './columns.ts';
import { schedule } from './schedule.ts';

export const scheduleFire = pgTable(
  'schedule_fire',
  {
    tenantId: uuid('tenant_id').notNull(),
    scheduleId: uuid('schedule_id').notNull(),
    nominalTime: instant('nominal_time').notNull(),
    outcome: text('outcome', { enum: ['started', 'skipped', 'missed'] }).notNull(),
    runId: uuid('run_id'),
    note: text('note'),
    recordedAt: instant('recorded_at').notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.scheduleId, t.nominalTime] }),
    check('schedule_fire_outcome', sql`${t.outcome} in ('started', 'skipped', 'missed')`),
    foreignKey({ name: 'schedule_fire_schedule', columns: [t.tenantId, t.scheduleId], foreignColumns: [schedule.tenantId, schedule.id] }),
    tenantPolicy(t.tenantId),
  ],
);
