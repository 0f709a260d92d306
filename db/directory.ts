// The only questions asked across tenants: SECURITY DEFINER functions that return tenant ids and nothing else (migrations/0001_security.sql).
import type { Pool } from 'pg';
import { toAppError } from './database-error.ts';

export interface Directory {
  /** Every tenant's id: for the schedule watcher and the stuck detector. */
  listTenantIds(): Promise<string[]>;
  /** Tenants with an outbox row that is due at the given moment (ISO 8601; default: the database's now). */
  tenantsWithOutboxDue(at?: string): Promise<string[]>;
  tenantsWithUnsequencedAudit(): Promise<string[]>;
  /** The tenant of an API key, by the hex SHA-256 of the whole key. Says nothing of revoked or expired: look at the row in its tenant. */
  tenantOfApiKey(hash: string): Promise<string | undefined>;
}

export function createDirectory(pool: Pool): Directory {
  const ids = async (text: string, values: readonly unknown[] = []): Promise<string[]> => {
    try {
      const result = await pool.query<{ id: string | null }>(text, [...values]);
      return result.rows.flatMap((row) => (row.id === null ? [] : [row.id]));
    } catch (error) {
      throw toAppError(error);
    }
  };
  return {
    listTenantIds: () => ids('select list_tenant_ids() as id'),
    tenantsWithOutboxDue: (at) => ids('select tenants_with_outbox_due(coalesce($1::timestamptz, now())) as id', [at ?? null]),
    tenantsWithUnsequencedAudit: () => ids('select tenants_with_unsequenced_audit() as id'),
    tenantOfApiKey: async (hash) => (await ids('select tenant_of_api_key($1) as id', [hash]))[0],
  };
}
