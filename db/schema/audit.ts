// Who did what, append-only. Inserted without a sequence; one sequencer per tenant then gives the gapless sequence and chains the hash.
//
// | sequence, hash | means                         | next                                             |
// |----------------|-------------------------------|--------------------------------------------------|
// | null           | written, at most 1 s ago      | set once, by the sequencer (a trigger sees to it) |
// | set            | part of the chain             | none: no update, no delete                       |
import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant, json, tenantPolicy } from './columns.ts';

export const audit = pgTable(
  'audit',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    /** Order of writing, for the sequencer only; has gaps. */
    position: bigint('position', { mode: 'number' }).generatedAlwaysAsIdentity(),
    at: instant('at').notNull(),
    /** Such as run.completed, step.faulted, task.open, decision.recorded, definition.published, member.deactivated. */
    action: text('action').notNull(),
    actorKind: text('actor_kind', { enum: ['engine', 'session', 'api-key', 'schedule', 'system'] }).notNull(),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: text('subject_id').notNull(),
    runId: uuid('run_id'),
    runSequence: integer('run_sequence'),
    details: json('details').notNull(),
    sequence: bigint('sequence', { mode: 'number' }),
    previousHash: text('previous_hash'),
    /** Hex SHA-256 of previous hash and the RFC 8785 form of the row (db/audit-hash.ts). */
    hash: text('hash'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('audit_sequence').on(t.tenantId, t.sequence),
    uniqueIndex('audit_transition').on(t.tenantId, t.runId, t.runSequence).where(sql`${t.runSequence} is not null`),
    index('audit_unsequenced').on(t.tenantId, t.position).where(sql`${t.sequence} is null`),
    index('audit_subject').on(t.tenantId, t.subjectKind, t.subjectId),
    tenantPolicy(t.tenantId),
  ],
);
