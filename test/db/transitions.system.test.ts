// Writing transitions: idempotent, in any order, audited once each.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findRun } from '../../db/repositories/run.ts';
import { findStepResult, insertStepResult, listSteps } from '../../db/repositories/step.ts';
import { listOpenTasks, listTasksOfRun } from '../../db/repositories/task.ts';
import { applyTransitions } from '../../db/repositories/transitions.ts';
import type { Json } from '../../workflows/definition/json.ts';
import type { RunRef, Transition } from '../../workflows/definition/transition.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { seedRun } from '../support/seed-run.ts';

const TASK = '3b241101-e2bb-4255-8caf-4136c566a962';
const at = (second: number): string => `2026-11-24T08:00:${String(second).padStart(2, '0')}.000Z`;

function chain(taskId = TASK): Transition[] {
  const step = (sequence: number, number: number, state: 'running' | 'waiting' | 'completed', extra: object = {}): Transition => ({
    type: 'step',
    sequence,
    at: at(sequence),
    step: number,
    path: `/do/${number}/s${number}`,
    name: `s${number}`,
    kind: 'call',
    call: 'control-chart',
    state,
    attempts: 1,
    ...extra,
  });
  return [
    { type: 'run', sequence: 1, at: at(1), state: 'running' },
    step(2, 0, 'running', { input: { z: 1, a: '34.050', nul: 'x\u0000y' } }),
    step(3, 0, 'completed', { output: '123' }),
    step(4, 1, 'running'),
    step(5, 1, 'waiting'),
    {
      type: 'task',
      sequence: 6,
      at: at(6),
      taskId,
      step: 1,
      state: 'open',
      opened: {
        kind: 'approve',
        title: '판정',
        roles: ['quality-manager'],
        quorum: 1,
        onTimeout: 'escalate',
        escalateTo: ['admin'],
        requesterMayDecide: false,
        evidence: null,
      },
    },
    { type: 'run', sequence: 7, at: at(7), state: 'waiting' },
    { type: 'task', sequence: 8, at: at(8), taskId, step: 1, state: 'decided', decisionId: '9b241101-e2bb-4255-8caf-4136c566a962' },
    step(9, 1, 'completed', { output: { outcome: 'approve' } }),
    { type: 'run', sequence: 10, at: at(10), state: 'completed', output: { verdict: 'ok' } },
  ];
}

describe('applyTransitions', () => {
  let db: TestDatabase;
  let tenant: string;
  beforeAll(async () => {
    db = await createTestDatabase();
    tenant = await db.createTenant();
  });
  afterAll(() => db.close());

  const newRun = (): Promise<RunRef> => db.database.withTenant(tenant, (tx) => seedRun(tx, tenant));
  const apply = (run: RunRef, part: readonly Transition[]): Promise<void> =>
    db.database.withTenant(tenant, (tx) => applyTransitions(tx, run, part));
  /** Everything written for the run, but for ids and moments of the database itself. */
  async function state(run: RunRef): Promise<object> {
    return await db.database.withTenant(tenant, async (tx) => {
      const found = await findRun(tx, run);
      const tasks = await listTasksOfRun(tx, run);
      const audit = await db.asOwner<{ run_sequence: number; action: string; details: Json }>(
        'select run_sequence, action, details from audit where run_id = $1 order by run_sequence',
        [run.runId],
      );
      return {
        run: {
          state: found?.state,
          startedAt: found?.startedAt,
          endedAt: found?.endedAt,
          output: found?.output,
          lastSequence: found?.lastSequence,
        },
        steps: await listSteps(tx, run),
        tasks: tasks.map((task) => ({
          state: task.state,
          openedAt: task.openedAt,
          closedAt: task.closedAt,
          decisionId: task.decisionId,
          roles: task.roles,
        })),
        audit: audit.map((row) => ({ ...row, details: JSON.stringify(row.details).replaceAll(run.runId, 'run') })),
      };
    });
  }

  test('one batch brings run, steps, task and one audit row per transition to their places', async () => {
    const run = await newRun();
    await apply(run, chain(run.runId));
    const after = (await state(run)) as { run: object; steps: object[]; tasks: object[]; audit: { action: string }[] };
    expect(after.run).toEqual({ state: 'completed', startedAt: at(1), endedAt: at(10), output: { verdict: 'ok' }, lastSequence: 10 });
    expect(after.steps).toMatchObject([
      { step: 0, state: 'completed', startedAt: at(2), endedAt: at(3), input: { z: 1, a: '34.050', nul: 'x\u0000y' }, output: '123' },
      { step: 1, state: 'completed', startedAt: at(4), endedAt: at(9), output: { outcome: 'approve' } },
    ]);
    expect(after.tasks).toEqual([
      {
        state: 'decided',
        openedAt: at(6),
        closedAt: at(8),
        decisionId: '9b241101-e2bb-4255-8caf-4136c566a962',
        roles: ['quality-manager'],
      },
    ]);
    expect(after.audit.map((row) => row.action)).toEqual([
      'run.running',
      'step.running',
      'step.completed',
      'step.running',
      'step.waiting',
      'task.open',
      'run.waiting',
      'task.decided',
      'step.completed',
      'run.completed',
    ]);
  });

  test('data comes back with its keys in order and its strings as strings', async () => {
    const run = await newRun();
    await apply(run, chain(run.runId));
    const steps = await db.database.withTenant(tenant, (tx) => listSteps(tx, run));
    expect(JSON.stringify(steps[0]?.input)).toBe('{"z":1,"a":"34.050","nul":"x\\u0000y"}');
    expect(steps[0]?.output).toBe('123');
  });

  test('batches repeated and overlapping give the same rows as one batch', async () => {
    const once = await newRun();
    await apply(once, chain(once.runId));
    const expected = JSON.stringify(await state(once));
    // A task is opened before anything of it is written, and its batch is the earlier one: everything else may overlap freely.
    const parts = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 10 })), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(parts, async (ranges) => {
        const run = await newRun();
        const all = chain(run.runId);
        await apply(run, all.slice(0, 6));
        for (const [from, length] of ranges) await apply(run, all.slice(from, from + length));
        await apply(run, all);
        await apply(run, all);
        expect(JSON.stringify(await state(run))).toBe(expected);
      }),
      { numRuns: 15 },
    );
  });

  test('a late batch of older transitions sets nothing back, and adds what only it knows', async () => {
    const run = await newRun();
    const all = chain(run.runId);
    const [first, start, end, ...later] = all;
    if (first === undefined || start === undefined || end === undefined) throw new Error('the chain is too short');
    // The end of a step and all that follows come first; then, from a slower activity, its start with the input; then the run's first state.
    await apply(run, [end, ...later]);
    expect(await db.database.withTenant(tenant, (tx) => listSteps(tx, run))).toMatchObject([
      { step: 0, state: 'completed', startedAt: at(3), input: null },
      {},
    ]);
    await apply(run, [start]);
    await apply(run, [first]);
    const once = await newRun();
    await apply(once, chain(once.runId));
    expect(await state(run)).toEqual(await state(once));
  });

  test('the same batch sent twice at once is written once', async () => {
    const run = await newRun();
    const all = chain(run.runId);
    await Promise.all([apply(run, all), apply(run, all), apply(run, all.slice(2))]);
    const once = await newRun();
    await apply(once, chain(once.runId));
    expect(await state(run)).toEqual(await state(once));
  });

  test('a final state stays, whatever comes after it', async () => {
    const run = await newRun();
    await apply(run, chain(run.runId));
    await apply(run, [{ type: 'run', sequence: 99, at: at(50), state: 'running' }]);
    expect(await db.database.withTenant(tenant, (tx) => findRun(tx, run))).toMatchObject({ state: 'completed', endedAt: at(10) });
  });

  test('a run of another tenant is not found', async () => {
    const run = await newRun();
    const other = await db.createTenant();
    await expect(db.database.withTenant(other, (tx) => applyTransitions(tx, { ...run, tenant: other }, chain()))).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(db.database.withTenant(other, (tx) => applyTransitions(tx, run, chain()))).rejects.toMatchObject({ code: 'not-found' });
  });

  test('an escalated task has the deadline and the roles of its escalation', async () => {
    const run = await newRun();
    const task = chain(run.runId)[5] as Extract<Transition, { type: 'task' }>;
    await apply(run, chain(run.runId).slice(0, 7));
    const opened = { ...(task.opened as NonNullable<typeof task.opened>), roles: ['quality-manager', 'admin'], deadlineAt: at(59) };
    await apply(run, [{ ...task, sequence: 8, at: at(8), state: 'escalated', opened }]);
    const [row] = await db.database.withTenant(tenant, (tx) => listTasksOfRun(tx, { tenant, runId: run.runId }));
    expect(row).toMatchObject({ state: 'escalated', deadlineAt: at(59), roles: ['quality-manager', 'admin'] });
  });

  test('an open task is listed for its role, an escalated one also for the role it went to, others see nothing', async () => {
    const run = await newRun();
    const all = chain(run.runId);
    await apply(run, all.slice(0, 7));
    const listFor = async (...roles: string[]): Promise<string[]> =>
      (await db.database.withTenant(tenant, (tx) => listOpenTasks(tx, { tenant, roles, userId: 'u' }))).map((task) => task.id);
    expect(await listFor('quality-manager')).toContain(run.runId);
    expect(await listFor('admin', 'operator')).not.toContain(run.runId);
    await apply(run, [{ type: 'task', sequence: 8, at: at(8), taskId: run.runId, step: 1, state: 'escalated' }]);
    expect(await listFor('admin', 'operator')).toContain(run.runId);
    expect(await listFor()).toEqual([]);
  });

  test('a step result is kept once, null included', async () => {
    const run = await newRun();
    await db.database.withTenant(tenant, async (tx) => {
      expect(await findStepResult(tx, run, 3)).toBeUndefined();
      expect(await insertStepResult(tx, run, 3, null)).toBe(true);
      expect(await insertStepResult(tx, run, 3, { other: 1 })).toBe(false);
      expect(await findStepResult(tx, run, 3)).toEqual({ result: null });
    });
  });
});
