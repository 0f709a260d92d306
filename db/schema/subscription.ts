// A run's open `listen`: which events it may want. Literal attributes only; what an expression says is judged in the run.
//
// | state  | means                               | next   |
// |--------|-------------------------------------|--------|
// | open   | matching events are given to the run | closed |
// | closed | the task has what it wanted, or ended | none   |
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, json, tenantPolicy } from './columns.ts';
import { run } from './run.ts';

export const subscription = pgTable(
  'subscription',
  {
    tenantId: uuid('tenant_id').notNull(),
    runId: uuid('run_id').notNull(),
    step: integer('step').notNull(),
    state: text('state', { enum: ['open', 'closed'] }).notNull(),
    /** Array of {type?, source?, subject?}: an attribute that is absent may have any value. */
    filters: json('filters').notNull(),
    openedAt: instant('opened_at').notNull(),
    closedAt: instant('closed_at'),
    lastSequence: integer('last_sequence').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.runId, t.step] }),
    index('subscription_open').on(t.tenantId).where(sql`${t.state} = 'open'`),
    check('subscription_state', sql`${t.state} in ('open', 'closed')`),
    foreignKey({ name: 'subscription_run', columns: [t.tenantId, t.runId], foreignColumns: [run.tenantId, run.id] }),
    tenantPolicy(t.tenantId),
  ],
);
