// The run store of a platform: transitions, result and effects of a step in one PostgreSQL transaction.
import type { Database, Tx } from '../../db/client.ts';
import { insertEvents, type NewEvent } from '../../db/repositories/event.ts';
import { insertOutbox } from '../../db/repositories/outbox.ts';
import { findStepResult, insertStepResult } from '../../db/repositories/step.ts';
import { applyTransitions } from '../../db/repositories/transitions.ts';
import { AppError } from '../definition/errors.ts';
import type { JsonObject } from '../definition/json.ts';
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
        // A repeat of the activity finds its event there, and the outbox row with it.
        const events = await insertEvents(tx, { tenant: run.tenant, putBy: run.runId, events: [storable(event)] });
        if (events.length > 0)
          await insertOutbox(tx, {
            tenant: run.tenant,
            kind: 'publish-event',
            key: `${run.runId}/${step}/${events[0]}`,
            payload: { events },
            delaySeconds: 0,
          });
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

/** @throws AppError 'invalid' when a name is no text that can be stored: trying again would not help. */
function storable(event: JsonObject): NewEvent {
  for (const name of ['id', 'source', 'type']) {
    const value = event[name];
    if (typeof value !== 'string' || value === '' || value.length > 300 || /\p{Cc}/u.test(value)) {
      throw new AppError('invalid', `"${name}" of an emitted event must be a text of 1 to 300 characters without control characters.`);
    }
  }
  return event as NewEvent;
}
