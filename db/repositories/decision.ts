// Decisions: the first one recorded for a task wins by unique index, before any process has to be reachable.
import { and, asc, eq, getTableColumns, inArray } from 'drizzle-orm';
import { AppError } from '../../workflows/definition/errors.ts';
import type { Json } from '../../workflows/definition/json.ts';
import type { Tx } from '../client.ts';
import { decision } from '../schema/decision.ts';
import { task } from '../schema/task.ts';

const { tenantId: _tenant, quorum: _quorum, ...columns } = getTableColumns(decision);

export type Decision = Omit<typeof decision.$inferSelect, 'tenantId' | 'quorum'>;

export interface NewDecision {
  readonly tenant: string;
  readonly id: string;
  readonly taskId: string;
  readonly outcome: Decision['outcome'];
  readonly reason?: string;
  readonly form?: Json;
  readonly byUser: string;
  readonly byName: string;
  readonly byRole: string;
  /** ISO 8601. */
  readonly decidedAt: string;
}

/** `refused` carries the decision that was first, when there is one (a task that timed out has none). */
export type DecisionOutcome =
  | { readonly state: 'recorded' | 'applied'; readonly decision: Decision; readonly created: boolean }
  | { readonly state: 'refused'; readonly decision: Decision; readonly first?: Decision };

/**
 * Records the decision, or refuses it (and keeps the refused attempt) when the task is closed or was decided by someone else.
 * The same id again gives the same answer as the first time.
 * @throws AppError 'not-found' for an unknown task, 'conflict' when the id was used for another decision.
 */
export async function insertDecision(tx: Tx, row: NewDecision): Promise<DecisionOutcome> {
  const tasks = await tx
    .select({ runId: task.runId, state: task.state, quorum: task.quorum })
    .from(task)
    .where(and(eq(task.tenantId, row.tenant), eq(task.id, row.taskId)));
  const about = tasks[0];
  if (about === undefined) throw new AppError('not-found', `There is no task ${row.taskId}.`);
  const before = await findDecision(tx, { tenant: row.tenant, decisionId: row.id });
  if (before !== undefined) return await repeated(tx, row, before);
  const open = about.state === 'open' || about.state === 'escalated';
  const recorded = open ? await insertRow(tx, row, about, { state: 'recorded' }) : undefined;
  if (recorded !== undefined) return { state: 'recorded', decision: recorded, created: true };
  // The same id may have been stored by a post at the same moment.
  const meanwhile = await findDecision(tx, { tenant: row.tenant, decisionId: row.id });
  if (meanwhile !== undefined) return await repeated(tx, row, meanwhile);
  const first = await firstDecision(tx, row);
  const refused = await insertRow(tx, row, about, {
    state: 'refused',
    refusedBecause: first === undefined ? `the task is ${about.state}` : 'another decision was first',
    settledAt: row.decidedAt,
  });
  if (refused === undefined) throw new AppError('conflict', `The decision ${row.id} was used for another decision; send a new id.`);
  return { state: 'refused', decision: refused, ...(first === undefined ? {} : { first }) };
}

async function insertRow(
  tx: Tx,
  { tenant, ...row }: NewDecision,
  about: { runId: string; quorum: number },
  outcome: Pick<typeof decision.$inferInsert, 'state' | 'refusedBecause' | 'settledAt'>,
): Promise<Decision | undefined> {
  const rows = await tx
    .insert(decision)
    .values({ ...row, tenantId: tenant, runId: about.runId, quorum: about.quorum, ...outcome })
    .onConflictDoNothing()
    .returning(columns);
  return rows[0];
}

async function repeated(tx: Tx, row: NewDecision, before: Decision): Promise<DecisionOutcome> {
  if (before.taskId !== row.taskId || before.byUser !== row.byUser || before.outcome !== row.outcome) {
    throw new AppError('conflict', `The decision ${row.id} was used for another decision; send a new id.`);
  }
  if (before.state !== 'refused') return { state: before.state, decision: before, created: false };
  const first = await firstDecision(tx, row);
  return { state: 'refused', decision: before, ...(first === undefined ? {} : { first }) };
}

/** The decision that counts for the task: the earliest recorded or applied one. */
export async function firstDecision(tx: Tx, { tenant, taskId }: { tenant: string; taskId: string }): Promise<Decision | undefined> {
  const rows = await tx
    .select(columns)
    .from(decision)
    .where(and(eq(decision.tenantId, tenant), eq(decision.taskId, taskId), inArray(decision.state, ['recorded', 'applied'])))
    .orderBy(asc(decision.decidedAt), asc(decision.id))
    .limit(1);
  return rows[0];
}

export async function findDecision(tx: Tx, { tenant, decisionId }: { tenant: string; decisionId: string }): Promise<Decision | undefined> {
  const rows = await tx
    .select(columns)
    .from(decision)
    .where(and(eq(decision.tenantId, tenant), eq(decision.id, decisionId)));
  return rows[0];
}

/** All attempts of a task, refused ones too, the earliest first. */
export async function listDecisions(tx: Tx, { tenant, taskId }: { tenant: string; taskId: string }): Promise<Decision[]> {
  return await tx
    .select(columns)
    .from(decision)
    .where(and(eq(decision.tenantId, tenant), eq(decision.taskId, taskId)))
    .orderBy(asc(decision.decidedAt), asc(decision.id));
}

interface Settlement {
  readonly tenant: string;
  readonly decisionId: string;
  /** ISO 8601. */
  readonly at: string;
}

/** The run took it. False when it had been settled before. */
export async function markDecisionApplied(tx: Tx, { tenant, decisionId, at }: Settlement): Promise<boolean> {
  return await settle(tx, { tenant, decisionId }, { state: 'applied', settledAt: at });
}

/** The run refused it; the task may then be decided by another. False when it had been settled before. */
export async function markDecisionRefused(
  tx: Tx,
  { tenant, decisionId, at, because }: Settlement & { readonly because: string },
): Promise<boolean> {
  return await settle(tx, { tenant, decisionId }, { state: 'refused', settledAt: at, refusedBecause: because.slice(0, 500) });
}

async function settle(
  tx: Tx,
  key: { tenant: string; decisionId: string },
  change: Partial<typeof decision.$inferInsert>,
): Promise<boolean> {
  const changed = await tx
    .update(decision)
    .set(change)
    .where(and(eq(decision.tenantId, key.tenant), eq(decision.id, key.decisionId), eq(decision.state, 'recorded')))
    .returning({ id: decision.id });
  return changed.length === 1;
}
