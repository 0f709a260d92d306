// A plant of a tenant (ISA-95 site).
import { sql } from 'drizzle-orm';
import { foreignKey, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, tenantPolicy } from './columns.ts';
import { tenant } from './tenant.ts';

export const site = pgTable(
  'site',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    code: text('code').notNull(),
    name: text('name').notNull(),
    timeZone: text('time_zone').notNull().default('Asia/Seoul'),
    createdAt: instant('created_at').notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('site_code').on(t.tenantId, t.code),
    foreignKey({ name: 'site_tenant', columns: [t.tenantId], foreignColumns: [tenant.id] }),
    tenantPolicy(t.tenantId),
  ],
);
