// Production lines of a tenant's sites.
import { and, asc, eq, getTableColumns } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { only } from '../only.ts';
import { line } from '../schema/line.ts';
import { site } from '../schema/site.ts';

const { tenantId: _tenant, ...columns } = getTableColumns(line);

export type Line = Omit<typeof line.$inferSelect, 'tenantId'>;
export type LineOfSite = Line & { readonly siteCode: string; readonly siteName: string; readonly timeZone: string };

/** Inserts or changes the line of this code; its id and site stay. */
export async function upsertLine(
  tx: Tx,
  row: {
    readonly tenant: string;
    readonly siteId: string;
    readonly code: string;
    readonly name: string;
    readonly idealCycleSeconds?: number;
  },
): Promise<Line> {
  const { tenant, ...rest } = row;
  const rows = await tx
    .insert(line)
    .values({ ...rest, tenantId: tenant })
    .onConflictDoUpdate({
      target: [line.tenantId, line.code],
      set: { name: row.name, ...(row.idealCycleSeconds === undefined ? {} : { idealCycleSeconds: row.idealCycleSeconds }) },
    })
    .returning(columns);
  return only(rows);
}

function selectLines(tx: Tx) {
  return tx
    .select({ ...columns, siteCode: site.code, siteName: site.name, timeZone: site.timeZone })
    .from(line)
    .innerJoin(site, and(eq(site.tenantId, line.tenantId), eq(site.id, line.siteId)));
}

export async function findLine(tx: Tx, { tenant, code }: { tenant: string; code: string }): Promise<LineOfSite | undefined> {
  const rows = await selectLines(tx).where(and(eq(line.tenantId, tenant), eq(line.code, code)));
  return rows[0];
}

export async function listLines(tx: Tx, { tenant }: { tenant: string }): Promise<LineOfSite[]> {
  return await selectLines(tx).where(eq(line.tenantId, tenant)).orderBy(asc(site.code), asc(line.code));
}
