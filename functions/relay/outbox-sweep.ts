// Delivers what the inline attempt could not: starts, decisions, cancels, events. Claims rows first and delivers after the commit.
import type { Database } from '../../db/client.ts';
import { claimOutbox, completeOutbox, type OutboxRow } from '../../db/repositories/outbox.ts';
import { AppError, assertNever } from '../../workflows/definition/errors.ts';
import { deliverCancel } from '../shared/cancel-run.ts';
import { deliverDecision } from '../shared/decide.ts';
import type { EngineGateway } from '../shared/engine-gateway.ts';
import { deliverEvents, type EventOutboxRow } from '../shared/events.ts';
import { tryStart } from '../shared/start-run.ts';

export interface OutboxDeps {
  readonly database: Database;
  readonly engine: EngineGateway;
}

const BATCH = 50;
/** A tenant with more due than this must not keep the others waiting for long. */
const ROUNDS = 20;

/** @returns how many rows were tried. */
export async function sweepOutbox(deps: OutboxDeps): Promise<number> {
  let tried = 0;
  for (const tenant of await deps.database.directory.tenantsWithOutboxDue()) {
    for (let round = 0; round < ROUNDS; round += 1) {
      const rows = await deps.database.withTenant(tenant, async (tx) => await claimOutbox(tx, { tenant, limit: BATCH }));
      // Rows about events go together: one look-up of who listens, and few signals to each run.
      const events = rows.flatMap(({ kind, key, payload }): EventOutboxRow[] =>
        kind === 'publish-event' || kind === 'open-subscription' ? [{ kind, key, payload }] : [],
      );
      if (events.length > 0) await deliverEvents(deps, tenant, events);
      const others = rows.filter((row) => row.kind !== 'publish-event' && row.kind !== 'open-subscription');
      // A few at a time: after an outage many are due, and people's own starts go the same way.
      for (let index = 0; index < others.length; index += 5)
        await Promise.all(others.slice(index, index + 5).map(async (row) => await deliver(deps, tenant, row)));
      tried += rows.length;
      if (rows.length < BATCH) break;
    }
  }
  return tried;
}

async function deliver(deps: OutboxDeps, tenant: string, row: OutboxRow): Promise<void> {
  const payload = row.payload as { submissionId?: string };
  try {
    switch (row.kind) {
      case 'start-run':
        await tryStart(deps, tenant, payload.submissionId ?? '', row.key);
        return;
      case 'deliver-decision':
        await deliverDecision(deps, { tenant, decisionId: row.key });
        return;
      case 'cancel-run':
        await deliverCancel(deps, { tenant, runId: row.key });
        return;
      case 'publish-event':
      case 'open-subscription':
        // Went with the others of their kind in sweepOutbox.
        return;
      default:
        assertNever(row.kind);
    }
  } catch (error) {
    // What it is about is gone: nothing is left to deliver.
    if (error instanceof AppError && error.code === 'not-found')
      await deps.database.withTenant(tenant, async (tx) => await completeOutbox(tx, { tenant, kind: row.kind, key: row.key }));
    else throw error;
  }
}
