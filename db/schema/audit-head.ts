// The end of each tenant's audit chain: its row lock makes one sequencer at a time, and a chain cut at its end no longer matches it.
import { bigint, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { tenantPolicy } from './columns.ts';

export const auditHead = pgTable(
  'audit_head',
  {
    tenantId: uuid('tenant_id').primaryKey(),
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [tenantPolicy(t.tenantId)],
);
