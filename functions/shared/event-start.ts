// Starts definitions whose `schedule.on` waits for an event: submission, run and outbox row once per schedule and event.
// `one` and `any` start a run for each event that fits; the input of the run is the list of the events that started it.
import type { Database } from '../../db/client.ts';
import { findPublished } from '../../db/repositories/definition.ts';
import { listEvents, type StoredEvent } from '../../db/repositories/event.ts';
import { insertOutbox } from '../../db/repositories/outbox.ts';
import { listSchedules, recordFire, type Schedule } from '../../db/repositories/schedule.ts';
import { insertSubmission } from '../../db/repositories/submission.ts';
import type { EventFilter, Schedule as ScheduleSpec } from '../../workflows/definition/document.ts';
import { hashDocument } from '../../workflows/definition/hash.ts';
import { jsonEqual } from '../../workflows/definition/json-equal.ts';
import { isJsonObject, type Json, type JsonObject } from '../../workflows/definition/json.ts';
import { literalFilter, mayMatch } from '../../workflows/definition/literal-filter.ts';
import { evaluateTemplate, isRuntimeExpression } from '../../workflows/expression/runtime-expression.ts';
import type { EngineGateway } from './engine-gateway.ts';
import { insertRunFor, tryStart } from './start-run.ts';

export interface EventStartDeps {
  readonly database: Database;
  readonly engine: Pick<EngineGateway, 'start'>;
}

/** A row of the timetable with the filters that start it. `all` needs a memory of its own and starts nothing yet. */
function filtersOf(row: Schedule): readonly EventFilter[] {
  const on = (row.spec as unknown as { schedule: ScheduleSpec }).schedule.on;
  return on === undefined ? [] : [...(on.one ? [on.one] : []), ...(on.any ?? [])];
}

/** Harmless to repeat: the key of a submission is schedule and event. */
export async function startByEvents(deps: EventStartDeps, tenant: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const begun = await deps.database.withTenant(tenant, async (tx) => {
    const schedules = (await listSchedules(tx, { tenant })).filter((row) => row.state === 'active' && filtersOf(row).length > 0);
    if (schedules.length === 0) return [];
    const started: { submissionId: string; runId: string }[] = [];
    for (const event of await listEvents(tx, { tenant, ids })) {
      for (const row of schedules.filter((candidate) => filtersOf(candidate).some((filter) => fits(filter, event.content as JsonObject)))) {
        const run = await open(tx, tenant, row, event);
        if (run) started.push(run);
      }
    }
    return started;
  });
  for (const { submissionId, runId } of begun) await tryStart(deps, tenant, submissionId, runId);
}

async function open(
  tx: Parameters<typeof insertSubmission>[0],
  tenant: string,
  row: Schedule,
  event: StoredEvent,
): Promise<{ submissionId: string; runId: string } | undefined> {
  const definition = await findPublished(tx, { tenant, namespace: row.namespace, name: row.name });
  if (!definition) return undefined;
  const input: Json = [event.content];
  const { submission, created } = await insertSubmission(tx, {
    tenant,
    definitionId: definition.id,
    idempotencyKey: `event/${row.id}/${event.id}`,
    input,
    inputHash: hashDocument(input),
    source: 'event',
    submittedBy: 'event',
    submittedByName: `${event.type} (${event.source})`.slice(0, 200),
  });
  if (!created) return undefined;
  const runId = await insertRunFor(tx, { tenant, submissionId: submission.id, definition, input, enteredBy: 'event' });
  await insertOutbox(tx, { tenant, kind: 'start-run', key: runId, payload: { submissionId: submission.id } });
  await recordFire(tx, {
    tenant,
    scheduleId: row.id,
    nominalTime: event.receivedAt,
    outcome: 'started',
    runId,
    note: `event ${event.type}`,
  });
  return { submissionId: submission.id, runId };
}

/** Outside a run there is no context: expressions see the attribute alone; one that fails does not fit. */
function fits(filter: EventFilter, event: JsonObject): boolean {
  if (!mayMatch(literalFilter(filter), event)) return false;
  return Object.entries(filter.with).every(([name, wanted]) => {
    const actual = event[name] ?? null;
    if (typeof wanted !== 'string' || (name !== 'data' && !isRuntimeExpression(wanted))) {
      if (name === 'data' && isJsonObject(wanted))
        return isJsonObject(actual) && Object.entries(wanted).every(([key, value]) => jsonEqual(value, actual[key] ?? null));
      return jsonEqual(wanted, actual);
    }
    try {
      const value = evaluateTemplate(isRuntimeExpression(wanted) ? wanted : `\${ ${wanted} }`, actual, { mode: 'strict', variables: {} });
      return typeof value === 'boolean' ? value : jsonEqual(value, actual);
    } catch {
      return false;
    }
  });
}
