// An organisation of better-auth; its id is the tenant's id.
import { text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { authSchema } from './auth-schema.ts';

export const organization = authSchema.table('organization', {
  id: uuid('id').primaryKey().defaultRandom(),
  name: text('name').notNull(),
  slug: text('slug').notNull().unique(),
  logo: text('logo'),
  metadata: text('metadata'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});
