// A CloudEvent that was put on the tenant's bus, by a run or from outside: once per source and id, never changed.
import { sql } from 'drizzle-orm';
import { bigint, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, json, tenantPolicy } from './columns.ts';

export const event = pgTable(
  'event',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    /** Order of arrival, in which listeners get them; has gaps. */
    position: bigint('position', { mode: 'number' }).generatedAlwaysAsIdentity(),
    /** `source` and `id` of the CloudEvent: together they name it, so a repeat is dropped. */
    source: text('source').notNull(),
    eventId: text('event_id').notNull(),
    type: text('type').notNull(),
    subject: text('subject'),
    /** The whole CloudEvent in structured JSON. */
    content: json('content').notNull(),
    /** Who put it there: a user, a key, or the run that emitted it. */
    putBy: text('put_by').notNull(),
    receivedAt: instant('received_at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('event_name').on(t.tenantId, t.source, t.eventId),
    index('event_received').on(t.tenantId, t.receivedAt),
    tenantPolicy(t.tenantId),
  ],
);
