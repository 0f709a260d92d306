// Tenants: made with the organisation of the same id, in a transaction of the new tenant itself.
import { eq } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { tenant } from '../schema/tenant.ts';

export type Tenant = typeof tenant.$inferSelect;

/** `tenant` is its id: the organisation's. A repeat changes nothing. */
export async function insertTenant(
  tx: Tx,
  row: { readonly tenant: string; readonly slug: string; readonly name: string; readonly timeZone?: string; readonly locale?: string },
): Promise<void> {
  const { tenant: id, ...rest } = row;
  await tx
    .insert(tenant)
    .values({ id, ...rest })
    .onConflictDoNothing({ target: tenant.id });
}

export async function findTenant(tx: Tx, id: string): Promise<Tenant | undefined> {
  const rows = await tx.select().from(tenant).where(eq(tenant.id, id));
  return rows[0];
}

export async function updateTenant(tx: Tx, id: string, changes: Partial<Pick<Tenant, 'name' | 'timeZone' | 'locale'>>): Promise<void> {
  if (Object.keys(changes).length > 0) await tx.update(tenant).set(changes).where(eq(tenant.id, id));
}
