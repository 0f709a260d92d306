// The outbox: what must reach Temporal. Polling is the guarantee; whoever stored a row may also deliver it at once.
import { and, asc, eq, getTableColumns, inArray, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm';
import type { Json } from '../../workflows/definition/json.ts';
import type { Tx } from '../client.ts';
import { jsonValue } from '../schema/columns.ts';
import { outbox } from '../schema/outbox.ts';

const { tenantId: _tenant, ...columns } = getTableColumns(outbox);

export type OutboxRow = Omit<typeof outbox.$inferSelect, 'tenantId'>;

/** No row may be older than 30 s once the world is well again, so the pause between attempts stays far below. */
const LONGEST_PAUSE_SECONDS = 10;

interface Key {
  readonly tenant: string;
  readonly kind: OutboxRow['kind'];
  readonly key: string;
}

/** A repeat under the same kind and key changes nothing. `delaySeconds`: how long the relay leaves it to the inline delivery (default 5). */
export async function insertOutbox(tx: Tx, row: Key & { readonly payload: Json; readonly delaySeconds?: number }): Promise<void> {
  const { tenant, delaySeconds = 5, ...rest } = row;
  await tx
    .insert(outbox)
    .values({
      ...rest,
      tenantId: tenant,
      payload: jsonValue(row.payload),
      nextAttemptAt: sql`now() + make_interval(secs => ${delaySeconds})`,
    })
    .onConflictDoNothing();
}

/**
 * Takes up to `limit` due rows of the tenant; rows another relay holds are passed over. Each counts as tried, and comes up again after a growing
 * pause unless completed. Commit at once and deliver afterwards: the claim is the new next_attempt_at, not the lock.
 */
export async function claimOutbox(tx: Tx, { tenant, limit, now }: { tenant: string; limit: number; now?: string }): Promise<OutboxRow[]> {
  const moment = now === undefined ? sql`now()` : sql`${now}::timestamptz`;
  // A CTE, because the planner may run a plain subquery with LIMIT more than once and so lock and claim more than asked for.
  const due = tx.$with('due').as(
    tx
      .select({ id: outbox.id })
      .from(outbox)
      .where(and(eq(outbox.tenantId, tenant), isNull(outbox.completedAt), lte(outbox.nextAttemptAt, moment)))
      .orderBy(asc(outbox.nextAttemptAt))
      .limit(limit)
      .for('update', { skipLocked: true }),
  );
  return await tx
    .with(due)
    .update(outbox)
    .set({
      attempts: sql`${outbox.attempts} + 1`,
      nextAttemptAt: sql`${moment} + make_interval(secs => least(${LONGEST_PAUSE_SECONDS}, power(2, least(${outbox.attempts}, 10))))`,
    })
    .where(and(eq(outbox.tenantId, tenant), inArray(outbox.id, tx.select({ id: due.id }).from(due))))
    .returning(columns);
}

/** Delivered (or no longer needed). Harmless to repeat. */
export async function completeOutbox(tx: Tx, { tenant, kind, key }: Key): Promise<void> {
  await tx
    .update(outbox)
    .set({ completedAt: sql`now()`, lastError: null })
    .where(and(eq(outbox.tenantId, tenant), eq(outbox.kind, kind), eq(outbox.key, key), isNull(outbox.completedAt)));
}

/** Keeps why an attempt failed, for the doctor and the stuck list. */
export async function failOutbox(tx: Tx, { tenant, kind, key, error }: Key & { readonly error: string }): Promise<void> {
  await tx
    .update(outbox)
    .set({ lastError: error.slice(0, 500) })
    .where(and(eq(outbox.tenantId, tenant), eq(outbox.kind, kind), eq(outbox.key, key), isNull(outbox.completedAt)));
}

export async function findOutbox(tx: Tx, { tenant, kind, key }: Key): Promise<OutboxRow | undefined> {
  const rows = await tx
    .select(columns)
    .from(outbox)
    .where(and(eq(outbox.tenantId, tenant), eq(outbox.kind, kind), eq(outbox.key, key)));
  return rows[0];
}

/** Undelivered rows and the age of the oldest in seconds (0 when none). */
export async function outboxAge(tx: Tx, { tenant }: { tenant: string }): Promise<{ waiting: number; oldestSeconds: number }> {
  const rows = await tx
    .select({
      waiting: sql<string>`count(*)`,
      oldest: sql<string>`coalesce(extract(epoch from clock_timestamp() - min(${outbox.createdAt})), 0)`,
    })
    .from(outbox)
    .where(and(eq(outbox.tenantId, tenant), isNull(outbox.completedAt)));
  return { waiting: Number(rows[0]?.waiting ?? 0), oldestSeconds: Math.max(0, Number(rows[0]?.oldest ?? 0)) };
}

/** Removes delivered rows from before the moment (ISO 8601); how many. */
export async function pruneOutbox(tx: Tx, { tenant, completedBefore }: { tenant: string; completedBefore: string }): Promise<number> {
  const removed = await tx
    .delete(outbox)
    .where(and(eq(outbox.tenantId, tenant), isNotNull(outbox.completedAt), lt(outbox.completedAt, completedBefore)))
    .returning({ id: outbox.id });
  return removed.length;
}
