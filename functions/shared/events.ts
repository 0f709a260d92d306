// The event bus at the doors: taking CloudEvents (rows and outbox in one transaction), and giving them to the runs that may want them.
// What a run does with an event is judged in the run; here it is only found whom to tell. Everything may be repeated.
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/client.ts';
import {
  insertEvents,
  listPendingDeliveries,
  planDeliveries,
  planMissed,
  settleDeliveries,
  type PendingDelivery,
} from '../../db/repositories/event.ts';
import { completeOutbox, failOutbox, insertOutbox, type OutboxRow } from '../../db/repositories/outbox.ts';
import type { Json } from '../../workflows/definition/json.ts';
import { readCloudEvents } from '../../workflows/events/cloud-event.ts';
import type { Actor } from './actor.ts';
import type { EngineGateway } from './engine-gateway.ts';
import { startByEvents } from './event-start.ts';

export interface EventDeps {
  readonly database: Database;
  readonly engine: Pick<EngineGateway, 'signalEvents' | 'start'>;
}

export type EventOutboxRow = Pick<OutboxRow, 'key' | 'payload'> & { readonly kind: 'publish-event' | 'open-subscription' };

export interface PutAnswer {
  readonly accepted: number;
  /** Known by source and id already: the first is kept. */
  readonly duplicates: number;
  /** False when the engine could not be reached; the relay delivers then. */
  readonly delivered: boolean;
}

/** Pending deliveries looked at in one go. */
const WINDOW = 1_000;
/** One signal holds so many events at most, and about so many characters of them: few signals keep histories short. */
const SIGNAL_EVENTS = 100;
const SIGNAL_CHARACTERS = 256 * 1024;
const RUNS_AT_ONCE = 5;

/**
 * Takes a CloudEvent or a batch. After the commit nothing is lost; delivery is tried at once and finished by the relay.
 * @throws AppError 'invalid' with every fault; then nothing is taken
 */
export async function putEvents(
  deps: EventDeps,
  { tenant, actor, body }: { tenant: string; actor: Actor; body: Json },
): Promise<PutAnswer> {
  const events = readCloudEvents(body, () => new Date());
  const key = randomUUID();
  const ids = await deps.database.withTenant(tenant, async (tx) => {
    const created = await insertEvents(tx, { tenant, putBy: actor.userId, events });
    if (created.length > 0) await insertOutbox(tx, { tenant, kind: 'publish-event', key, payload: { events: created } });
    return created;
  });
  const delivered = ids.length === 0 || (await deliverEvents(deps, tenant, [{ kind: 'publish-event', key, payload: { events: ids } }]));
  return { accepted: ids.length, duplicates: events.length - ids.length, delivered };
}

/**
 * Carries out outbox rows about events: plans who gets what, starts what waits for such an event, signals, completes the rows.
 * @returns false when something must be tried again; the rows then stay due.
 */
export async function deliverEvents(deps: EventDeps, tenant: string, rows: readonly EventOutboxRow[]): Promise<boolean> {
  const { database } = deps;
  const ids = rows.filter((row) => row.kind === 'publish-event').flatMap((row) => (row.payload as { events: readonly string[] }).events);
  try {
    // A transaction of its own, after the events are committed: whoever opens a subscription that this one does not see will look for missed events later.
    await database.withTenant(tenant, async (tx) => {
      if (ids.length > 0) await planDeliveries(tx, { tenant, ids });
      for (const row of rows)
        if (row.kind === 'open-subscription') await planMissed(tx, { tenant, ...(row.payload as { runId: string; step: number }) });
    });
    await startByEvents(deps, tenant, ids);
    await signalPending(deps, tenant);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'failed';
    await database
      .withTenant(tenant, async (tx) => {
        for (const { kind, key } of rows) await failOutbox(tx, { tenant, kind, key, error: reason });
      })
      .catch(() => undefined);
    return false;
  }
  await database.withTenant(tenant, async (tx) => {
    for (const { kind, key } of rows) await completeOutbox(tx, { tenant, kind, key });
  });
  return true;
}

/** Signals whatever is planned, in order of arrival for each run. A signal sent twice is dropped by the run. */
async function signalPending(deps: EventDeps, tenant: string): Promise<void> {
  for (;;) {
    const pending = await deps.database.withTenant(tenant, async (tx) => await listPendingDeliveries(tx, { tenant, limit: WINDOW }));
    const byRun = runsOf(pending);
    for (let index = 0; index < byRun.length; index += RUNS_AT_ONCE) {
      const results = await Promise.allSettled(
        byRun.slice(index, index + RUNS_AT_ONCE).map(async (deliveries) => await signalRun(deps, tenant, deliveries)),
      );
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
    }
    if (pending.length < WINDOW) return;
  }
}

function runsOf(pending: readonly PendingDelivery[]): readonly (readonly PendingDelivery[])[] {
  const runs = new Map<string, PendingDelivery[]>();
  for (const delivery of pending) {
    const known = runs.get(delivery.runId);
    if (known) known.push(delivery);
    else runs.set(delivery.runId, [delivery]);
  }
  return [...runs.values()];
}

async function signalRun({ database, engine }: EventDeps, tenant: string, deliveries: readonly PendingDelivery[]): Promise<void> {
  for (const batch of batchesOf(deliveries)) {
    const [first] = batch;
    if (!first) continue;
    const outcome = await engine.signalEvents(
      first.workflowId,
      batch.map((delivery) => delivery.content),
    );
    const eventIds = (outcome === 'closed' ? deliveries : batch).map((delivery) => delivery.eventId);
    await database.withTenant(tenant, async (tx) => await settleDeliveries(tx, { tenant, runId: first.runId, eventIds, state: outcome }));
    if (outcome === 'closed') return;
  }
}

function batchesOf(deliveries: readonly PendingDelivery[]): readonly (readonly PendingDelivery[])[] {
  const batches: PendingDelivery[][] = [];
  let size = 0;
  for (const delivery of deliveries) {
    const length = JSON.stringify(delivery.content as Json).length;
    const last = batches.at(-1);
    if (last && last.length < SIGNAL_EVENTS && size + length <= SIGNAL_CHARACTERS) {
      last.push(delivery);
      size += length;
    } else {
      batches.push([delivery]);
      size = length;
    }
  }
  return batches;
}
