// That a person has dismissed a notice.
import { sql } from 'drizzle-orm';
import { foreignKey, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, tenantPolicy } from './columns.ts';
import { notice } from './notice.ts';

export const noticeRead = pgTable(
  'notice_read',
  {
    tenantId: uuid('tenant_id').notNull(),
    noticeId: uuid('notice_id').notNull(),
    userId: text('user_id').notNull(),
    readAt: instant('read_at').notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.noticeId, t.userId] }),
    foreignKey({ name: 'notice_read_notice', columns: [t.tenantId, t.noticeId], foreignColumns: [notice.tenantId, notice.id] }),
    tenantPolicy(t.tenantId),
  ],
);
