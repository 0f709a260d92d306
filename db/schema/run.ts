// One execution of a definition for one submission. The state comes from the interpreter's transitions only.
//
// | state     | means                                  | next                                    |
// |-----------|----------------------------------------|-----------------------------------------|
// | accepted  | stored, not yet begun by the engine     | running, waiting, faulted, cancelled    |
// | running   | a step is at work                       | waiting, completed, faulted, cancelled  |
// | waiting   | for a person, an event or a time        | running, completed, faulted, cancelled  |
// | completed, faulted, cancelled | final               | none                                    |
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, json, tenantPolicy } from './columns.ts';
import { definition } from './definition.ts';
import { submission } from './submission.ts';

export const run = pgTable(
  'run',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    submissionId: uuid('submission_id').notNull(),
    definitionId: uuid('definition_id').notNull(),
    workflowId: text('workflow_id').notNull(),
    lotNumber: text('lot_number'),
    state: text('state', { enum: ['accepted', 'running', 'waiting', 'completed', 'faulted', 'cancelled'] })
      .notNull()
      .default('accepted'),
    output: json('output'),
    error: json('error'),
    /** Highest transition sequence that set the state: an older one that comes late does not set it back. */
    lastSequence: integer('last_sequence').notNull().default(0),
    createdAt: instant('created_at').notNull().default(sql`now()`),
    startedAt: instant('started_at'),
    endedAt: instant('ended_at'),
    /** When anything of the run was last written: the stuck detector looks at it. */
    progressedAt: instant('progressed_at').notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('run_submission').on(t.tenantId, t.submissionId),
    unique('run_workflow').on(t.tenantId, t.workflowId),
    index('run_created').on(t.tenantId, t.createdAt, t.id),
    index('run_lot').on(t.tenantId, t.lotNumber).where(sql`${t.lotNumber} is not null`),
    // Without progressed_at: it changes with every step, and an index on it would make each such update touch all indexes.
    index('run_unfinished').on(t.tenantId, t.createdAt).where(sql`${t.state} in ('accepted', 'running', 'waiting')`),
    check('run_state', sql`${t.state} in ('accepted', 'running', 'waiting', 'completed', 'faulted', 'cancelled')`),
    foreignKey({ name: 'run_of_submission', columns: [t.tenantId, t.submissionId], foreignColumns: [submission.tenantId, submission.id] }),
    foreignKey({ name: 'run_of_definition', columns: [t.tenantId, t.definitionId], foreignColumns: [definition.tenantId, definition.id] }),
    tenantPolicy(t.tenantId),
  ],
);
