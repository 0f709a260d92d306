// Delivers what the inline attempt could not: starts, decisions, cancels. Claims rows first and delivers after the commit.
import type { Database } from '../../db/client.ts';
import { claimOutbox, completeOutbox, type OutboxRow } from '../../db/repositories/outbox.ts';
import type { Json } from '../../workflows/definition/json.ts';
import { AppError, assertNever } from '../../workflows/definition/errors.ts';
import { deliverCancel } from '../shared/cancel-run.ts';
import { deliverDecision } from '../shared/decide.ts';
import type { EngineGateway } from '../shared/engine-gateway.ts';
import { tryStart } from '../shared/start-run.ts';

export interface OutboxDeps {
  readonly database: Database;
  readonly engine: EngineGateway;
  /** Gives an event to whoever listens. */
  readonly deliverEvent?: (tenant: string, event: Json) => Promise<void>;
}

const BATCH = 50;

/** @returns how many rows were tried. */
export async function sweepOutbox(deps: OutboxDeps): Promise<number> {
  let tried = 0;
  for (const tenant of await deps.database.directory.tenantsWithOutboxDue()) {
    const rows = await deps.database.withTenant(tenant, async (tx) => await claimOutbox(tx, { tenant, limit: BATCH }));
    // A few at a time: after an outage many are due, and people's own starts go the same way.
    for (let index = 0; index < rows.length; index += 5) await Promise.all(rows.slice(index, index + 5).map(async (row) => await deliver(deps, tenant, row)));
    tried += rows.length;
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
        await deps.deliverEvent?.(tenant, row.payload);
        await deps.database.withTenant(tenant, async (tx) => await completeOutbox(tx, { tenant, kind: row.kind, key: row.key }));
        return;
      default:
        assertNever(row.kind);
    }
  } catch (error) {
    // What it is about is gone: nothing is left to deliver.
    if (error instanceof AppError && error.code === 'not-found') await deps.database.withTenant(tenant, async (tx) => await completeOutbox(tx, { tenant, kind: row.kind, key: row.key }));
    else throw error;
  }
}
