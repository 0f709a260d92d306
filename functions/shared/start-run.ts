// Taking a request: submission, run and outbox row in one transaction, 202 only after its commit; then the start is tried at once.
// Whatever fails after the commit is the relay's to finish, so nothing accepted is lost.
import { randomUUID } from 'node:crypto';
import type { Database, Tx } from '../../db/client.ts';
import { findPublished, type Definition } from '../../db/repositories/definition.ts';
import { completeOutbox, failOutbox, insertOutbox } from '../../db/repositories/outbox.ts';
import { findRunOfSubmission, insertRun } from '../../db/repositories/run.ts';
import { insertSubmission } from '../../db/repositories/submission.ts';
import type { WorkflowDocument } from '../../workflows/definition/document.ts';
import { AppError } from '../../workflows/definition/errors.ts';
import { hashDocument } from '../../workflows/definition/hash.ts';
import type { Issue } from '../../workflows/definition/issue.ts';
import { isJsonObject, type Json, type JsonSchema } from '../../workflows/definition/json.ts';
import { workflowIdOf } from '../../workflows/definition/transition.ts';
import type { Actor } from './actor.ts';
import type { EngineGateway } from './engine-gateway.ts';
import { recordAudit } from './record-audit.ts';
import { recordFacts } from './record-facts.ts';
import { startInputOf } from './start-input.ts';

export interface StartRunDeps {
  readonly database: Database;
  readonly engine: Pick<EngineGateway, 'start'>;
  /** Issues with paths inside the value. */
  readonly validate: (schema: JsonSchema, value: Json) => readonly Issue[];
}

export interface SubmitRequest {
  readonly tenant: string;
  readonly actor: Actor;
  readonly definition: { readonly namespace: string; readonly name: string; readonly version?: string };
  readonly input: Json;
  readonly idempotencyKey: string;
  readonly source: 'form' | 'api' | 'schedule' | 'run';
}

export interface SubmitAnswer {
  readonly submissionId: string;
  readonly runId: string;
  /** False when the idempotency key was known: nothing new was made. */
  readonly created: boolean;
  readonly state: string;
  /** False when the run waits in the outbox because the engine could not be reached. */
  readonly started: boolean;
}

/**
 * Accepts the request once per idempotency key.
 * @throws AppError not-found, forbidden (role not in metadata.aix.start), invalid (every issue, paths under /input), conflict, unavailable
 */
export async function submit(deps: StartRunDeps, request: SubmitRequest): Promise<SubmitAnswer> {
  const { tenant } = request;
  const accepted = await deps.database.withTenant(tenant, async (tx) => await accept(deps, tx, request));
  if (!accepted.created) return { ...accepted, started: accepted.state !== 'accepted' };
  const started = await tryStart(deps, tenant, accepted.submissionId, accepted.runId);
  return { ...accepted, started };
}

async function accept(deps: StartRunDeps, tx: Tx, request: SubmitRequest): Promise<Omit<SubmitAnswer, 'started'>> {
  const { tenant, actor } = request;
  const definition = await findPublished(tx, { tenant, ...request.definition });
  if (!definition) throw new AppError('not-found', `There is no definition ${request.definition.namespace}/${request.definition.name}.`);
  const document = definition.document as unknown as WorkflowDocument;
  assertMayStart(document, actor);
  assertValid(deps, document, request.input);
  const { submission, created } = await insertSubmission(tx, {
    tenant,
    definitionId: definition.id,
    idempotencyKey: request.idempotencyKey,
    input: request.input,
    inputHash: hashDocument(request.input),
    source: request.source,
    submittedBy: actor.userId,
    submittedByName: actor.name,
  });
  if (!created) {
    const run = await findRunOfSubmission(tx, { tenant, submissionId: submission.id });
    if (!run) throw new AppError('internal', 'A submission has no run.');
    return { submissionId: submission.id, runId: run.id, created: false, state: run.state };
  }
  const runId = await insertRunFor(tx, { tenant, submissionId: submission.id, definition, input: request.input, enteredBy: actor.name });
  await recordAudit(tx, actor, {
    action: 'submission.accepted',
    subjectKind: 'submission',
    subjectId: submission.id,
    runId,
    details: {
      definition: `${definition.namespace}/${definition.name} ${definition.version}`,
      hash: definition.hash,
      source: request.source,
    },
  });
  await insertOutbox(tx, { tenant, kind: 'start-run', key: runId, payload: { submissionId: submission.id } });
  return { submissionId: submission.id, runId, created: true, state: 'accepted' };
}

/** The run row of a new submission, with the lot and the measurements that its input names. */
export async function insertRunFor(
  tx: Tx,
  given: { tenant: string; submissionId: string; definition: Definition; input: Json; enteredBy: string; workflowId?: string },
): Promise<string> {
  const lotNumber = isJsonObject(given.input) && typeof given.input['lotNumber'] === 'string' ? given.input['lotNumber'] : undefined;
  const { runId } = await insertRun(tx, {
    tenant: given.tenant,
    id: randomUUID(),
    submissionId: given.submissionId,
    definitionId: given.definition.id,
    workflowId: given.workflowId ?? workflowIdOf(given.tenant, given.submissionId),
    ...(lotNumber === undefined ? {} : { lotNumber }),
  });
  await recordFacts(tx, {
    tenant: given.tenant,
    runId,
    document: given.definition.document as unknown as WorkflowDocument,
    input: given.input,
    enteredBy: given.enteredBy,
  });
  return runId;
}

function assertMayStart(document: WorkflowDocument, actor: Actor): void {
  const roles = document.document.metadata?.aix?.start;
  if (roles === undefined || actor.roles.some((role) => roles.includes(role))) return;
  throw new AppError('forbidden', `Only ${roles.join(', ')} may start this.`);
}

function assertValid(deps: StartRunDeps, document: WorkflowDocument, input: Json): void {
  const schema = document.input?.schema?.document;
  if (schema === undefined) return;
  const issues = deps.validate(schema, input).map((issue) => ({ ...issue, path: `/input${issue.path}` }));
  if (issues.length > 0) throw new AppError('invalid', 'The input does not fit the form.', { issues });
}

/** @returns whether the engine has it; false leaves it to the relay. */
export async function tryStart(
  deps: Pick<StartRunDeps, 'database' | 'engine'>,
  tenant: string,
  submissionId: string,
  runId: string,
): Promise<boolean> {
  const key = { tenant, kind: 'start-run', key: runId } as const;
  try {
    const start = await deps.database.withTenant(tenant, async (tx) => await startInputOf(tx, { tenant, submissionId }));
    await deps.engine.start(start.workflowId, start.input);
    await deps.database.withTenant(tenant, async (tx) => await completeOutbox(tx, key));
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // Best effort: the row is in the outbox whether or not the reason could be kept.
    await deps.database.withTenant(tenant, async (tx) => await failOutbox(tx, { ...key, error: reason })).catch(() => undefined);
    return false;
  }
}
