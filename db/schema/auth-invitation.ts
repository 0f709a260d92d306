// An open or answered invitation to an organisation. Fields are better-auth's.
import { index, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { organization } from './auth-organization.ts';
import { authSchema } from './auth-schema.ts';
import { user } from './auth-user.ts';

export const invitation = authSchema.table(
  'invitation',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    organizationId: uuid('organization_id')
      .notNull()
      .references(() => organization.id, { onDelete: 'cascade' }),
    email: text('email').notNull(),
    role: text('role'),
    status: text('status').notNull().default('pending'),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    inviterId: uuid('inviter_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
  },
  (t) => [index('invitation_organization').on(t.organizationId), index('invitation_email').on(t.email)],
);
