// A published workflow document. Immutable: the same namespace, name and version never changes its hash.
//
// | state      | may be started | next       |
// |------------|----------------|------------|
// | published  | yes            | deprecated |
// | deprecated | no (runs of it go on) | published |
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, json, tenantPolicy } from './columns.ts';
import { tenant } from './tenant.ts';

export const definition = pgTable(
  'definition',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    namespace: text('namespace').notNull(),
    name: text('name').notNull(),
    version: text('version').notNull(),
    /** Sorts as semantic versions do under the "C" collation (db/version-order.ts). */
    versionOrder: text('version_order').notNull(),
    /** Hex SHA-256 of the document's RFC 8785 form. */
    hash: text('hash').notNull(),
    /** The YAML as it was published. */
    source: text('source').notNull(),
    document: json('document').notNull(),
    title: json('title'),
    summary: json('summary'),
    state: text('state', { enum: ['published', 'deprecated'] })
      .notNull()
      .default('published'),
    publishedBy: text('published_by').notNull(),
    publishedByName: text('published_by_name').notNull(),
    publishedAt: instant('published_at').notNull().default(sql`now()`),
    deprecatedBy: text('deprecated_by'),
    deprecatedAt: instant('deprecated_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('definition_version').on(t.tenantId, t.namespace, t.name, t.version),
    index('definition_latest').on(t.tenantId, t.namespace, t.name, t.versionOrder.op('text_pattern_ops')),
    index('definition_hash').on(t.tenantId, t.hash),
    check('definition_state', sql`${t.state} in ('published', 'deprecated')`),
    foreignKey({ name: 'definition_tenant', columns: [t.tenantId], foreignColumns: [tenant.id] }),
    tenantPolicy(t.tenantId),
  ],
);
