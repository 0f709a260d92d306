// Runs: made with their submission, listed for pages, watched for standing still. Their states are written by transitions.ts.
import { and, asc, desc, eq, getTableColumns, gte, inArray, lt, sql, type SQL } from 'drizzle-orm';
import { AppError } from '../../workflows/definition/errors.ts';
import type { RunState } from '../../workflows/definition/transition.ts';
import type { Tx } from '../client.ts';
import { definition } from '../schema/definition.ts';
import { run } from '../schema/run.ts';
import { submission } from '../schema/submission.ts';

const { tenantId: _tenant, ...columns } = getTableColumns(run);
const { output: _output, error: _error, ...listColumns } = columns;
const named = {
  namespace: definition.namespace,
  name: definition.name,
  version: definition.version,
  hash: definition.hash,
  title: definition.title,
  source: submission.source,
  submittedBy: submission.submittedBy,
  submittedByName: submission.submittedByName,
};

/** A run with the name of its definition and who asked for it. */
export type Run = Omit<typeof run.$inferSelect, 'tenantId'> &
  Pick<typeof definition.$inferSelect, 'namespace' | 'name' | 'version' | 'hash' | 'title'> &
  Pick<typeof submission.$inferSelect, 'source' | 'submittedBy' | 'submittedByName'>;
/** Without output and error, which may be large. */
export type RunSummary = Omit<Run, 'output' | 'error'>;

const UNFINISHED = ['accepted', 'running', 'waiting'] as const;

/** `created` is false when the submission has its run already; then that run's id comes back. */
export async function insertRun(
  tx: Tx,
  row: {
    readonly tenant: string;
    readonly id: string;
    readonly submissionId: string;
    readonly definitionId: string;
    readonly workflowId: string;
    readonly lotNumber?: string;
  },
): Promise<{ runId: string; created: boolean }> {
  const { tenant, ...rest } = row;
  const inserted = await tx
    .insert(run)
    .values({ ...rest, tenantId: tenant })
    .onConflictDoNothing()
    .returning({ id: run.id });
  if (inserted[0]) return { runId: inserted[0].id, created: true };
  const present = await findRunOfSubmission(tx, row);
  if (present === undefined) throw new AppError('conflict', `The run ${row.id} or its workflow id exists already for another submission.`);
  return { runId: present.id, created: false };
}

function selectRuns(tx: Tx) {
  return tx
    .select({ ...columns, ...named })
    .from(run)
    .innerJoin(definition, and(eq(definition.tenantId, run.tenantId), eq(definition.id, run.definitionId)))
    .innerJoin(submission, and(eq(submission.tenantId, run.tenantId), eq(submission.id, run.submissionId)));
}

function selectSummaries(tx: Tx) {
  return tx
    .select({ ...listColumns, ...named })
    .from(run)
    .innerJoin(definition, and(eq(definition.tenantId, run.tenantId), eq(definition.id, run.definitionId)))
    .innerJoin(submission, and(eq(submission.tenantId, run.tenantId), eq(submission.id, run.submissionId)));
}

export async function findRun(tx: Tx, { tenant, runId }: { tenant: string; runId: string }): Promise<Run | undefined> {
  const rows = await selectRuns(tx).where(and(eq(run.tenantId, tenant), eq(run.id, runId)));
  return rows[0];
}

/** @throws AppError 'not-found' */
export async function getRun(tx: Tx, key: { tenant: string; runId: string }): Promise<Run> {
  const found = await findRun(tx, key);
  if (found === undefined) throw new AppError('not-found', `There is no run ${key.runId}.`);
  return found;
}

export async function findRunOfSubmission(
  tx: Tx,
  { tenant, submissionId }: { tenant: string; submissionId: string },
): Promise<Run | undefined> {
  const rows = await selectRuns(tx).where(and(eq(run.tenantId, tenant), eq(run.submissionId, submissionId)));
  return rows[0];
}

export interface RunFilter {
  readonly tenant: string;
  readonly state?: RunState | readonly RunState[];
  readonly definition?: { readonly namespace: string; readonly name: string; readonly version?: string };
  readonly lot?: string;
  /** Created at or after, and before: ISO 8601. */
  readonly from?: string;
  readonly to?: string;
  readonly submittedBy?: string;
  /** At most so many; default 50. */
  readonly limit?: number;
  /** Id of the last run of the page before. */
  readonly before?: string;
}

/** The newest first. */
export async function listRuns(tx: Tx, filter: RunFilter): Promise<RunSummary[]> {
  return await selectSummaries(tx)
    .where(and(...conditions(filter)))
    .orderBy(desc(run.createdAt), desc(run.id))
    .limit(Math.min(filter.limit ?? 50, 500));
}

function conditions({ tenant, state, definition: wanted, lot, from, to, submittedBy, before }: RunFilter): SQL[] {
  const states = state === undefined ? [] : typeof state === 'string' ? [state] : [...state];
  return [
    eq(run.tenantId, tenant),
    ...(states.length > 0 ? [inArray(run.state, states)] : []),
    ...(wanted ? [eq(definition.namespace, wanted.namespace), eq(definition.name, wanted.name)] : []),
    ...(wanted?.version === undefined ? [] : [eq(definition.version, wanted.version)]),
    ...(lot === undefined ? [] : [eq(run.lotNumber, lot)]),
    ...(from === undefined ? [] : [gte(run.createdAt, from)]),
    ...(to === undefined ? [] : [lt(run.createdAt, to)]),
    ...(submittedBy === undefined ? [] : [eq(submission.submittedBy, submittedBy)]),
    // A row comparison uses the index; an unknown id gives an empty page.
    ...(before === undefined
      ? []
      : [sql`(${run.createdAt}, ${run.id}) < (select r.created_at, r.id from run r where r.tenant_id = ${tenant} and r.id = ${before})`]),
  ];
}

/** How many runs are in each state, created since the given moment. */
export async function countRuns(tx: Tx, { tenant, from }: { tenant: string; from?: string }): Promise<Record<RunState, number>> {
  const rows = await tx
    .select({ state: run.state, count: sql<string>`count(*)` })
    .from(run)
    .where(and(eq(run.tenantId, tenant), ...(from === undefined ? [] : [gte(run.createdAt, from)])))
    .groupBy(run.state);
  const none = { accepted: 0, running: 0, waiting: 0, completed: 0, faulted: 0, cancelled: 0 };
  return { ...none, ...Object.fromEntries(rows.map((row) => [row.state, Number(row.count)])) };
}

/** Unfinished runs of which nothing was written since `progressedBefore` (ISO 8601), the longest silent first. Waiting ones only when asked for. */
export async function listStuckRuns(
  tx: Tx,
  query: { tenant: string; progressedBefore: string; states?: readonly (typeof UNFINISHED)[number][]; limit?: number },
): Promise<RunSummary[]> {
  return await selectSummaries(tx)
    .where(
      and(
        eq(run.tenantId, query.tenant),
        inArray(run.state, [...(query.states ?? ['accepted', 'running'])]),
        lt(run.progressedAt, query.progressedBefore),
      ),
    )
    .orderBy(asc(run.progressedAt))
    .limit(query.limit ?? 100);
}

/** For lists of lots: sets the lot's number when a run learns it later than its start. */
export async function setRunLot(tx: Tx, { tenant, runId, lotNumber }: { tenant: string; runId: string; lotNumber: string }): Promise<void> {
  await tx
    .update(run)
    .set({ lotNumber })
    .where(and(eq(run.tenantId, tenant), eq(run.id, runId)));
}
