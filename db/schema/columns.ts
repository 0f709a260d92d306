// Column types and the tenant policy that every table shares. No table is defined here.
import { sql, type SQL } from 'drizzle-orm';
import { customType, type PgColumn, pgPolicy } from 'drizzle-orm/pg-core';
import type { Json } from '../../workflows/definition/json.ts';

/**
 * JSON as `json`, not `jsonb`: jsonb reorders keys and refuses \\u0000, and what a run recorded must come back as it was.
 * Drizzle's own json column parses twice (the text "123" would come back as the number 123), hence the custom type.
 */
export const json = customType<{ data: Json; driverData: unknown }>({
  dataType: () => 'json',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => value as Json,
});

/** A JSON value for a column that must not be NULL: drizzle would write the JSON value null as SQL NULL. */
export function jsonValue(value: Json): SQL<Json> {
  return sql`${JSON.stringify(value)}::json`;
}

/** A moment as ISO 8601 text in UTC with milliseconds: what JSON, Temporal and the audit hash all use. */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  fromDriver: (value) => new Date(value).toISOString(),
});

/** Unset or empty means no rows: current_setting gives '' after a transaction that had set it locally. */
const currentTenant = sql`nullif(current_setting('app.tenant', true), '')::uuid`;

/** Rows of the transaction's own tenant only, for reading and for writing. FORCE is added by a custom migration. */
export function tenantPolicy(column: PgColumn) {
  return pgPolicy('tenant_isolation', {
    as: 'permissive',
    for: 'all',
    to: 'public',
    using: sql`${column} = ${currentTenant}`,
    withCheck: sql`${column} = ${currentTenant}`,
  });
}
