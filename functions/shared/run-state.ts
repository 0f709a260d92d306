// How a run stands as it says itself, asked of the engine: for looking into one that does not move. Lists and pages read the database.
import type { Database } from '../../db/client.ts';
import { getRun } from '../../db/repositories/run.ts';
import type { JsonObject } from '../../workflows/definition/json.ts';
import type { EngineGateway } from './engine-gateway.ts';

export interface RunStateAnswer {
  readonly runId: string;
  /** As the database has it. */
  readonly recorded: string;
  /** As the run says: state, number of steps begun, open tasks. Absent when the engine no longer knows the run. */
  readonly live?: JsonObject;
}

/** @throws AppError not-found, unavailable (no engine, or no worker to ask) */
export async function runState(
  deps: { database: Database; engine: Pick<EngineGateway, 'queryState'> },
  { tenant, runId }: { tenant: string; runId: string },
): Promise<RunStateAnswer> {
  const run = await deps.database.withTenant(tenant, async (tx) => await getRun(tx, { tenant, runId }));
  const live = await deps.engine.queryState(run.workflowId);
  return { runId, recorded: run.state, ...(live === 'closed' ? {} : { live }) };
}
