// A request to run a definition, as it was accepted: written once, never changed. One run belongs to it.
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant, json, tenantPolicy } from './columns.ts';
import { definition } from './definition.ts';

export const submission = pgTable(
  'submission',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    definitionId: uuid('definition_id').notNull(),
    /** From the caller; a repeat with it finds this row again. */
    idempotencyKey: text('idempotency_key').notNull(),
    input: json('input').notNull(),
    /** Hex SHA-256 of the input's RFC 8785 form: tells a repeat from another request under the same key. */
    inputHash: text('input_hash').notNull(),
    source: text('source', { enum: ['form', 'api', 'schedule', 'run', 'event'] }).notNull(),
    submittedBy: text('submitted_by').notNull(),
    submittedByName: text('submitted_by_name').notNull(),
    scheduleId: uuid('schedule_id'),
    nominalTime: instant('nominal_time'),
    /** The run that started this one (run.workflow), or that is run again. */
    parentRunId: uuid('parent_run_id'),
    /** Set on a re-run of the parent: steps before this one take their recorded outputs. */
    rerunFromStep: integer('rerun_from_step'),
    createdAt: instant('created_at').notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('submission_key').on(t.tenantId, t.idempotencyKey),
    uniqueIndex('submission_fire').on(t.tenantId, t.scheduleId, t.nominalTime).where(sql`${t.scheduleId} is not null`),
    index('submission_created').on(t.tenantId, t.createdAt),
    check('submission_source', sql`${t.source} in ('form', 'api', 'schedule', 'run', 'event')`),
    foreignKey({
      name: 'submission_definition',
      columns: [t.tenantId, t.definitionId],
      foreignColumns: [definition.tenantId, definition.id],
    }),
    tenantPolicy(t.tenantId),
  ],
);
