// What a person is asked in a run (approve, form). Written from transitions.
//
// | state     | may be decided | next                                   |
// |-----------|----------------|----------------------------------------|
// | open      | yes            | escalated, decided, timed-out, cancelled |
// | escalated | yes, also by the roles of escalate_to | decided, timed-out, cancelled |
// | decided, timed-out, cancelled | no | none                           |
import { sql } from 'drizzle-orm';
import { boolean, check, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, json, tenantPolicy } from './columns.ts';
import { run } from './run.ts';

export const task = pgTable(
  'task',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    runId: uuid('run_id').notNull(),
    step: integer('step').notNull(),
    state: text('state', { enum: ['open', 'escalated', 'decided', 'timed-out', 'cancelled'] }).notNull(),
    kind: text('kind', { enum: ['approve', 'form'] }).notNull(),
    title: text('title').notNull(),
    roles: text('roles').array().notNull(),
    people: text('people').array().notNull(),
    quorum: integer('quorum').notNull(),
    deadlineAt: instant('deadline_at'),
    onTimeout: text('on_timeout', { enum: ['escalate', 'reject'] }).notNull(),
    escalateTo: text('escalate_to').array().notNull(),
    requesterMayDecide: boolean('requester_may_decide').notNull(),
    evidence: json('evidence').notNull(),
    form: json('form'),
    question: text('question'),
    openedAt: instant('opened_at').notNull(),
    closedAt: instant('closed_at'),
    /** The decision that closed it. */
    decisionId: uuid('decision_id'),
    lastSequence: integer('last_sequence').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('task_open').on(t.tenantId, t.deadlineAt, t.openedAt).where(sql`${t.state} in ('open', 'escalated')`),
    index('task_run').on(t.tenantId, t.runId),
    check('task_state', sql`${t.state} in ('open', 'escalated', 'decided', 'timed-out', 'cancelled')`),
    check('task_quorum', sql`${t.quorum} >= 1`),
    foreignKey({ name: 'task_of_run', columns: [t.tenantId, t.runId], foreignColumns: [run.tenantId, run.id] }),
    tenantPolicy(t.tenantId),
  ],
);
