// A production line (ISA-95 work centre) of a site. Forms name a line by its code, which is unique in the tenant.
import { sql } from 'drizzle-orm';
import { doublePrecision, foreignKey, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, tenantPolicy } from './columns.ts';
import { site } from './site.ts';

export const line = pgTable(
  'line',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    siteId: uuid('site_id').notNull(),
    code: text('code').notNull(),
    name: text('name').notNull(),
    /** Planned run time per item (PRI of ISO 22400), seconds. */
    idealCycleSeconds: doublePrecision('ideal_cycle_seconds'),
    createdAt: instant('created_at').notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('line_code').on(t.tenantId, t.code),
    foreignKey({ name: 'line_site', columns: [t.tenantId, t.siteId], foreignColumns: [site.tenantId, site.id] }),
    tenantPolicy(t.tenantId),
  ],
);
