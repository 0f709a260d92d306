// A person who signs in; may be a member of several organisations. Fields are better-auth's (core and username plugin).
import { boolean, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { authSchema } from './auth-schema.ts';

export const user = authSchema.table('user', {
  id: uuid('id').primaryKey().defaultRandom(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  username: text('username').unique(),
  displayUsername: text('display_username'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
});
