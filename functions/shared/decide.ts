// A person's answer: decision and outbox row in one transaction, then the Update is sent. First wins, by unique index and by the run itself.
import type { Database, Tx } from '../../db/client.ts';
import {
  findDecision,
  firstDecision,
  insertDecision,
  markDecisionApplied,
  markDecisionRefused,
  type Decision,
} from '../../db/repositories/decision.ts';
import { completeOutbox, failOutbox, insertOutbox } from '../../db/repositories/outbox.ts';
import { findRun } from '../../db/repositories/run.ts';
import { findTask, type Task } from '../../db/repositories/task.ts';
import { AppError } from '../../workflows/definition/errors.ts';
import type { JsonObject } from '../../workflows/definition/json.ts';
import type { DecisionInput } from '../../workflows/definition/transition.ts';
import type { Actor } from './actor.ts';
import type { EngineGateway } from './engine-gateway.ts';
import { recordAudit } from './record-audit.ts';

export interface DecideDeps {
  readonly database: Database;
  readonly engine: Pick<EngineGateway, 'decide'>;
}

export interface DecideRequest {
  readonly tenant: string;
  readonly actor: Actor;
  readonly taskId: string;
  /** UUID; the same id sent again is the same decision. */
  readonly decisionId: string;
  readonly outcome: 'approve' | 'reject' | 'submit';
  readonly reason?: string;
  readonly form?: JsonObject;
}

/** applied: the run has it. recorded: stored, being delivered. refused: another was first (given), or the task is closed. */
export interface DecideAnswer {
  readonly state: 'applied' | 'recorded' | 'refused';
  readonly first?: Decision;
  readonly reason?: string;
}

/** @throws AppError not-found, forbidden, invalid (a rejection without a reason), conflict (the id was used for another decision) */
export async function decide(deps: DecideDeps, request: DecideRequest): Promise<DecideAnswer> {
  const { tenant, decisionId } = request;
  const stored = await deps.database.withTenant(tenant, async (tx) => await record(tx, request));
  if (stored.state === 'refused') return { state: 'refused', ...(stored.first === undefined ? {} : { first: stored.first }) };
  if (stored.state === 'applied') return { state: 'applied' };
  return await deliverDecision(deps, { tenant, decisionId });
}

async function record(tx: Tx, request: DecideRequest) {
  const { tenant, actor, taskId, outcome, reason } = request;
  const task = await findTask(tx, { tenant, taskId });
  if (!task) throw new AppError('not-found', 'There is no such task.');
  const role = roleFor(task, actor);
  if (!task.requesterMayDecide && task.submittedBy === actor.userId)
    throw new AppError('forbidden', 'Whoever started the run may not decide this.');
  if (outcome === 'reject' && (reason ?? '').trim() === '') {
    throw new AppError('invalid', 'A rejection needs a reason.', {
      issues: [{ path: '/reason', code: 'required', message: 'Say why it is rejected.', messageKo: '반려 사유를 적어 주십시오.' }],
    });
  }
  const result = await insertDecision(tx, {
    tenant,
    id: request.decisionId,
    taskId,
    outcome,
    byUser: actor.userId,
    byName: actor.name,
    byRole: role,
    decidedAt: new Date().toISOString(),
    ...(reason === undefined ? {} : { reason }),
    ...(request.form === undefined ? {} : { form: request.form }),
  });
  // Every answer is audited, also one that came second: the question is who wanted what, when and why.
  await recordAudit(tx, actor, {
    action: result.state === 'refused' ? 'decision.refused' : 'decision.recorded',
    subjectKind: 'task',
    subjectId: taskId,
    runId: task.runId,
    details: {
      decisionId: request.decisionId,
      outcome,
      role,
      reason: reason ?? '',
      title: task.title,
      lot: task.lotNumber,
      definition: `${task.namespace}/${task.name} ${task.version}`,
    },
  });
  if (result.state === 'recorded')
    await insertOutbox(tx, { tenant, kind: 'deliver-decision', key: request.decisionId, payload: { decisionId: request.decisionId } });
  return result;
}

/** The role in which the actor decides. @throws AppError forbidden */
function roleFor(task: Task, actor: Actor): string {
  const escalated = task.state === 'escalated' ? task.escalateTo : [];
  if (task.people.includes(actor.userId)) return actor.roles[0] ?? 'person';
  const role =
    task.people.length > 0
      ? actor.roles.find((one) => escalated.includes(one))
      : actor.roles.find((one) => task.roles.includes(one) || escalated.includes(one));
  if (role === undefined)
    throw new AppError('forbidden', `Only ${[...task.roles, ...escalated].join(', ') || 'the people named in the task'} may decide this.`);
  return role;
}

/** Sends a stored decision to its run and settles it. Used at once by `decide`, and later by the relay. Harmless when repeated. */
export async function deliverDecision(
  deps: DecideDeps,
  { tenant, decisionId }: { tenant: string; decisionId: string },
): Promise<DecideAnswer> {
  const key = { tenant, kind: 'deliver-decision', key: decisionId } as const;
  const found = await deps.database.withTenant(tenant, async (tx) => await load(tx, tenant, decisionId));
  if (!found) return { state: 'refused', reason: 'unknown' };
  let delivered: Awaited<ReturnType<EngineGateway['decide']>>;
  try {
    delivered = await deps.engine.decide(found.workflowId, found.input);
  } catch (error) {
    await deps.database
      .withTenant(tenant, async (tx) => await failOutbox(tx, { ...key, error: error instanceof Error ? error.message : 'failed' }))
      .catch(() => undefined);
    return { state: 'recorded' };
  }
  const at = new Date().toISOString();
  return await deps.database.withTenant(tenant, async (tx) => {
    await completeOutbox(tx, key);
    if (delivered.state === 'applied') {
      await markDecisionApplied(tx, { tenant, decisionId, at });
      return { state: 'applied' };
    }
    const because = delivered.state === 'closed' ? 'the run has ended' : delivered.reason;
    await markDecisionRefused(tx, { tenant, decisionId, at, because });
    const first = await firstDecision(tx, { tenant, taskId: found.input.taskId });
    return { state: 'refused', reason: because, ...(first === undefined ? {} : { first }) };
  });
}

async function load(tx: Tx, tenant: string, decisionId: string): Promise<{ workflowId: string; input: DecisionInput } | undefined> {
  const decision = await findDecision(tx, { tenant, decisionId });
  const run = decision === undefined ? undefined : await findRun(tx, { tenant, runId: decision.runId });
  if (!decision || !run) return undefined;
  return {
    workflowId: run.workflowId,
    input: {
      decisionId,
      taskId: decision.taskId,
      outcome: decision.outcome,
      by: { userId: decision.byUser, name: decision.byName, role: decision.byRole },
      at: decision.decidedAt,
      ...(decision.reason === null ? {} : { reason: decision.reason }),
      ...(decision.form === null ? {} : { form: decision.form as JsonObject }),
    },
  };
}
