// A file (photo, report, large payload) by reference: the bytes are in the artifact store, named by store_key.
import { sql } from 'drizzle-orm';
import { bigint, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, tenantPolicy } from './columns.ts';

export const artifact = pgTable(
  'artifact',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    kind: text('kind', { enum: ['upload', 'report', 'payload'] }).notNull(),
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    /** Hex SHA-256 of the content. */
    sha256: text('sha256').notNull(),
    storeKey: text('store_key').notNull(),
    runId: uuid('run_id'),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('artifact_key').on(t.tenantId, t.storeKey),
    index('artifact_run').on(t.tenantId, t.runId),
    tenantPolicy(t.tenantId),
  ],
);
