// A report as facts: made again from them it is the same. Its files are artifacts (report_file).
import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, json, tenantPolicy } from './columns.ts';
import { run } from './run.ts';

export const report = pgTable(
  'report',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    runId: uuid('run_id').notNull(),
    step: integer('step').notNull(),
    template: text('template').notNull(),
    title: text('title').notNull(),
    language: text('language').notNull(),
    facts: json('facts').notNull(),
    /** Hex SHA-256 of the facts' RFC 8785 form, printed on the report. */
    checksum: text('checksum').notNull(),
    generator: text('generator').notNull(),
    timeZone: text('time_zone').notNull(),
    windowFrom: instant('window_from'),
    windowTo: instant('window_to'),
    dataCutAt: instant('data_cut_at').notNull(),
    createdAt: instant('created_at').notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('report_key').on(t.tenantId, t.runId, t.step),
    index('report_created').on(t.tenantId, t.createdAt, t.id),
    foreignKey({ name: 'report_of_run', columns: [t.tenantId, t.runId], foreignColumns: [run.tenantId, run.id] }),
    tenantPolicy(t.tenantId),
  ],
);
