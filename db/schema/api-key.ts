// A machine's key: only its hash is kept. Usable while it is neither revoked nor past expires_at.
import { sql } from 'drizzle-orm';
import { pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, tenantPolicy } from './columns.ts';

export const apiKey = pgTable(
  'api_key',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    name: text('name').notNull(),
    /** First characters of the key, so that people can tell keys apart. */
    prefix: text('prefix').notNull(),
    /** Hex SHA-256 of the key: it has 256 random bits, so a slow hash would add nothing. */
    hash: text('hash').notNull(),
    roles: text('roles').array().notNull(),
    createdBy: text('created_by').notNull(),
    createdByName: text('created_by_name').notNull(),
    createdAt: instant('created_at').notNull().default(sql`now()`),
    expiresAt: instant('expires_at'),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
    revokedBy: text('revoked_by'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), unique('api_key_hash').on(t.hash), tenantPolicy(t.tenantId)],
);
