// Accepted requests: one row per idempotency key, whatever is sent how often and at once.
import { and, eq, getTableColumns, inArray } from 'drizzle-orm';
import { AppError } from '../../workflows/definition/errors.ts';
import type { Json } from '../../workflows/definition/json.ts';
import type { Tx } from '../client.ts';
import { jsonValue } from '../schema/columns.ts';
import { definition } from '../schema/definition.ts';
import { submission } from '../schema/submission.ts';

const { tenantId: _tenant, ...columns } = getTableColumns(submission);

export type Submission = Omit<typeof submission.$inferSelect, 'tenantId'>;

export interface NewSubmission {
  readonly tenant: string;
  readonly id?: string;
  readonly definitionId: string;
  readonly idempotencyKey: string;
  readonly input: Json;
  /** Hex SHA-256 of the input's RFC 8785 form. */
  readonly inputHash: string;
  readonly source: Submission['source'];
  readonly submittedBy: string;
  readonly submittedByName: string;
  readonly scheduleId?: string;
  /** ISO 8601: the planned moment of a scheduled start. */
  readonly nominalTime?: string;
  readonly parentRunId?: string;
  readonly rerunFromStep?: number;
}

/**
 * `created` is false when the key was used before for the same definition name and input: then the first row comes back.
 * @throws AppError 'conflict' when it was used for anything else; the first is kept.
 */
export async function insertSubmission(tx: Tx, row: NewSubmission): Promise<{ submission: Submission; created: boolean }> {
  const { tenant, ...rest } = row;
  // Waits for a transaction that has just inserted the same key, and sees its row afterwards.
  const inserted = await tx
    .insert(submission)
    .values({ ...rest, tenantId: tenant, input: jsonValue(row.input) })
    .onConflictDoNothing()
    .returning(columns);
  if (inserted[0]) return { submission: inserted[0], created: true };
  const first = (await findByKey(tx, row)) ?? (await findByFire(tx, row));
  if (first === undefined) throw new AppError('internal', 'A submission vanished while it was being stored.', { retryable: true });
  if (first.inputHash !== row.inputHash || !(await sameName(tx, tenant, first.definitionId, row.definitionId))) {
    throw new AppError(
      'conflict',
      'This Idempotency-Key was used before for another request, which is kept; send a new key for a new request.',
      {
        context: { submissionId: first.id },
      },
    );
  }
  return { submission: first, created: false };
}

async function findByKey(tx: Tx, { tenant, idempotencyKey }: { tenant: string; idempotencyKey: string }): Promise<Submission | undefined> {
  const rows = await tx
    .select(columns)
    .from(submission)
    .where(and(eq(submission.tenantId, tenant), eq(submission.idempotencyKey, idempotencyKey)));
  return rows[0];
}

async function findByFire(tx: Tx, { tenant, scheduleId, nominalTime }: NewSubmission): Promise<Submission | undefined> {
  if (scheduleId === undefined || nominalTime === undefined) return undefined;
  const rows = await tx
    .select(columns)
    .from(submission)
    .where(and(eq(submission.tenantId, tenant), eq(submission.scheduleId, scheduleId), eq(submission.nominalTime, nominalTime)));
  return rows[0];
}

/** A repeat that meets a newer published version is still a repeat: the name must be the same, not the version. */
async function sameName(tx: Tx, tenant: string, firstId: string, nowId: string): Promise<boolean> {
  if (firstId === nowId) return true;
  const rows = await tx
    .selectDistinct({ namespace: definition.namespace, name: definition.name })
    .from(definition)
    .where(and(eq(definition.tenantId, tenant), inArray(definition.id, [firstId, nowId])));
  return rows.length === 1;
}

export async function findSubmission(
  tx: Tx,
  { tenant, submissionId }: { tenant: string; submissionId: string },
): Promise<Submission | undefined> {
  const rows = await tx
    .select(columns)
    .from(submission)
    .where(and(eq(submission.tenantId, tenant), eq(submission.id, submissionId)));
  return rows[0];
}

/** The submission that used the key, for answering a repeat without validating anew. */
export async function findSubmissionByKey(tx: Tx, key: { tenant: string; idempotencyKey: string }): Promise<Submission | undefined> {
  return await findByKey(tx, key);
}
