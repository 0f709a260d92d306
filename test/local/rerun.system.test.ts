// Running again from a step, on a real engine: what was paid for, asked or sent is not paid for, asked or sent again.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngineRoom, type EngineRoom } from '../support/engine-room.ts';

let room: EngineRoom;
let asked = 0;
beforeAll(async () => {
  // The model's answers differ each time, so that a second call could not go unseen.
  const complete = async () => {
    asked += 1;
    return {
      text: `answer ${asked}`,
      json: { verdict: `v${asked}` },
      profileId: 'test',
      standIn: true,
      usage: { promptTokens: 1, completionTokens: 1 },
      cost: 0,
      latencyMilliseconds: 1,
      repaired: false,
      path: 'guided',
      promptHash: 'h',
    } as never;
  };
  room = await createEngineRoom({ model: { complete } });
});
afterAll(async () => {
  await room.stop();
});

const YAML = `do:
  - judge: { call: judge, with: { question: Is it good?, facts: { n: 1 }, schema: { type: object, properties: { verdict: { type: string } } } }, output: { as: '\${ { kept: . } }' }, export: { as: '\${ { judged: . } }' } }
  - tell: { emit: { event: { with: { source: 'https://plant.example/line', type: rerun.told } } } }
  - broken: { set: { n: '\${ if $workflow.input.fail then error("broken part") else 1 end }' } }
  - last: { set: { judged: '\${ $context.judged }' } }`;

const rerun = async (runId: string, fromStep: number, idempotencyKey: string = crypto.randomUUID()) =>
  await room.services.rerun({ tenant: room.tenant, actor: room.actor, runId, fromStep, idempotencyKey });

describe('a re-run', () => {
  it('takes earlier answers from the record and executes the rest, without a second model call or event', async () => {
    const first = await room.start('again', YAML, { fail: false });
    const done = await room.reach(first, ['completed', 'faulted']);
    expect(done.state).toBe('completed');
    const before = asked;
    const [told] = await room.db.asOwner<{ count: string }>(`select count(*) from event where type = 'rerun.told'`);
    const again = await rerun(first, 2);
    expect(again).toMatchObject({ created: true, started: true });
    const second = await room.reach(again.runId, ['completed', 'faulted']);
    expect(second.output).toEqual(done.output);
    expect(asked).toBe(before);
    expect(await room.db.asOwner(`select count(*) from event where type = 'rerun.told'`)).toEqual([told]);
    expect((await room.steps(again.runId)).map(({ path, state, output }) => ({ path, state, output }))).toEqual(
      (await room.steps(first)).map(({ path, state, output }) => ({ path, state, output })),
    );
  });

  it('from the first step asks again', async () => {
    const first = await room.start('anew', YAML, { fail: false });
    const done = await room.reach(first, ['completed', 'faulted']);
    const before = asked;
    const again = await room.reach((await rerun(first, 0)).runId, ['completed', 'faulted']);
    expect(asked).toBe(before + 1);
    expect(again.output).not.toEqual(done.output);
  });

  it('keeps to the version that the first run had, whatever was published since', async () => {
    const first = await room.start('pinned', 'do:\n  - a: { set: { v: 1 } }\n  - b: { set: { v: "${ .v }" } }');
    await room.reach(first, ['completed']);
    await room.publish('pinned', 'do:\n  - a: { set: { v: 2 } }', '2.0.0');
    const again = await rerun(first, 1);
    expect(await room.reach(again.runId, ['completed'])).toMatchObject({ output: { v: 1 }, version: '1.0.0' });
  });

  it('goes through a caught fault as before, and leaves loops in step with their record', async () => {
    const yaml = `do:
  - loop:
      for: { each: size, in: '\${ [50, 0, 900] }' }
      do:
        - attempt:
            try:
              - plan: { call: acceptance-sampling, with: { lotSize: '\${ $size }', aql: 1.0, level: II }, output: { as: '\${ { n: .n } }' } }
            catch: { do: [ { none: { set: { n: 0 } } } ] }
        - say: { emit: { event: { with: { source: 'https://plant.example/line', type: loop.said, data: '\${ . }' } } } }
  - last: { set: { done: true } }`;
    const first = await room.start('looped', yaml);
    const done = await room.reach(first, ['completed', 'faulted']);
    const steps = await room.steps(first);
    const last = steps.find((step) => step.name === 'last')?.step ?? -1;
    const again = await room.reach((await rerun(first, last)).runId, ['completed', 'faulted']);
    expect(again.output).toEqual(done.output);
    expect((await room.steps(again.id)).map(({ path, output }) => ({ path, output }))).toEqual(
      steps.map(({ path, output }) => ({ path, output })),
    );
    expect(await room.db.asOwner(`select count(*) from event where type = 'loop.said'`)).toEqual([{ count: '3' }]);
  });

  it('asked for twice under one key is one run; of a run at work, or from a step that is none, it is refused', async () => {
    const first = await room.start('once', 'do:\n  - a: { set: { n: 1 } }\n  - b: { set: { n: 2 } }');
    await room.reach(first, ['completed']);
    const one = await rerun(first, 1, 'key');
    expect(await rerun(first, 1, 'key')).toMatchObject({ runId: one.runId, created: false });
    await expect(rerun(first, 99)).rejects.toMatchObject({ code: 'invalid', issues: [{ path: '/fromStep' }] });
    await expect(rerun(crypto.randomUUID(), 0)).rejects.toMatchObject({ code: 'not-found' });
    const waiting = await room.start('at-work', 'do:\n  - nap: { wait: PT60S }');
    await room.reach(waiting, ['waiting']);
    await expect(rerun(waiting, 0)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a live view', () => {
  it('tells every step and the end, goes on after the last id, and says when nothing is left', async () => {
    const runId = await room.start('seen', 'do:\n  - a: { set: { n: 1 } }\n  - nap: { wait: PT1S }\n  - b: { set: { n: 2 } }');
    const changes = await room.services.live.follow({ tenant: room.tenant, runId, after: 0, signal: new AbortController().signal });
    if (changes === 'ended') throw new Error('It ended before it was looked at.');
    const told = [];
    for await (const group of changes) told.push(...group);
    expect(told.map(({ id }) => id)).toEqual(told.map(({ id }) => id).toSorted((left, right) => left - right));
    expect(told.at(-1)).toMatchObject({ event: 'run', data: { state: 'completed' } });
    const states = new Map(told.filter(({ event }) => event === 'step').map(({ data }) => [data['name'], data['state']]));
    expect(Object.fromEntries(states)).toEqual({ a: 'completed', nap: 'completed', b: 'completed' });
    expect(
      await room.services.live.follow({ tenant: room.tenant, runId, after: told.at(-1)?.id ?? 0, signal: new AbortController().signal }),
    ).toBe('ended');
  });

  it('asks the run itself how it stands', async () => {
    const runId = await room.start('stands', 'do:\n  - nap: { wait: PT60S }');
    await room.reach(runId, ['waiting']);
    expect(await room.services.runState({ tenant: room.tenant, runId })).toMatchObject({
      recorded: 'waiting',
      live: { state: 'waiting', steps: 1 },
    });
  });
});
