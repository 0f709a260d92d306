// One event on its way to one run: at most one row for each pair, so that a run gets an event once however many of its tasks listen for it.
//
// | state     | means                                   | next              |
// |-----------|-----------------------------------------|-------------------|
// | pending   | matched, not yet signalled              | delivered, closed |
// | delivered | the run has it                          | none              |
// | closed    | the run had ended before it could get it | none              |
import { sql } from 'drizzle-orm';
import { bigint, check, foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, tenantPolicy } from './columns.ts';
import { event } from './event.ts';
import { run } from './run.ts';

export const eventDelivery = pgTable(
  'event_delivery',
  {
    tenantId: uuid('tenant_id').notNull(),
    runId: uuid('run_id').notNull(),
    /** Row id of the event. */
    eventId: uuid('event_id').notNull(),
    position: bigint('position', { mode: 'number' }).notNull(),
    state: text('state', { enum: ['pending', 'delivered', 'closed'] })
      .notNull()
      .default('pending'),
    settledAt: instant('settled_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.runId, t.eventId] }),
    index('event_delivery_pending').on(t.tenantId, t.runId, t.position).where(sql`${t.state} = 'pending'`),
    check('event_delivery_state', sql`${t.state} in ('pending', 'delivered', 'closed')`),
    foreignKey({ name: 'event_delivery_run', columns: [t.tenantId, t.runId], foreignColumns: [run.tenantId, run.id] }),
    foreignKey({ name: 'event_delivery_event', columns: [t.tenantId, t.eventId], foreignColumns: [event.tenantId, event.id] }),
    tenantPolicy(t.tenantId),
  ],
);
