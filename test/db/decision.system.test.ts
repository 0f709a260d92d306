// Two people, one task: exactly one decision counts, and the other learns which.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  findDecision,
  firstDecision,
  insertDecision,
  listDecisions,
  markDecisionApplied,
  markDecisionRefused,
  type DecisionOutcome,
  type NewDecision,
} from '../../db/repositories/decision.ts';
import { applyTransitions } from '../../db/repositories/transitions.ts';
import type { TaskState } from '../../workflows/definition/transition.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { seedRun } from '../support/seed-run.ts';

const at = '2026-11-24T09:00:00.000Z';

describe('decisions', () => {
  let db: TestDatabase;
  let tenant: string;
  beforeAll(async () => {
    db = await createTestDatabase({ max: 20 });
    tenant = await db.createTenant();
  });
  afterAll(() => db.close());

  async function openTask(quorum = 1, state: TaskState = 'open'): Promise<string> {
    const taskId = randomUUID();
    await db.database.withTenant(tenant, async (tx) => {
      const run = await seedRun(tx, tenant);
      const opened = {
        kind: 'approve',
        title: 't',
        roles: ['quality-manager'],
        quorum,
        onTimeout: 'reject',
        requesterMayDecide: true,
        evidence: {},
      } as const;
      await applyTransitions(tx, run, [{ type: 'task', sequence: 1, at, taskId, step: 0, state: 'open', opened }]);
      if (state !== 'open') await applyTransitions(tx, run, [{ type: 'task', sequence: 2, at, taskId, step: 0, state }]);
    });
    return taskId;
  }
  const decide = (taskId: string, change: Partial<NewDecision> = {}): Promise<DecisionOutcome> =>
    db.database.withTenant(tenant, (tx) =>
      insertDecision(tx, {
        tenant,
        id: randomUUID(),
        taskId,
        outcome: 'approve',
        byUser: randomUUID(),
        byName: '박과장',
        byRole: 'quality-manager',
        decidedAt: at,
        ...change,
      }),
    );
  const within = <Result>(work: Parameters<typeof db.database.withTenant<Result>>[1]): Promise<Result> =>
    db.database.withTenant(tenant, work);

  test('twenty people at once: one decision is recorded, nineteen are refused with it, and all attempts are kept', async () => {
    const taskId = await openTask();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => decide(taskId, { outcome: index % 2 === 0 ? 'approve' : 'reject' })),
    );
    const recorded = answers.filter((answer) => answer.state === 'recorded');
    expect(recorded).toHaveLength(1);
    const refused = answers.filter((answer) => answer.state === 'refused');
    expect(new Set(refused.map((answer) => answer.state === 'refused' && answer.first?.id))).toEqual(new Set([recorded[0]?.decision.id]));
    expect(await within((tx) => listDecisions(tx, { tenant, taskId }))).toHaveLength(20);
  });

  test('the same decision sent again, also at once, is one decision with one answer', async () => {
    const taskId = await openTask();
    const same = { id: randomUUID(), byUser: 'u1' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => decide(taskId, same)));
    expect(new Set(answers.map((answer) => `${answer.state} ${answer.decision.id}`))).toEqual(new Set([`recorded ${same.id}`]));
    expect(await within((tx) => listDecisions(tx, { tenant, taskId }))).toHaveLength(1);
    await within((tx) => markDecisionApplied(tx, { tenant, decisionId: same.id, at }));
    expect(await decide(taskId, same)).toMatchObject({ state: 'applied', created: false });
  });

  test('an id used for another decision is a conflict', async () => {
    const taskId = await openTask();
    const id = randomUUID();
    await decide(taskId, { id, byUser: 'u1' });
    await expect(decide(taskId, { id, byUser: 'u1', outcome: 'reject' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(decide(await openTask(), { id, byUser: 'u1' })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a decision that the run refused lets the next person decide', async () => {
    const taskId = await openTask();
    const first = await decide(taskId);
    expect(
      await within((tx) => markDecisionRefused(tx, { tenant, decisionId: first.decision.id, at, because: 'the form is not valid' })),
    ).toBe(true);
    expect(await within((tx) => firstDecision(tx, { tenant, taskId }))).toBeUndefined();
    const second = await decide(taskId);
    expect(second.state).toBe('recorded');
    expect(await within((tx) => findDecision(tx, { tenant, decisionId: first.decision.id }))).toMatchObject({
      state: 'refused',
      refusedBecause: 'the form is not valid',
    });
  });

  test('what is settled stays settled', async () => {
    const taskId = await openTask();
    const { decision } = await decide(taskId);
    expect(await within((tx) => markDecisionApplied(tx, { tenant, decisionId: decision.id, at }))).toBe(true);
    expect(await within((tx) => markDecisionRefused(tx, { tenant, decisionId: decision.id, at, because: 'late' }))).toBe(false);
    expect(await within((tx) => findDecision(tx, { tenant, decisionId: decision.id }))).toMatchObject({ state: 'applied' });
  });

  test.each(['timed-out', 'cancelled', 'decided'] as const)('a task that is %s takes no decision', async (state) => {
    const answer = await decide(await openTask(1, state));
    expect(answer).toMatchObject({ state: 'refused', decision: { state: 'refused', refusedBecause: `the task is ${state}` } });
    expect(answer).not.toHaveProperty('first');
  });

  test('with a quorum of two, two people decide, and none of them twice', async () => {
    const taskId = await openTask(2);
    expect((await decide(taskId, { byUser: 'a' })).state).toBe('recorded');
    expect((await decide(taskId, { byUser: 'b' })).state).toBe('recorded');
    expect((await decide(taskId, { byUser: 'a' })).state).toBe('refused');
  });

  test('an unknown task, and a task of another tenant, are not found', async () => {
    const taskId = await openTask();
    await expect(decide(randomUUID())).rejects.toMatchObject({ code: 'not-found' });
    const other = await db.createTenant();
    const foreign = db.database.withTenant(other, (tx) =>
      insertDecision(tx, {
        tenant: other,
        id: randomUUID(),
        taskId,
        outcome: 'approve',
        byUser: 'u',
        byName: 'n',
        byRole: 'r',
        decidedAt: at,
      }),
    );
    await expect(foreign).rejects.toMatchObject({ code: 'not-found' });
  });
});
