// Running again from a step: a new run of the same pinned definition that takes what the earlier steps gave from their record,
// so that no model answer is paid for twice, nobody is asked twice, and no mail or event goes out twice.
import { randomUUID } from 'node:crypto';
import type { Database, Tx } from '../../db/client.ts';
import { findDefinitionById } from '../../db/repositories/definition.ts';
import { insertOutbox } from '../../db/repositories/outbox.ts';
import { findRunOfSubmission, getRun, insertRun, type Run } from '../../db/repositories/run.ts';
import { listSteps, type Step } from '../../db/repositories/step.ts';
import { findSubmission, insertSubmission } from '../../db/repositories/submission.ts';
import { AppError } from '../../workflows/definition/errors.ts';
import { isJsonObject, type Json } from '../../workflows/definition/json.ts';
import { workflowIdOf } from '../../workflows/definition/transition.ts';
import type { Actor } from './actor.ts';
import type { EngineGateway } from './engine-gateway.ts';
import { recordAudit } from './record-audit.ts';
import { isNested } from './recorded-steps.ts';
import { tryStart, type SubmitAnswer } from './start-run.ts';

export interface RerunDeps {
  readonly database: Database;
  readonly engine: Pick<EngineGateway, 'start'>;
}

export interface RerunRequest {
  readonly tenant: string;
  readonly actor: Actor;
  readonly runId: string;
  /** Number of the first step that is really executed again; 0 runs everything again. */
  readonly fromStep: number;
  readonly idempotencyKey: string;
}

const FINAL: ReadonlySet<string> = new Set(['completed', 'faulted', 'cancelled']);

/** @throws AppError not-found, conflict (the run is still at work, or the key was used for something else), invalid (no such step, or not one to start from) */
export async function rerun(deps: RerunDeps, request: RerunRequest): Promise<SubmitAnswer> {
  const { tenant } = request;
  const accepted = await deps.database.withTenant(tenant, async (tx) => await accept(tx, request));
  if (!accepted.created) return { ...accepted, started: accepted.state !== 'accepted' };
  const started = await tryStart(deps, tenant, accepted.submissionId, accepted.runId);
  return { ...accepted, started };
}

async function accept(tx: Tx, { tenant, actor, runId, fromStep, idempotencyKey }: RerunRequest): Promise<Omit<SubmitAnswer, 'started'>> {
  const run = await getRun(tx, { tenant, runId });
  if (!FINAL.has(run.state)) throw new AppError('conflict', 'The run is still at work. Cancel it or wait for its end, then run it again.');
  const first = await findSubmission(tx, { tenant, submissionId: run.submissionId });
  const definition = await findDefinitionById(tx, { tenant, definitionId: run.definitionId });
  if (!first || !definition) throw new AppError('not-found', `The submission of run ${runId} is gone.`);
  assertStartable(await listSteps(tx, { tenant, runId }), definition.document, fromStep);
  const { submission, created } = await insertSubmission(tx, {
    tenant,
    definitionId: run.definitionId,
    idempotencyKey: `rerun/${runId}/${fromStep}/${idempotencyKey}`,
    input: first.input,
    inputHash: first.inputHash,
    source: 'run',
    submittedBy: actor.userId,
    submittedByName: actor.name,
    parentRunId: runId,
    rerunFromStep: fromStep,
  });
  if (!created) return await known(tx, tenant, submission.id);
  const id = await insertRerun(tx, tenant, run, submission.id);
  await insertOutbox(tx, { tenant, kind: 'start-run', key: id, payload: { submissionId: submission.id } });
  await recordAudit(tx, actor, { action: 'run.rerun', subjectKind: 'run', subjectId: id, details: { of: runId, fromStep } });
  return { submissionId: submission.id, runId: id, created: true, state: 'accepted' };
}

async function known(tx: Tx, tenant: string, submissionId: string): Promise<Omit<SubmitAnswer, 'started'>> {
  const run = await findRunOfSubmission(tx, { tenant, submissionId });
  if (!run) throw new AppError('internal', 'A submission has no run.');
  return { submissionId, runId: run.id, created: false, state: run.state };
}

/** Measurements and lot came with the first submission and are not counted twice. */
async function insertRerun(tx: Tx, tenant: string, run: Run, submissionId: string): Promise<string> {
  const { runId } = await insertRun(tx, {
    tenant,
    id: randomUUID(),
    submissionId,
    definitionId: run.definitionId,
    workflowId: workflowIdOf(tenant, submissionId),
    ...(run.lotNumber === null ? {} : { lotNumber: run.lotNumber }),
  });
  return runId;
}

function assertStartable(steps: readonly Step[], document: Json, fromStep: number): void {
  const refuse = (message: string): never => {
    throw new AppError('invalid', message, { issues: [{ path: '/fromStep', code: 'step', message }] });
  };
  if (fromStep === 0) return;
  const from = steps.find((step) => step.step === fromStep);
  if (!from) return refuse(`The run has no step ${fromStep}; it has ${steps.length}, counted from 0.`);
  if (isNested(from.path))
    refuse(`Step ${fromStep} (${from.path}) is part of a function or of a listener's foreach; choose the task that contains it.`);
  const listener = steps.find((step) => step.step < fromStep && step.kind === 'listen' && exportsOfEach(at(document, step.path)));
  if (listener)
    refuse(
      `Step ${listener.step} (${listener.path}) exports with each event, which no record holds; run again from it or from an earlier step.`,
    );
}

function exportsOfEach(task: Json | undefined): boolean {
  const foreach = isJsonObject(task) ? task['foreach'] : undefined;
  return isJsonObject(foreach) && foreach['export'] !== undefined;
}

function at(document: Json, pointer: string): Json | undefined {
  let value: Json | undefined = document;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, Json>>)[key];
  }
  return value;
}
