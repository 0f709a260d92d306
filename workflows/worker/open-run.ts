// Submissions and runs that no person asked for: by a schedule, by another run. Once per nominal time, once per parent step.
import { randomUUID } from 'node:crypto';
import type { Tx } from '../../db/client.ts';
import { interpreterInputOf } from '../../db/interpreter-input.ts';
import { findPublished, type Definition } from '../../db/repositories/definition.ts';
import { findRunOfSubmission, insertRun } from '../../db/repositories/run.ts';
import { recordFire } from '../../db/repositories/schedule.ts';
import { insertSubmission } from '../../db/repositories/submission.ts';
import { AppError } from '../definition/errors.ts';
import { hashDocument } from '../definition/hash.ts';
import { workflowIdOf, type InterpreterInput } from '../definition/transition.ts';
import type { OpenChildRequest, OpenRequest } from './activities.ts';

/** The document published at this moment is pinned to the run. @throws AppError not-found when none is published any more. */
export async function openScheduledRun(tx: Tx, { schedule, workflowId, nominalTime }: OpenRequest): Promise<InterpreterInput> {
  const { tenant, scheduleId, namespace, name } = schedule;
  const definition = await published(tx, { tenant, namespace, name });
  const { submission } = await insertSubmission(tx, {
    tenant,
    definitionId: definition.id,
    idempotencyKey: `schedule/${scheduleId}/${workflowId}`,
    input: {},
    inputHash: hashDocument({}),
    source: 'schedule',
    submittedBy: 'schedule',
    submittedByName: 'schedule',
    scheduleId,
    nominalTime,
  });
  const runId = await runFor(tx, { tenant, submissionId: submission.id, definition, workflowId });
  await recordFire(tx, { tenant, scheduleId, nominalTime, outcome: 'started', runId });
  return interpreterInputOf({ tenant, runId, submissionId: submission.id, definition, input: submission.input, requestedBy: 'schedule' });
}

export async function openChildRun(tx: Tx, request: OpenChildRequest): Promise<InterpreterInput> {
  const { tenant } = request.run;
  const wanted = request.version === 'latest' ? {} : { version: request.version };
  const definition = await published(tx, { tenant, namespace: request.namespace, name: request.name, ...wanted });
  const { submission } = await insertSubmission(tx, {
    tenant,
    id: request.submissionId,
    definitionId: definition.id,
    idempotencyKey: `run/${request.run.runId}/${request.step}/${request.submissionId}`,
    input: request.input,
    inputHash: hashDocument(request.input),
    source: 'run',
    submittedBy: request.run.runId,
    submittedByName: `${request.run.namespace}/${request.run.name}`,
    parentRunId: request.run.runId,
  });
  const runId = await runFor(tx, { tenant, submissionId: submission.id, definition, workflowId: workflowIdOf(tenant, submission.id) });
  return interpreterInputOf({ tenant, runId, submissionId: submission.id, definition, input: request.input, requestedBy: request.run.runId });
}

async function published(tx: Tx, key: { tenant: string; namespace: string; name: string; version?: string }): Promise<Definition> {
  const definition = await findPublished(tx, key);
  if (!definition) throw new AppError('not-found', `${key.namespace}/${key.name}${key.version ? ` ${key.version}` : ''} is not published.`);
  return definition;
}

async function runFor(
  tx: Tx,
  given: { tenant: string; submissionId: string; definition: Definition; workflowId: string },
): Promise<string> {
  const present = await findRunOfSubmission(tx, given);
  if (present) return present.id;
  return (
    await insertRun(tx, {
      tenant: given.tenant,
      id: randomUUID(),
      submissionId: given.submissionId,
      definitionId: given.definition.id,
      workflowId: given.workflowId,
    })
  ).runId;
}
