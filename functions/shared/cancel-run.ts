// Cancelling a run: an outbox row first, so that a cancel asked for while the engine is down still happens.
import type { Database } from '../../db/client.ts';
import { completeOutbox, failOutbox, insertOutbox } from '../../db/repositories/outbox.ts';
import { getRun } from '../../db/repositories/run.ts';
import { AppError } from '../../workflows/definition/errors.ts';
import type { Actor } from './actor.ts';
import type { EngineGateway } from './engine-gateway.ts';
import { recordAudit } from './record-audit.ts';

export interface CancelDeps {
  readonly database: Database;
  readonly engine: Pick<EngineGateway, 'cancel'>;
}

/** @throws AppError not-found, conflict when the run has ended */
export async function cancelRun(
  deps: CancelDeps,
  request: { tenant: string; actor: Actor; runId: string; reason?: string },
): Promise<{ state: 'applied' | 'recorded' }> {
  const { tenant, runId } = request;
  await deps.database.withTenant(tenant, async (tx) => {
    const run = await getRun(tx, { tenant, runId });
    if (!['accepted', 'running', 'waiting'].includes(run.state))
      throw new AppError('conflict', `The run has ended already (${run.state}).`);
    await recordAudit(tx, request.actor, {
      action: 'run.cancel-asked',
      subjectKind: 'run',
      subjectId: runId,
      runId,
      details: { reason: request.reason ?? '' },
    });
    await insertOutbox(tx, {
      tenant,
      kind: 'cancel-run',
      key: runId,
      payload: { runId, by: request.actor.name, reason: request.reason ?? '' },
    });
  });
  return await deliverCancel(deps, { tenant, runId });
}

export async function deliverCancel(
  deps: CancelDeps,
  { tenant, runId }: { tenant: string; runId: string },
): Promise<{ state: 'applied' | 'recorded' }> {
  const key = { tenant, kind: 'cancel-run', key: runId } as const;
  const run = await deps.database.withTenant(tenant, async (tx) => await getRun(tx, { tenant, runId }));
  try {
    await deps.engine.cancel(run.workflowId);
  } catch (error) {
    await deps.database
      .withTenant(tenant, async (tx) => await failOutbox(tx, { ...key, error: error instanceof Error ? error.message : 'failed' }))
      .catch(() => undefined);
    return { state: 'recorded' };
  }
  await deps.database.withTenant(tenant, async (tx) => await completeOutbox(tx, key));
  return { state: 'applied' };
}
