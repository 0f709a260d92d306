// A lot of material or product, as runs name it by number.
//
// | state    | means                        | next                     |
// |----------|------------------------------|--------------------------|
// | pending  | not judged yet               | accepted, rejected, on-hold |
// | on-hold  | waits for a disposition      | accepted, rejected       |
// | accepted, rejected | judged; a new inspection may judge again | pending, on-hold, accepted, rejected |
import { sql } from 'drizzle-orm';
import { check, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, tenantPolicy } from './columns.ts';

export const lot = pgTable(
  'lot',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    number: text('number').notNull(),
    partNumber: text('part_number'),
    supplier: text('supplier'),
    size: integer('size'),
    state: text('state', { enum: ['pending', 'on-hold', 'accepted', 'rejected'] })
      .notNull()
      .default('pending'),
    /** The run that last set the state. */
    judgedByRunId: uuid('judged_by_run_id'),
    createdAt: instant('created_at').notNull().default(sql`now()`),
    updatedAt: instant('updated_at').notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('lot_number').on(t.tenantId, t.number),
    check('lot_state', sql`${t.state} in ('pending', 'on-hold', 'accepted', 'rejected')`),
    tenantPolicy(t.tenantId),
  ],
);
