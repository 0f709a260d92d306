// The tenant's event bus: CloudEvents once per source and id, and which runs they go to. A match here may be too wide, never too narrow.
import { and, asc, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import type { JsonObject } from '../../workflows/definition/json.ts';
import type { Tx } from '../client.ts';
import { jsonValue } from '../schema/columns.ts';
import { event } from '../schema/event.ts';
import { eventDelivery } from '../schema/event-delivery.ts';
import { run } from '../schema/run.ts';

const { tenantId: _tenant, ...columns } = getTableColumns(event);

export type StoredEvent = Omit<typeof event.$inferSelect, 'tenantId'>;

/** A CloudEvent in structured JSON; checked at the door (workflows/events/cloud-event.ts). */
export interface NewEvent extends JsonObject {
  readonly id: string;
  readonly source: string;
  readonly type: string;
}

/** Row ids of the events that are new, in the order given. One whose source and id are known is left out: the first is kept. */
export async function insertEvents(
  tx: Tx,
  { tenant, putBy, events }: { tenant: string; putBy: string; events: readonly NewEvent[] },
): Promise<string[]> {
  const created: string[] = [];
  // One by one: the position is the order of arrival, and a statement of many rows promises none.
  for (const content of events) {
    const rows = await tx
      .insert(event)
      .values({
        tenantId: tenant,
        source: content.source,
        eventId: content.id,
        type: content.type,
        subject: typeof content['subject'] === 'string' ? content['subject'] : null,
        content: jsonValue(content),
        putBy,
      })
      .onConflictDoNothing({ target: [event.tenantId, event.source, event.eventId] })
      .returning({ id: event.id });
    if (rows[0]) created.push(rows[0].id);
  }
  return created;
}

export async function listEvents(tx: Tx, { tenant, ids }: { tenant: string; ids: readonly string[] }): Promise<StoredEvent[]> {
  if (ids.length === 0) return [];
  return await tx
    .select(columns)
    .from(event)
    .where(and(eq(event.tenantId, tenant), inArray(event.id, [...ids])))
    .orderBy(asc(event.position));
}

/** Whether one of the subscription's filters lets the event through; `s` and `e` are the tables' names in the statement. */
const lets = sql`exists (
  select 1 from json_array_elements(s.filters) f
  where coalesce(f ->> 'type' = e.type, true) and coalesce(f ->> 'source' = e.source, true)
    and (f ->> 'subject' is null or f ->> 'subject' is not distinct from e.subject))`;

/** Plans the delivery of these events to every unfinished run that may want them now. Harmless to repeat. */
export async function planDeliveries(tx: Tx, { tenant, ids }: { tenant: string; ids: readonly string[] }): Promise<void> {
  await tx.execute(sql`
    insert into event_delivery (tenant_id, run_id, event_id, position)
    select distinct s.tenant_id, s.run_id, e.id, e.position
    from event e join subscription s on s.tenant_id = e.tenant_id and s.state = 'open'
      join run r on r.tenant_id = s.tenant_id and r.id = s.run_id and r.state in ('accepted', 'running', 'waiting')
    where e.tenant_id = ${tenant}::uuid and e.id = any (${sql.param([...ids])}::uuid[]) and ${lets}
    on conflict do nothing`);
}

/** Plans what came since the run was accepted, before this subscription opened. Harmless to repeat. */
export async function planMissed(tx: Tx, { tenant, runId, step }: { tenant: string; runId: string; step: number }): Promise<void> {
  await tx.execute(sql`
    insert into event_delivery (tenant_id, run_id, event_id, position)
    select s.tenant_id, s.run_id, e.id, e.position
    from subscription s join run r on r.tenant_id = s.tenant_id and r.id = s.run_id and r.state in ('accepted', 'running', 'waiting')
      join event e on e.tenant_id = s.tenant_id and e.received_at >= r.created_at
    where s.tenant_id = ${tenant}::uuid and s.run_id = ${runId}::uuid and s.step = ${step} and s.state = 'open' and ${lets}
    on conflict do nothing`);
}

export interface PendingDelivery {
  readonly runId: string;
  readonly workflowId: string;
  /** Row id. */
  readonly eventId: string;
  readonly content: JsonObject;
}

/** What is planned and not yet signalled, in order of arrival. */
export async function listPendingDeliveries(tx: Tx, { tenant, limit }: { tenant: string; limit: number }): Promise<PendingDelivery[]> {
  const rows = await tx
    .select({ runId: eventDelivery.runId, workflowId: run.workflowId, eventId: eventDelivery.eventId, content: event.content })
    .from(eventDelivery)
    .innerJoin(run, and(eq(run.tenantId, eventDelivery.tenantId), eq(run.id, eventDelivery.runId)))
    .innerJoin(event, and(eq(event.tenantId, eventDelivery.tenantId), eq(event.id, eventDelivery.eventId)))
    .where(and(eq(eventDelivery.tenantId, tenant), eq(eventDelivery.state, 'pending')))
    .orderBy(asc(eventDelivery.position))
    .limit(limit);
  return rows.map((row) => ({ ...row, content: row.content as JsonObject }));
}

export async function settleDeliveries(
  tx: Tx,
  { tenant, runId, eventIds, state }: { tenant: string; runId: string; eventIds: readonly string[]; state: 'delivered' | 'closed' },
): Promise<void> {
  await tx
    .update(eventDelivery)
    .set({ state, settledAt: sql`now()` })
    .where(
      and(
        eq(eventDelivery.tenantId, tenant),
        eq(eventDelivery.runId, runId),
        inArray(eventDelivery.eventId, [...eventIds]),
        eq(eventDelivery.state, 'pending'),
      ),
    );
}
