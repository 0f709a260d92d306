// Something done outside the database that takes no key of ours (mail, a notice sent on): intent before, outcome after.
//
// | state   | means                                                       | next          |
// |---------|-------------------------------------------------------------|---------------|
// | begun   | about to be done                                            | done, unknown |
// | done    | known to be done                                            | none          |
// | unknown | begun once, and the process ended before the outcome was kept | done          |
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, json, tenantPolicy } from './columns.ts';
import { run } from './run.ts';

export const effect = pgTable(
  'effect',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    runId: uuid('run_id').notNull(),
    step: integer('step').notNull(),
    kind: text('kind').notNull(),
    key: text('key').notNull(),
    state: text('state', { enum: ['begun', 'done', 'unknown'] })
      .notNull()
      .default('begun'),
    /** How often it was begun: above 1 it may have happened more than once, which is shown. */
    attempts: integer('attempts').notNull().default(1),
    result: json('result'),
    begunAt: instant('begun_at').notNull().default(sql`now()`),
    endedAt: instant('ended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('effect_key').on(t.tenantId, t.kind, t.key),
    index('effect_run').on(t.tenantId, t.runId),
    check('effect_state', sql`${t.state} in ('begun', 'done', 'unknown')`),
    foreignKey({ name: 'effect_of_run', columns: [t.tenantId, t.runId], foreignColumns: [run.tenantId, run.id] }),
    tenantPolicy(t.tenantId),
  ],
);
