// Writes what happened in a run. The hot path: one call per activity, two statements at most, and writing twice changes nothing.
import { sql } from 'drizzle-orm';
import { AppError } from '../../workflows/definition/errors.ts';
import type { Json } from '../../workflows/definition/json.ts';
import type { RunRef, Transition } from '../../workflows/definition/transition.ts';
import type { Tx } from '../client.ts';
import { databaseErrorCode } from '../database-error.ts';
import { writeSubscriptions } from './subscription.ts';
import { foldTransitions, type AuditEntry, type RunChange, type StepChange, type TaskChange } from '../transition-batch.ts';

/**
 * Brings the rows of run, steps and tasks to these transitions and inserts one unsequenced audit row for each.
 * Idempotent by (tenant, run, sequence): repeats, overlaps and batches that arrive in another order give the same rows; a final state stays.
 * @throws AppError 'not-found' when the tenant has no such run.
 */
export async function applyTransitions(tx: Tx, run: Pick<RunRef, 'tenant' | 'runId'>, transitions: readonly Transition[]): Promise<void> {
  if (transitions.length === 0) return;
  const batch = foldTransitions(run.runId, transitions);
  await writeRunStepsAudit(tx, run, batch.run, batch.steps, batch.audit);
  if (batch.tasks.length > 0) await writeTasks(tx, run, batch.tasks);
  if (batch.subscriptions.length > 0) await writeSubscriptions(tx, run, batch.subscriptions);
}

type Key = Pick<RunRef, 'tenant' | 'runId'>;

// A statement of constant text with one array per column: several times cheaper than a row of parameters each.
async function writeRunStepsAudit(
  tx: Tx,
  { tenant, runId }: Key,
  change: RunChange | undefined,
  steps: readonly StepChange[],
  audit: readonly AuditEntry[],
): Promise<void> {
  const column = <Row>(rows: readonly Row[], pick: (row: Row) => string | number | undefined) =>
    sql.param(rows.map((row) => pick(row) ?? null));
  const sequence = change?.sequence ?? 0;
  const newer = sql`(${sequence}::int > r.last_sequence and r.state not in ('completed', 'faulted', 'cancelled'))`;
  const statement = sql`
    with run_change as (
      update run r set
        state = case when ${newer} then ${change?.state ?? null}::text else r.state end,
        output = case when ${newer} then ${text(change?.output)}::json else r.output end,
        error = case when ${newer} then ${text(change?.error)}::json else r.error end,
        ended_at = case when ${newer} then ${change?.endedAt ?? null}::timestamptz else r.ended_at end,
        started_at = least(r.started_at, ${change?.startedAt ?? null}::timestamptz),
        last_sequence = greatest(r.last_sequence, ${sequence}::int),
        progressed_at = now()
      where r.tenant_id = ${tenant}::uuid and r.id = ${runId}::uuid
      returning 1
    ), steps as (
      insert into step as s (tenant_id, run_id, step, path, name, kind, call, state, attempts, started_at, ended_at, input, output, error, last_sequence)
      select ${tenant}::uuid, ${runId}::uuid, n.* from unnest(
        ${column(steps, (row) => row.step)}::int[], ${column(steps, (row) => row.path)}::text[], ${column(steps, (row) => row.name)}::text[],
        ${column(steps, (row) => row.kind)}::text[], ${column(steps, (row) => row.call)}::text[], ${column(steps, (row) => row.state)}::text[],
        ${column(steps, (row) => row.attempts)}::int[], ${column(steps, (row) => row.startedAt)}::timestamptz[],
        ${column(steps, (row) => row.endedAt)}::timestamptz[], ${column(steps, (row) => text(row.input) ?? undefined)}::json[],
        ${column(steps, (row) => text(row.output) ?? undefined)}::json[], ${column(steps, (row) => text(row.error) ?? undefined)}::json[],
        ${column(steps, (row) => row.sequence)}::int[]
      ) as n
      on conflict (tenant_id, run_id, step) do update set
        state = case when excluded.last_sequence > s.last_sequence then excluded.state else s.state end,
        ended_at = case when excluded.last_sequence > s.last_sequence then excluded.ended_at else s.ended_at end,
        output = case when excluded.last_sequence > s.last_sequence then excluded.output else s.output end,
        error = case when excluded.last_sequence > s.last_sequence then excluded.error else s.error end,
        attempts = greatest(s.attempts, excluded.attempts),
        started_at = least(s.started_at, excluded.started_at),
        input = coalesce(s.input, excluded.input),
        last_sequence = greatest(s.last_sequence, excluded.last_sequence)
      where excluded.last_sequence > s.last_sequence or excluded.started_at < s.started_at or (s.input is null and excluded.input is not null)
    ), audited as (
      insert into audit (tenant_id, actor_kind, actor_id, actor_name, run_id, run_sequence, at, action, subject_kind, subject_id, details)
      select ${tenant}::uuid, 'engine', 'interpreter', 'AIX', ${runId}::uuid, n.* from unnest(
        ${column(audit, (row) => row.sequence)}::int[], ${column(audit, (row) => row.at)}::timestamptz[], ${column(audit, (row) => row.action)}::text[],
        ${column(audit, (row) => row.subjectKind)}::text[], ${column(audit, (row) => row.subjectId)}::text[],
        ${column(audit, (row) => JSON.stringify(row.details))}::json[]
      ) as n
      on conflict do nothing
    )
    select count(*) as runs from run_change`;
  const written = await tx.executePrepared<{ runs: string }>('apply_transitions', statement).catch((error: unknown) => {
    // A step of a run that the tenant does not have (foreign key), or a transaction of another tenant (row-level security).
    const code = databaseErrorCode(error);
    if (code === '23503' || code === '42501') throw new AppError('not-found', `There is no run ${runId}.`, { cause: error });
    throw error;
  });
  if (written[0]?.runs !== '1') throw new AppError('not-found', `There is no run ${runId}.`);
}

function text(value: Json | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

/** Rare (a person is asked), so a statement per task is good enough. */
async function writeTasks(tx: Tx, run: Key, tasks: readonly TaskChange[]): Promise<void> {
  for (const change of tasks) {
    if (change.opened === undefined) await updateTask(tx, run, change);
    else await openTask(tx, run, change, change.opened);
  }
}

async function openTask(tx: Tx, { tenant, runId }: Key, change: TaskChange, request: NonNullable<TaskChange['opened']>): Promise<void> {
  const list = (values: readonly string[] | undefined) => sql`${sql.param([...(values ?? [])])}::text[]`;
  await tx.execute(sql`
    insert into task as t (tenant_id, id, run_id, step, state, kind, title, roles, people, quorum, deadline_at, on_timeout, escalate_to,
      requester_may_decide, evidence, form, question, opened_at, closed_at, decision_id, last_sequence)
    values (${tenant}::uuid, ${change.taskId}::uuid, ${runId}::uuid, ${change.step}, ${change.state}, ${request.kind}, ${request.title},
      ${list(request.roles)}, ${list(request.people)}, ${request.quorum}, ${request.deadlineAt ?? null}::timestamptz, ${request.onTimeout},
      ${list(request.escalateTo)}, ${request.requesterMayDecide}, ${JSON.stringify(request.evidence)}::json, ${text(request.form)}::json,
      ${request.question ?? null}, ${change.openedAt ?? null}::timestamptz, ${change.closedAt ?? null}::timestamptz,
      ${change.decisionId ?? null}::uuid, ${change.sequence})
    on conflict (tenant_id, id) do update set
      state = excluded.state, closed_at = excluded.closed_at, decision_id = excluded.decision_id, last_sequence = excluded.last_sequence,
      deadline_at = excluded.deadline_at, roles = excluded.roles, escalate_to = excluded.escalate_to
      where excluded.last_sequence > t.last_sequence and t.state in ('open', 'escalated')`);
}

async function updateTask(tx: Tx, { tenant }: Key, change: TaskChange): Promise<void> {
  await tx.execute(sql`
    update task set
      state = ${change.state}, closed_at = ${change.closedAt ?? null}::timestamptz,
      decision_id = coalesce(${change.decisionId ?? null}::uuid, decision_id), last_sequence = ${change.sequence}
    where tenant_id = ${tenant}::uuid and id = ${change.taskId}::uuid and last_sequence < ${change.sequence} and state in ('open', 'escalated')`);
}
