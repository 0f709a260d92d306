// A company on this platform: the boundary of all data. Its id is the id of the organisation in the auth schema.
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { instant, tenantPolicy } from './columns.ts';

export const tenant = pgTable(
  'tenant',
  {
    id: uuid('id').primaryKey(),
    slug: text('slug').notNull().unique(),
    name: text('name').notNull(),
    timeZone: text('time_zone').notNull().default('Asia/Seoul'),
    locale: text('locale').notNull().default('ko'),
    createdAt: instant('created_at').notNull().default(sql`now()`),
  },
  (t) => [tenantPolicy(t.id)],
);
