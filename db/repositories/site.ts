// Plants of a tenant.
import { and, asc, eq, getTableColumns } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { only } from '../only.ts';
import { site } from '../schema/site.ts';

const { tenantId: _tenant, ...columns } = getTableColumns(site);

export type Site = Omit<typeof site.$inferSelect, 'tenantId'>;

/** Inserts or renames the site of this code; its id stays. */
export async function upsertSite(
  tx: Tx,
  row: { readonly tenant: string; readonly code: string; readonly name: string; readonly timeZone?: string },
): Promise<Site> {
  const { tenant, ...rest } = row;
  const rows = await tx
    .insert(site)
    .values({ ...rest, tenantId: tenant })
    .onConflictDoUpdate({
      target: [site.tenantId, site.code],
      set: { name: row.name, ...(row.timeZone === undefined ? {} : { timeZone: row.timeZone }) },
    })
    .returning(columns);
  return only(rows);
}

export async function findSite(tx: Tx, { tenant, code }: { tenant: string; code: string }): Promise<Site | undefined> {
  const rows = await tx
    .select(columns)
    .from(site)
    .where(and(eq(site.tenantId, tenant), eq(site.code, code)));
  return rows[0];
}

export async function listSites(tx: Tx, { tenant }: { tenant: string }): Promise<Site[]> {
  return await tx.select(columns).from(site).where(eq(site.tenantId, tenant)).orderBy(asc(site.code));
}
