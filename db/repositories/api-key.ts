// Keys of machines: stored as hashes, shown by their prefix. Find the tenant of a key first (Directory.tenantOfApiKey).
import { and, asc, eq, getTableColumns, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { only } from '../only.ts';
import { apiKey } from '../schema/api-key.ts';

const { tenantId: _tenant, hash: _hash, ...columns } = getTableColumns(apiKey);

/** Never with its hash. */
export type ApiKey = Omit<typeof apiKey.$inferSelect, 'tenantId' | 'hash'>;

export interface NewApiKey {
  readonly tenant: string;
  readonly name: string;
  readonly prefix: string;
  /** Hex SHA-256 of the whole key. */
  readonly hash: string;
  readonly roles: readonly string[];
  readonly createdBy: string;
  readonly createdByName: string;
  /** ISO 8601. */
  readonly expiresAt?: string;
}

export async function insertApiKey(tx: Tx, { tenant, roles, ...row }: NewApiKey): Promise<ApiKey> {
  const rows = await tx
    .insert(apiKey)
    .values({ ...row, tenantId: tenant, roles: [...roles] })
    .returning(columns);
  return only(rows);
}

/** Undefined when unknown, revoked or past its end: from the next request on. */
export async function findUsableApiKey(tx: Tx, { tenant, hash }: { tenant: string; hash: string }): Promise<ApiKey | undefined> {
  const rows = await tx
    .select(columns)
    .from(apiKey)
    .where(
      and(
        eq(apiKey.tenantId, tenant),
        eq(apiKey.hash, hash),
        isNull(apiKey.revokedAt),
        or(isNull(apiKey.expiresAt), gt(apiKey.expiresAt, sql`now()`)),
      ),
    );
  return rows[0];
}

/** Revoked ones too, in order of making. */
export async function listApiKeys(tx: Tx, { tenant }: { tenant: string }): Promise<ApiKey[]> {
  return await tx.select(columns).from(apiKey).where(eq(apiKey.tenantId, tenant)).orderBy(asc(apiKey.createdAt), asc(apiKey.id));
}

/** Notes the use, at most once a minute: a write per request would be too many. */
export async function touchApiKey(tx: Tx, { tenant, apiKeyId }: { tenant: string; apiKeyId: string }): Promise<void> {
  await tx
    .update(apiKey)
    .set({ lastUsedAt: sql`now()` })
    .where(
      and(
        eq(apiKey.tenantId, tenant),
        eq(apiKey.id, apiKeyId),
        or(isNull(apiKey.lastUsedAt), lt(apiKey.lastUsedAt, sql`now() - interval '1 minute'`)),
      ),
    );
}

/** Undefined when there is no such key; a revoked one keeps its first date. */
export async function revokeApiKey(
  tx: Tx,
  { tenant, apiKeyId, by }: { tenant: string; apiKeyId: string; by: string },
): Promise<ApiKey | undefined> {
  const key = and(eq(apiKey.tenantId, tenant), eq(apiKey.id, apiKeyId));
  await tx
    .update(apiKey)
    .set({ revokedAt: sql`now()`, revokedBy: by })
    .where(and(key, isNull(apiKey.revokedAt)));
  const rows = await tx.select(columns).from(apiKey).where(key);
  return rows[0];
}
