// A message to roles or people, shown on the first page until each dismisses it (notice_read).
import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, tenantPolicy } from './columns.ts';

export const notice = pgTable(
  'notice',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    /** Makes a repeat harmless, e.g. <run>/<step>. */
    key: text('key').notNull(),
    level: text('level', { enum: ['info', 'warning', 'alarm'] }).notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    roles: text('roles').array().notNull(),
    people: text('people').array().notNull(),
    runId: uuid('run_id'),
    step: integer('step'),
    /** A path of this host. */
    link: text('link'),
    createdAt: instant('created_at').notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('notice_key').on(t.tenantId, t.key),
    index('notice_created').on(t.tenantId, t.createdAt),
    check('notice_level', sql`${t.level} in ('info', 'warning', 'alarm')`),
    tenantPolicy(t.tenantId),
  ],
);
