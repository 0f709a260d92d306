// Human tasks: what waits for whom. Their states are written by transitions.ts.
import { and, arrayContains, arrayOverlaps, asc, eq, getTableColumns, inArray, or, sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { definition } from '../schema/definition.ts';
import { run } from '../schema/run.ts';
import { submission } from '../schema/submission.ts';
import { task } from '../schema/task.ts';

const { tenantId: _tenant, ...columns } = getTableColumns(task);
const around = {
  lotNumber: run.lotNumber,
  namespace: definition.namespace,
  name: definition.name,
  version: definition.version,
  definitionTitle: definition.title,
  submittedBy: submission.submittedBy,
  submittedByName: submission.submittedByName,
};

/** A task with what its list shows beside it. */
export type Task = Omit<typeof task.$inferSelect, 'tenantId'> & {
  readonly lotNumber: string | null;
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
  readonly definitionTitle: (typeof definition.$inferSelect)['title'];
  readonly submittedBy: string;
  readonly submittedByName: string;
};

function selectTasks(tx: Tx) {
  return tx
    .select({ ...columns, ...around })
    .from(task)
    .innerJoin(run, and(eq(run.tenantId, task.tenantId), eq(run.id, task.runId)))
    .innerJoin(definition, and(eq(definition.tenantId, run.tenantId), eq(definition.id, run.definitionId)))
    .innerJoin(submission, and(eq(submission.tenantId, run.tenantId), eq(submission.id, run.submissionId)));
}

/**
 * Open and escalated tasks that one of the roles or the person may decide: the nearest deadline first, those without one last, then the oldest.
 * A task that names people is theirs alone, until it is escalated.
 */
export async function listOpenTasks(
  tx: Tx,
  { tenant, roles, userId, limit = 100 }: { tenant: string; roles: readonly string[]; userId: string; limit?: number },
): Promise<Task[]> {
  const mine = [...roles];
  return await selectTasks(tx)
    .where(
      and(
        eq(task.tenantId, tenant),
        inArray(task.state, ['open', 'escalated']),
        or(
          and(eq(sql`cardinality(${task.people})`, 0), mine.length === 0 ? sql`false` : arrayOverlaps(task.roles, mine)),
          arrayContains(task.people, [userId]),
          and(eq(task.state, 'escalated'), mine.length === 0 ? sql`false` : arrayOverlaps(task.escalateTo, mine)),
        ),
      ),
    )
    .orderBy(sql`${task.deadlineAt} asc nulls last`, asc(task.openedAt))
    .limit(limit);
}

/** All open and escalated tasks of the tenant, whoever may decide them: for auditors and for the deadline watch. */
export async function listAllOpenTasks(tx: Tx, { tenant, limit = 100 }: { tenant: string; limit?: number }): Promise<Task[]> {
  return await selectTasks(tx)
    .where(and(eq(task.tenantId, tenant), inArray(task.state, ['open', 'escalated'])))
    .orderBy(sql`${task.deadlineAt} asc nulls last`, asc(task.openedAt))
    .limit(limit);
}

export async function findTask(tx: Tx, { tenant, taskId }: { tenant: string; taskId: string }): Promise<Task | undefined> {
  const rows = await selectTasks(tx).where(and(eq(task.tenantId, tenant), eq(task.id, taskId)));
  return rows[0];
}

export async function listTasksOfRun(tx: Tx, { tenant, runId }: { tenant: string; runId: string }): Promise<Task[]> {
  return await selectTasks(tx)
    .where(and(eq(task.tenantId, tenant), eq(task.runId, runId)))
    .orderBy(asc(task.openedAt), asc(task.step));
}
