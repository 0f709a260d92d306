// Lots by number, as runs meet them.
import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { only } from '../only.ts';
import { lot } from '../schema/lot.ts';

const { tenantId: _tenant, ...columns } = getTableColumns(lot);

export type Lot = Omit<typeof lot.$inferSelect, 'tenantId'>;

export interface LotFacts {
  readonly tenant: string;
  readonly number: string;
  readonly partNumber?: string;
  readonly supplier?: string;
  readonly size?: number;
}

/** Makes the lot on its first sight; later facts fill in or replace, absent ones leave what is there. */
export async function upsertLot(tx: Tx, { tenant, ...facts }: LotFacts): Promise<Lot> {
  const { number: _number, ...changes } = facts;
  const rows = await tx
    .insert(lot)
    .values({ ...facts, tenantId: tenant })
    .onConflictDoUpdate({ target: [lot.tenantId, lot.number], set: { ...changes, updatedAt: sql`now()` } })
    .returning(columns);
  return only(rows);
}

/** False when the tenant has no such lot. */
export async function setLotState(
  tx: Tx,
  { tenant, number, state, runId }: { tenant: string; number: string; state: Lot['state']; runId: string },
): Promise<boolean> {
  const changed = await tx
    .update(lot)
    .set({ state, judgedByRunId: runId, updatedAt: sql`now()` })
    .where(and(eq(lot.tenantId, tenant), eq(lot.number, number)))
    .returning({ id: lot.id });
  return changed.length === 1;
}

export async function findLot(tx: Tx, { tenant, number }: { tenant: string; number: string }): Promise<Lot | undefined> {
  const rows = await tx
    .select(columns)
    .from(lot)
    .where(and(eq(lot.tenantId, tenant), eq(lot.number, number)));
  return rows[0];
}

/** Last changed first. */
export async function listLots(
  tx: Tx,
  { tenant, state, limit = 100 }: { tenant: string; state?: Lot['state']; limit?: number },
): Promise<Lot[]> {
  return await tx
    .select(columns)
    .from(lot)
    .where(and(eq(lot.tenantId, tenant), ...(state === undefined ? [] : [eq(lot.state, state)])))
    .orderBy(desc(lot.updatedAt))
    .limit(limit);
}
