// Who belongs to which organisation, with which roles. Deactivated members keep their row: records name them.
import { boolean, index, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { organization } from './auth-organization.ts';
import { authSchema } from './auth-schema.ts';
import { user } from './auth-user.ts';

export const member = authSchema.table(
  'member',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organization.id, { onDelete: 'cascade' }),
    userId: uuid('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    /** One role, or several separated by commas, as better-auth stores them. */
    role: text('role').notNull().default('operator'),
    banned: boolean('banned').notNull().default(false),
    bannedAt: timestamp('banned_at', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [uniqueIndex('member_once').on(t.organizationId, t.userId), index('member_user').on(t.userId)],
);
