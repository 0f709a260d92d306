// Effects outside the database that take no key of ours: the intent is stored before, the outcome after.
import { and, asc, eq, getTableColumns, sql } from 'drizzle-orm';
import type { Json } from '../../workflows/definition/json.ts';
import type { Tx } from '../client.ts';
import { only } from '../only.ts';
import { effect } from '../schema/effect.ts';

const { tenantId: _tenant, ...columns } = getTableColumns(effect);

export type Effect = Omit<typeof effect.$inferSelect, 'tenantId'>;

interface Key {
  readonly tenant: string;
  readonly kind: string;
  readonly key: string;
}

/**
 * 'new': do it now. An Effect with state 'done': do not, its result is there. State 'unknown': it was begun before and the outcome is not known;
 * whoever repeats it says so (`attempts` counts the beginnings). Commit before the effect itself, or the record proves nothing.
 */
export async function beginEffect(
  tx: Tx,
  { run, step, kind, key }: { run: { readonly tenant: string; readonly runId: string }; step: number; kind: string; key: string },
): Promise<'new' | Effect> {
  const { tenant, runId } = run;
  const inserted = await tx
    .insert(effect)
    .values({ tenantId: tenant, runId, step, kind, key })
    .onConflictDoNothing({ target: [effect.tenantId, effect.kind, effect.key] })
    .returning({ id: effect.id });
  if (inserted.length > 0) return 'new';
  await tx
    .update(effect)
    .set({ state: 'unknown', attempts: sql`${effect.attempts} + 1` })
    .where(and(ofKey({ tenant, kind, key }), sql`${effect.state} <> 'done'`));
  return only(await tx.select(columns).from(effect).where(ofKey({ tenant, kind, key })));
}

/** Known to be done. Harmless to repeat; the first result stays. */
export async function completeEffect(tx: Tx, { tenant, kind, key, result = null }: Key & { readonly result?: Json }): Promise<void> {
  await tx
    .update(effect)
    .set({ state: 'done', result, endedAt: sql`now()` })
    .where(and(ofKey({ tenant, kind, key }), sql`${effect.state} <> 'done'`));
}

export async function listEffects(tx: Tx, { tenant, runId }: { tenant: string; runId: string }): Promise<Effect[]> {
  return await tx
    .select(columns)
    .from(effect)
    .where(and(eq(effect.tenantId, tenant), eq(effect.runId, runId)))
    .orderBy(asc(effect.begunAt));
}

function ofKey({ tenant, kind, key }: Key) {
  return and(eq(effect.tenantId, tenant), eq(effect.kind, kind), eq(effect.key, key));
}
