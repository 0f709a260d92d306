// Calls of model endpoints: a row before each is sent, its outcome after. An answered prompt is never paid for twice.
import { and, asc, desc, eq, getTableColumns, gte, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Json } from '../../workflows/definition/json.ts';
import type { Tx } from '../client.ts';
import { modelCall } from '../schema/model-call.ts';

const { tenantId: _tenant, ...columns } = getTableColumns(modelCall);
const { request: _request, ...listColumns } = columns;

export type ModelCall = Omit<typeof modelCall.$inferSelect, 'tenantId'>;
/** Without what was sent, which may be large. */
export type ModelCallSummary = Omit<ModelCall, 'request'>;

export interface NewModelCall {
  readonly tenant: string;
  readonly id: string;
  readonly runId?: string;
  readonly step?: number;
  readonly purpose: string;
  readonly profile: string;
  readonly model: string;
  readonly endpoint: string;
  readonly standIn: boolean;
  /** Hex SHA-256 of everything that is sent. */
  readonly promptHash: string;
  readonly request?: Json;
}

/** The intent; commit it before sending. Earlier calls of the same step and prompt that never ended become 'unknown'; how many there were. */
export async function insertModelCall(tx: Tx, { tenant, ...row }: NewModelCall): Promise<{ unknownBefore: number }> {
  const abandoned = await tx
    .update(modelCall)
    .set({ state: 'unknown' })
    .where(and(samePrompt(tenant, row), eq(modelCall.state, 'begun')))
    .returning({ id: modelCall.id });
  await tx.insert(modelCall).values({ ...row, tenantId: tenant });
  return { unknownBefore: abandoned.length };
}

function samePrompt(tenant: string, { runId, step, promptHash }: { runId?: string; step?: number; promptHash: string }) {
  return and(
    eq(modelCall.tenantId, tenant),
    runId === undefined ? isNull(modelCall.runId) : eq(modelCall.runId, runId),
    step === undefined ? isNull(modelCall.step) : eq(modelCall.step, step),
    eq(modelCall.promptHash, promptHash),
  );
}

export interface ModelCallOutcome {
  readonly state: 'answered' | 'failed' | 'unknown';
  readonly remoteId?: string;
  readonly answer?: Json;
  readonly error?: Json;
  readonly finishReason?: string;
  readonly promptTokens?: number;
  readonly completionTokens?: number;
  /** US dollars. */
  readonly cost?: number;
  readonly standIn?: boolean;
  /** ISO 8601. */
  readonly firstTokenAt?: string;
  readonly endedAt: string;
}

/** The outcome; false when the call had one already (the first stays), also when a late answer comes to an 'unknown' one it counts. */
export async function completeModelCall(
  tx: Tx,
  { tenant, id, ...outcome }: { tenant: string; id: string } & ModelCallOutcome,
): Promise<boolean> {
  const changed = await tx
    .update(modelCall)
    .set(outcome)
    .where(and(eq(modelCall.tenantId, tenant), eq(modelCall.id, id), inArray(modelCall.state, ['begun', 'unknown'])))
    .returning({ id: modelCall.id });
  return changed.length === 1;
}

/** The earliest answer to the same prompt of the same step: taken instead of asking again. */
export async function findModelAnswer(
  tx: Tx,
  { tenant, ...key }: { tenant: string; runId: string; step: number; promptHash: string },
): Promise<ModelCall | undefined> {
  const rows = await tx
    .select(columns)
    .from(modelCall)
    .where(and(samePrompt(tenant, key), eq(modelCall.state, 'answered')))
    .orderBy(asc(modelCall.endedAt))
    .limit(1);
  return rows[0];
}

export async function findModelCall(tx: Tx, { tenant, id }: { tenant: string; id: string }): Promise<ModelCall | undefined> {
  const rows = await tx
    .select(columns)
    .from(modelCall)
    .where(and(eq(modelCall.tenantId, tenant), eq(modelCall.id, id)));
  return rows[0];
}

/** Calls of a run in order. */
export async function listModelCalls(tx: Tx, { tenant, runId }: { tenant: string; runId: string }): Promise<ModelCallSummary[]> {
  return await tx
    .select(listColumns)
    .from(modelCall)
    .where(and(eq(modelCall.tenantId, tenant), eq(modelCall.runId, runId)))
    .orderBy(asc(modelCall.begunAt), asc(modelCall.id));
}

/** The newest calls of the tenant. */
export async function listRecentModelCalls(
  tx: Tx,
  { tenant, limit = 100 }: { tenant: string; limit?: number },
): Promise<ModelCallSummary[]> {
  return await tx.select(listColumns).from(modelCall).where(eq(modelCall.tenantId, tenant)).orderBy(desc(modelCall.begunAt)).limit(limit);
}

export interface ModelCallSums {
  readonly calls: number;
  readonly answered: number;
  readonly failed: number;
  readonly unknown: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** Sums over a run, or over the calls begun in a period (ISO 8601, end excluded): for budgets and quotas. */
export async function sumModelCalls(
  tx: Tx,
  { tenant, runId, from, to }: { tenant: string; runId?: string; from?: string; to?: string },
): Promise<ModelCallSums> {
  const count = (state: ModelCall['state']) => sql<string>`count(*) filter (where ${modelCall.state} = ${state})`;
  const rows = await tx
    .select({
      calls: sql<string>`count(*)`,
      answered: count('answered'),
      failed: count('failed'),
      unknown: count('unknown'),
      promptTokens: sql<string>`coalesce(sum(${modelCall.promptTokens}), 0)`,
      completionTokens: sql<string>`coalesce(sum(${modelCall.completionTokens}), 0)`,
    })
    .from(modelCall)
    .where(
      and(
        eq(modelCall.tenantId, tenant),
        ...(runId === undefined ? [] : [eq(modelCall.runId, runId)]),
        ...(from === undefined ? [] : [gte(modelCall.begunAt, from)]),
        ...(to === undefined ? [] : [lt(modelCall.begunAt, to)]),
      ),
    );
  const sums = rows[0];
  const number = (text: string | undefined): number => Number(text ?? 0);
  return {
    calls: number(sums?.calls),
    answered: number(sums?.answered),
    failed: number(sums?.failed),
    unknown: number(sums?.unknown),
    promptTokens: number(sums?.promptTokens),
    completionTokens: number(sums?.completionTokens),
  };
}

/** The whole checked answer beside its call, so that a repeat of the step is served from here. The first stays. */
export async function keepModelAnswer(tx: Tx, { tenant, id, answer }: { tenant: string; id: string; answer: Json }): Promise<void> {
  await tx
    .update(modelCall)
    .set({ answer })
    .where(and(eq(modelCall.tenantId, tenant), eq(modelCall.id, id), isNull(modelCall.answer)));
}
