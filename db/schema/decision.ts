// A person's answer to a task, stored before it is delivered to the run. The first one wins, by unique index.
//
// | state    | means                                             | next             |
// |----------|---------------------------------------------------|------------------|
// | recorded | stored, being delivered                           | applied, refused |
// | applied  | the run took it                                   | none             |
// | refused  | another was first, the task was closed, or the run refused it | none   |
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant, json, tenantPolicy } from './columns.ts';
import { task } from './task.ts';

export const decision = pgTable(
  'decision',
  {
    tenantId: uuid('tenant_id').notNull(),
    /** Made by the caller; also the id of the Update that delivers it. */
    id: uuid('id').notNull(),
    taskId: uuid('task_id').notNull(),
    runId: uuid('run_id').notNull(),
    outcome: text('outcome', { enum: ['approve', 'reject', 'submit'] }).notNull(),
    reason: text('reason'),
    form: json('form'),
    byUser: text('by_user').notNull(),
    byName: text('by_name').notNull(),
    byRole: text('by_role').notNull(),
    /** Of the task, copied: an index predicate cannot look at another table. */
    quorum: integer('quorum').notNull(),
    state: text('state', { enum: ['recorded', 'applied', 'refused'] }).notNull(),
    refusedBecause: text('refused_because'),
    decidedAt: instant('decided_at').notNull(),
    settledAt: instant('settled_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('decision_first').on(t.tenantId, t.taskId).where(sql`${t.state} in ('recorded', 'applied') and ${t.quorum} = 1`),
    uniqueIndex('decision_once_each').on(t.tenantId, t.taskId, t.byUser).where(sql`${t.state} in ('recorded', 'applied')`),
    index('decision_task').on(t.tenantId, t.taskId, t.decidedAt),
    check('decision_state', sql`${t.state} in ('recorded', 'applied', 'refused')`),
    foreignKey({ name: 'decision_of_task', columns: [t.tenantId, t.taskId], foreignColumns: [task.tenantId, task.id] }),
    tenantPolicy(t.tenantId),
  ],
);
