// The timetable of a definition as it was last given to Temporal. One per definition name; it follows the newest published version.
//
// | state  | means                              | next           |
// |--------|------------------------------------|----------------|
// | active | Temporal fires it                  | paused, ended  |
// | paused | by a person or after a failure     | active, ended  |
// | ended  | the newest version has no schedule | active         |
import { sql } from 'drizzle-orm';
import { check, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, json, tenantPolicy } from './columns.ts';

export const schedule = pgTable(
  'schedule',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    namespace: text('namespace').notNull(),
    name: text('name').notNull(),
    /** `schedule` and `metadata.aix.schedule` of the document, merged. */
    spec: json('spec').notNull(),
    state: text('state', { enum: ['active', 'paused', 'ended'] })
      .notNull()
      .default('active'),
    note: text('note'),
    /** Hash of the spec that Temporal has; differs from `spec` until the watcher has carried it over. */
    syncedHash: text('synced_hash'),
    updatedBy: text('updated_by').notNull(),
    createdAt: instant('created_at').notNull().default(sql`now()`),
    updatedAt: instant('updated_at').notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('schedule_definition').on(t.tenantId, t.namespace, t.name),
    check('schedule_state', sql`${t.state} in ('active', 'paused', 'ended')`),
    tenantPolicy(t.tenantId),
  ],
);
