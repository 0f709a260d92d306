// One written form (html, pdf, xlsx, csv) of a report.
import { foreignKey, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { artifact } from './artifact.ts';
import { tenantPolicy } from './columns.ts';
import { report } from './report.ts';

export const reportFile = pgTable(
  'report_file',
  {
    tenantId: uuid('tenant_id').notNull(),
    reportId: uuid('report_id').notNull(),
    format: text('format').notNull(),
    artifactId: uuid('artifact_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.reportId, t.format] }),
    foreignKey({ name: 'report_file_report', columns: [t.tenantId, t.reportId], foreignColumns: [report.tenantId, report.id] }),
    foreignKey({ name: 'report_file_artifact', columns: [t.tenantId, t.artifactId], foreignColumns: [artifact.tenantId, artifact.id] }),
    tenantPolicy(t.tenantId),
  ],
);
