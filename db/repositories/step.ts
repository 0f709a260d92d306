// Steps of a run, and the memo of what their activities returned. Their states are written by transitions.ts.
import { and, asc, eq, getTableColumns, gt } from 'drizzle-orm';
import type { Json } from '../../workflows/definition/json.ts';
import type { Tx } from '../client.ts';
import { jsonValue } from '../schema/columns.ts';
import { step } from '../schema/step.ts';
import { stepResult } from '../schema/step-result.ts';

const { tenantId: _tenant, runId: _run, lastSequence: _sequence, ...columns } = getTableColumns(step);

const { input: _input, output: _output, ...changeColumns } = columns;

/** Without input and output, which may be large. */
export type ChangedStep = Omit<Step, 'input' | 'output'> & { readonly sequence: number };
export type Step = Omit<typeof step.$inferSelect, 'tenantId' | 'runId' | 'lastSequence'>;

/** In order of start. */
export async function listSteps(tx: Tx, { tenant, runId }: { tenant: string; runId: string }): Promise<Step[]> {
  return await tx
    .select(columns)
    .from(step)
    .where(and(eq(step.tenantId, tenant), eq(step.runId, runId)))
    .orderBy(asc(step.step));
}

/** Steps written after the transition of this sequence, in order of writing, with that of each: for views that follow a run. */
export async function listStepsSince(tx: Tx, { tenant, runId, after, limit }: { tenant: string; runId: string; after: number; limit: number }): Promise<ChangedStep[]> {
  return await tx
    .select({ ...changeColumns, sequence: step.lastSequence })
    .from(step)
    .where(and(eq(step.tenantId, tenant), eq(step.runId, runId), gt(step.lastSequence, after)))
    .orderBy(asc(step.lastSequence))
    .limit(limit);
}

interface RunKey {
  readonly tenant: string;
  readonly runId: string;
}

/** What the step's activity returned before, wrapped: null is a result too. */
export async function findStepResult(tx: Tx, run: RunKey, number: number): Promise<{ result: Json } | undefined> {
  const rows = await tx
    .select({ result: stepResult.result })
    .from(stepResult)
    .where(and(eq(stepResult.tenantId, run.tenant), eq(stepResult.runId, run.runId), eq(stepResult.step, number)));
  return rows[0];
}

/** The first result stays; false when there was one. Same transaction as the effect and the transitions. */
export async function insertStepResult(tx: Tx, run: RunKey, number: number, result: Json): Promise<boolean> {
  const rows = await tx
    .insert(stepResult)
    .values({ tenantId: run.tenant, runId: run.runId, step: number, result: jsonValue(result) })
    .onConflictDoNothing()
    .returning({ step: stepResult.step });
  return rows.length === 1;
}
