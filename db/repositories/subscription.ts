// Open listeners of runs, as their transitions tell of them. Which events they get is event.ts.
import { sql } from 'drizzle-orm';
import type { RunRef } from '../../workflows/definition/transition.ts';
import type { Tx } from '../client.ts';
import type { SubscriptionChange } from '../transition-batch.ts';
import { insertOutbox } from './outbox.ts';

/**
 * Part of applyTransitions. An opening also asks the relay (outbox `open-subscription`) to look for events that the run may have missed before.
 * Idempotent by sequence; a closed one stays closed.
 */
export async function writeSubscriptions(
  tx: Tx,
  { tenant, runId }: Pick<RunRef, 'tenant' | 'runId'>,
  changes: readonly SubscriptionChange[],
): Promise<void> {
  for (const { step, state, filters, openedAt, closedAt, sequence } of changes) {
    await tx.execute(sql`
      insert into subscription as s (tenant_id, run_id, step, state, filters, opened_at, closed_at, last_sequence)
      values (${tenant}::uuid, ${runId}::uuid, ${step}, ${state}, ${JSON.stringify(filters)}::json, ${openedAt}::timestamptz, ${closedAt ?? null}::timestamptz, ${sequence})
      on conflict (tenant_id, run_id, step) do update set
        state = excluded.state, closed_at = excluded.closed_at, last_sequence = excluded.last_sequence,
        filters = case when excluded.state = 'open' then excluded.filters else s.filters end
        where excluded.last_sequence > s.last_sequence and s.state = 'open'`);
    if (state === 'open')
      await insertOutbox(tx, { tenant, kind: 'open-subscription', key: `${runId}/${step}`, payload: { runId, step }, delaySeconds: 0 });
  }
}
