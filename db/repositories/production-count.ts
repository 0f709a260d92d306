// Production counts: what lines made in a period, and the sums that figures are made of.
import { and, asc, eq, getTableColumns, gte, lt, sql, type SQL } from 'drizzle-orm';
import type { Json } from '../../workflows/definition/json.ts';
import type { Tx } from '../client.ts';
import { productionCount } from '../schema/production-count.ts';

const { tenantId: _tenant, ...columns } = getTableColumns(productionCount);

export type ProductionCount = Omit<typeof productionCount.$inferSelect, 'tenantId'>;

export interface NewProductionCount {
  readonly tenant: string;
  readonly runId: string;
  readonly step: number;
  readonly ordinal?: number;
  readonly line: string;
  readonly product?: string;
  readonly shift?: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly plannedQuantity?: number;
  readonly producedQuantity: number;
  readonly goodQuantity: number;
  readonly scrapQuantity?: number;
  readonly reworkQuantity?: number;
  readonly inspectedParts?: number;
  readonly firstPassGood?: number;
  readonly plannedBusySeconds?: number;
  readonly productionSeconds?: number;
  readonly idealCycleSeconds?: number;
  readonly stops?: Json;
  readonly defects?: Json;
  readonly note?: string;
  readonly enteredBy?: string;
}

/** False for a repeat of the same step and ordinal: the first row stays. */
export async function insertProductionCount(tx: Tx, { tenant, ...row }: NewProductionCount): Promise<boolean> {
  const inserted = await tx
    .insert(productionCount)
    .values({ ...row, tenantId: tenant })
    .onConflictDoNothing()
    .returning({ id: productionCount.id });
  return inserted.length === 1;
}

export interface Period {
  readonly tenant: string;
  /** The line's code; all lines without it. */
  readonly line?: string;
  /** Rows whose period starts at or after `from` and before `to`: ISO 8601. */
  readonly from: string;
  readonly to: string;
}

function within({ tenant, line, from, to }: Period) {
  return and(
    eq(productionCount.tenantId, tenant),
    gte(productionCount.startedAt, from),
    lt(productionCount.startedAt, to),
    ...(line === undefined ? [] : [eq(productionCount.line, line)]),
  );
}

export async function listProductionCounts(tx: Tx, period: Period): Promise<ProductionCount[]> {
  return await tx
    .select(columns)
    .from(productionCount)
    .where(within(period))
    .orderBy(asc(productionCount.startedAt), asc(productionCount.line), asc(productionCount.ordinal));
}

/** Sums of one line's elements; null where no row of the period has the element. */
export interface ProductionSums {
  readonly line: string;
  readonly rows: number;
  readonly plannedQuantity: number | null;
  readonly producedQuantity: number;
  readonly goodQuantity: number;
  readonly scrapQuantity: number;
  readonly reworkQuantity: number;
  readonly inspectedParts: number | null;
  readonly firstPassGood: number | null;
  readonly plannedBusySeconds: number | null;
  readonly productionSeconds: number | null;
  /** Sum of PRI x PQ, row by row: the time the quantity should have taken, seconds. */
  readonly idealSeconds: number | null;
}

/** One entry per line, in order of its code. Add the entries up for the plant; never average ratios. */
export async function sumProductionCounts(tx: Tx, period: Period): Promise<ProductionSums[]> {
  const t = productionCount;
  const total = (expression: SQL) => sql<number | null>`sum(${expression})::float8`;
  const rows = await tx
    .select({
      line: t.line,
      rows: sql<number>`count(*)::int`,
      plannedQuantity: total(sql`${t.plannedQuantity}`),
      producedQuantity: total(sql`${t.producedQuantity}`).mapWith(Number),
      goodQuantity: total(sql`${t.goodQuantity}`).mapWith(Number),
      scrapQuantity: total(sql`${t.scrapQuantity}`).mapWith(Number),
      reworkQuantity: total(sql`${t.reworkQuantity}`).mapWith(Number),
      inspectedParts: total(sql`${t.inspectedParts}`),
      firstPassGood: total(sql`${t.firstPassGood}`),
      plannedBusySeconds: total(sql`${t.plannedBusySeconds}`),
      productionSeconds: total(sql`${t.productionSeconds}`),
      idealSeconds: total(sql`${t.idealCycleSeconds} * ${t.producedQuantity}`),
    })
    .from(t)
    .where(within(period))
    .groupBy(t.line)
    .orderBy(asc(t.line));
  return rows;
}
