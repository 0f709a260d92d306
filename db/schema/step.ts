// One execution of one task of a run (a loop makes many of one path). Written from transitions.
//
// | state   | next                                             |
// |---------|--------------------------------------------------|
// | running | waiting, completed, faulted, skipped, cancelled   |
// | waiting | running, completed, faulted, skipped, cancelled   |
// | completed, faulted, skipped, cancelled | none               |
import { sql } from 'drizzle-orm';
import { check, foreignKey, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, json, tenantPolicy } from './columns.ts';
import { run } from './run.ts';

export const step = pgTable(
  'step',
  {
    tenantId: uuid('tenant_id').notNull(),
    runId: uuid('run_id').notNull(),
    /** Order of start within the run, 0-based. */
    step: integer('step').notNull(),
    path: text('path').notNull(),
    name: text('name').notNull(),
    kind: text('kind').notNull(),
    call: text('call'),
    state: text('state', { enum: ['running', 'waiting', 'completed', 'faulted', 'skipped', 'cancelled'] }).notNull(),
    attempts: integer('attempts').notNull(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
    input: json('input'),
    output: json('output'),
    error: json('error'),
    lastSequence: integer('last_sequence').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.runId, t.step] }),
    check('step_state', sql`${t.state} in ('running', 'waiting', 'completed', 'faulted', 'skipped', 'cancelled')`),
    foreignKey({ name: 'step_run', columns: [t.tenantId, t.runId], foreignColumns: [run.tenantId, run.id] }),
    tenantPolicy(t.tenantId),
  ],
);
