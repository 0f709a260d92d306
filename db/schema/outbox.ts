// What must reach Temporal although it was down: written in the transaction that promises it, swept by the relay until done.
//
// | completed_at | next_attempt_at | means                                    |
// |--------------|-----------------|------------------------------------------|
// | null         | in the past     | due                                      |
// | null         | in the future   | tried, or left to the inline start first |
// | set          |                 | delivered                                |
import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, json, tenantPolicy } from './columns.ts';

export const outbox = pgTable(
  'outbox',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    kind: text('kind', { enum: ['start-run', 'deliver-decision', 'cancel-run', 'publish-event', 'open-subscription'] }).notNull(),
    /** What it is about (run or decision id): one row per kind and key. */
    key: text('key').notNull(),
    payload: json('payload').notNull(),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: instant('next_attempt_at').notNull().default(sql`now()`),
    lastError: text('last_error'),
    createdAt: instant('created_at').notNull().default(sql`now()`),
    completedAt: instant('completed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('outbox_key').on(t.tenantId, t.kind, t.key),
    index('outbox_due').on(t.nextAttemptAt).where(sql`${t.completedAt} is null`),
    check('outbox_kind', sql`${t.kind} in ('start-run', 'deliver-decision', 'cancel-run', 'publish-event', 'open-subscription')`),
    tenantPolicy(t.tenantId),
  ],
);
