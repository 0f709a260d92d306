// The raw result of a step's activity, kept with its transitions: an activity that is repeated after a crash is served from here.
import { sql } from 'drizzle-orm';
import { foreignKey, integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { instant, json, tenantPolicy } from './columns.ts';
import { run } from './run.ts';

export const stepResult = pgTable(
  'step_result',
  {
    tenantId: uuid('tenant_id').notNull(),
    runId: uuid('run_id').notNull(),
    step: integer('step').notNull(),
    result: json('result').notNull(),
    createdAt: instant('created_at').notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.runId, t.step] }),
    foreignKey({ name: 'step_result_run', columns: [t.tenantId, t.runId], foreignColumns: [run.tenantId, run.id] }),
    tenantPolicy(t.tenantId),
  ],
);
