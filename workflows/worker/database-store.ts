// The run store of a platform: transitions, result and effects of a step in one PostgreSQL transaction.
import { randomUUID } from 'node:crypto';
import type { Database, Tx } from '../../db/client.ts';
import { insertOutbox } from '../../db/repositories/outbox.ts';
import { findStepResult, insertStepResult } from '../../db/repositories/step.ts';
import { applyTransitions } from '../../db/repositories/transitions.ts';
import type { RunRef, Transition } from '../definition/transition.ts';
import type { RunStore, StepResult } from './run-store.ts';
import { openChildRun, openScheduledRun } from './open-run.ts';
import { writeEffects } from './write-effects.ts';

export function createDatabaseStore(database: Database): RunStore {
  return {
    write: async (run, transitions, result) => {
      if (transitions.length === 0 && !result?.memo) return;
      await database.withTenant(run.tenant, async (tx) => await write(tx, run, transitions, result));
    },
    findResult: async (run, step) => (await database.withTenant(run.tenant, async (tx) => await findStepResult(tx, run, step)))?.result,
    open: async (request) => await database.withTenant(request.schedule.tenant, async (tx) => await openScheduledRun(tx, request)),
    openChild: async (request) =>
      await database.withTenant(request.run.tenant, async (tx) => {
        await applyTransitions(tx, request.run, request.transitions);
        return await openChildRun(tx, request);
      }),
    publish: async (run, step, event, transitions) => {
      await database.withTenant(run.tenant, async (tx) => {
        await applyTransitions(tx, run, transitions);
        await insertOutbox(tx, { tenant: run.tenant, kind: 'publish-event', key: `${run.runId}/${step}/${String(event['id'] ?? randomUUID())}`, payload: event, delaySeconds: 0 });
      });
    },
  };
}

async function write(tx: Tx, run: RunRef, transitions: readonly Transition[], result: StepResult | undefined): Promise<void> {
  await applyTransitions(tx, run, transitions);
  if (!result?.memo) return;
  const first = await insertStepResult(tx, run, result.step, result.output);
  // The effects belong to the result: where that is on record already, they are too.
  if (first) await writeEffects(tx, run, result);
}
