// How the client conducts itself over several calls: pauses, circuit, slots, budget, fallback, cancellation, waking. Against the twin by the real SDK.
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../workflows/definition/errors.ts';
import type { ModelBudget } from '../../workflows/k1/model-call.ts';
import { PROFILES, withProfile } from '../../workflows/k1/profiles.ts';
import { requestOf, startSession } from './twin-session.ts';
import type { SessionOptions, TwinSession } from './twin-session.ts';

const sessions: TwinSession[] = [];
afterEach(async () => {
  for (const session of sessions.splice(0)) await session.close();
});

async function start(options: SessionOptions = {}): Promise<TwinSession> {
  const session = await startSession(options);
  sessions.push(session);
  return session;
}

describe('pauses between attempts', () => {
  it('grow with each attempt and are jittered', async () => {
    const session = await start();
    session.twin.script({ behaviour: { kind: 'throttle' }, times: 3 });
    await session.k1.complete(requestOf());
    // 0.2 + 0.8 x 0.5 of 500, 1000, 2000.
    expect(session.pauses).toEqual([300, 600, 1_200]);
  });

  it('are at least what the server asks for, and never over a minute', async () => {
    const session = await start();
    session.twin.script(
      { behaviour: { kind: 'throttle', retryAfterSeconds: 7 } },
      { behaviour: { kind: 'throttle', retryAfterSeconds: 9_999 } },
    );
    await session.k1.complete(requestOf({ profile: 'local' }));
    expect(session.pauses).toEqual([7_000, 60_000]);
  });
});

describe('the circuit of an endpoint', () => {
  it('opens after five failures in a row, spares the endpoint, and closes by one good call', async () => {
    let now = 1_000_000;
    const session = await start({ deps: { now: () => now } });
    session.twin.script({ behaviour: { kind: 'service-unavailable' }, times: 5 });
    for (let call = 0; call < 2; call += 1) await session.k1.complete(requestOf(), { recorder: session.recorder }).catch(() => undefined);
    expect(session.rows).toHaveLength(5);
    await expect(session.k1.complete(requestOf())).rejects.toMatchObject({
      code: 'unavailable',
      retryable: true,
      context: { kind: 'circuit-open', retryAfterSeconds: 30 },
    });
    expect(session.twin.calls()).toHaveLength(5);
    now += 30_001;
    await session.k1.complete(requestOf());
    await session.k1.complete(requestOf());
    expect(session.twin.calls()).toHaveLength(7);
  });

  it('of one endpoint does not touch another', async () => {
    const session = await start();
    session.twin.script({ behaviour: { kind: 'service-unavailable' }, times: 'always', match: { endpoint: 'aix-k1' } });
    for (let call = 0; call < 3; call += 1) await session.k1.complete(requestOf()).catch(() => undefined);
    expect(await session.k1.complete(requestOf({ profile: 'k2' }))).toMatchObject({ profileId: 'k2' });
  });

  it('does not open for throttling or sleep', async () => {
    const session = await start();
    session.twin.script({ behaviour: { kind: 'throttle' }, times: 8 }, { behaviour: { kind: 'asleep' }, times: 8 });
    for (let call = 0; call < 10; call += 1) await session.k1.complete(requestOf()).catch(() => undefined);
    expect(await session.k1.complete(requestOf())).toMatchObject({ standIn: true });
  });
});

describe('slots', () => {
  it('never more calls at once than the profile allows, and all are served', async () => {
    const session = await start({ deps: { profiles: withProfile('k1', { concurrency: 3 }, PROFILES) } });
    session.twin.script({ behaviour: { kind: 'slow', milliseconds: 15 }, times: 'always' });
    let inFlight = 0;
    let most = 0;
    const recorder = {
      intent: () => {
        inFlight += 1;
        most = Math.max(most, inFlight);
        return Promise.resolve('id');
      },
      outcome: () => {
        inFlight -= 1;
        return Promise.resolve();
      },
    };
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => session.k1.complete(requestOf({ stepKey: `s/${index}` }), { recorder })),
    );
    expect(answers).toHaveLength(12);
    expect(most).toBe(3);
  });
});

describe('the budget', () => {
  it('cuts before the call, not after', async () => {
    const session = await start();
    const budget: ModelBudget = { reserve: () => Promise.reject(new AppError('budget-exceeded', 'The step has used its 2,000 tokens.')) };
    await expect(session.k1.complete(requestOf(), { budget, recorder: session.recorder })).rejects.toMatchObject({
      code: 'budget-exceeded',
    });
    expect(session.twin.calls()).toHaveLength(0);
    expect(session.rows).toHaveLength(0);
  });

  it('is reserved for the most and settled with what was used, for each attempt; what was turned away costs nothing', async () => {
    const session = await start();
    session.twin.script({ behaviour: { kind: 'throttle' } });
    const reserved: number[] = [];
    const settled: number[] = [];
    const budget: ModelBudget = {
      reserve(estimate) {
        reserved.push(estimate.maxTokens);
        return Promise.resolve({ settle: (usage) => Promise.resolve(void settled.push(usage.completionTokens)) });
      },
    };
    const answer = await session.k1.complete(requestOf(), { budget });
    expect(reserved).toEqual([800, 800]);
    expect(settled).toEqual([0, answer.usage.completionTokens]);
  });

  it('counts what a broken stream had already cost, so that sums over rows equal the answer', async () => {
    const session = await start();
    session.twin.script({ behaviour: { kind: 'cut', afterBytes: 2_000, orderly: true } });
    session.twin.script({ behaviour: { kind: 'stream-error', code: 'StreamBroken', afterBytes: 3_000 } });
    const answer = await session.k1.complete(requestOf({ maxTokens: 5_000 }), { recorder: session.recorder });
    const rows = session.rows.map(({ outcome }) => outcome);
    expect(rows.map((outcome) => outcome?.ok)).toEqual([false, false, true]);
    expect(rows[1]?.usage).toMatchObject({ estimated: true });
    expect(rows[1]?.usage.completionTokens).toBeGreaterThan(0);
    expect(answer.usage.completionTokens).toBe(rows.reduce((sum, outcome) => sum + (outcome?.usage.completionTokens ?? 0), 0));
    expect(answer.cost).toBeCloseTo(
      rows.reduce((sum, outcome) => sum + (outcome?.cost ?? 0), 0),
      8,
    );
  });
});

describe('the fallback profile', () => {
  it.each(['asleep', 'service-unavailable', 'forbidden', 'not-found'] as const)(
    'answers when the first is %s, and the answer says so',
    async (kind) => {
      const session = await start();
      session.twin.script({ behaviour: { kind }, times: 'always', match: { endpoint: 'aix-k1' } });
      const answer = await session.k1.complete(requestOf({ fallbackProfile: 'student' }));
      expect(answer).toMatchObject({ profileId: 'student' });
      expect(answer.attempts.at(-1)).toMatchObject({ profileId: 'student', ok: true });
    },
  );

  it('is not asked when the request itself is refused', async () => {
    const session = await start();
    session.twin.script({ behaviour: { kind: 'status', status: 400 }, times: 'always', match: { endpoint: 'aix-k1' } });
    await expect(session.k1.complete(requestOf({ fallbackProfile: 'student' }))).rejects.toMatchObject({ code: 'model-refused' });
    expect(session.twin.calls().map(({ endpoint }) => endpoint)).toEqual(['aix-k1']);
  });

  it('is not asked with data it may not see; the run then waits for the first', async () => {
    const profiles = withProfile('student', { dataClasses: ['public'] }, PROFILES);
    const session = await start({ deps: { profiles } });
    session.twin.script({ behaviour: { kind: 'asleep' }, times: 'always', match: { endpoint: 'aix-k1' } });
    await expect(session.k1.complete(requestOf({ fallbackProfile: 'student', dataClass: 'confidential' }))).rejects.toMatchObject({
      code: 'model-starting',
    });
    await expect(session.k1.complete(requestOf({ profile: 'student', dataClass: 'confidential' }))).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(session.twin.calls().filter(({ endpoint }) => endpoint === 'aix-student')).toHaveLength(0);
  });

  it('failing too leaves the failure that time may heal', async () => {
    const session = await start();
    session.twin.script({ behaviour: { kind: 'asleep' }, times: 'always', match: { endpoint: 'aix-k1' } });
    session.twin.script({ behaviour: { kind: 'service-unavailable' }, times: 'always', match: { endpoint: 'aix-student' } });
    await expect(session.k1.complete(requestOf({ fallbackProfile: 'student' }))).rejects.toMatchObject({
      code: 'model-starting',
      retryable: true,
    });
  });
});

describe('an endpoint scaled to zero', () => {
  it('wakes by being called, and answers when it is awake', async () => {
    let now = 5_000_000;
    const session = await start({ twin: { startAsleep: true, wakeMilliseconds: 20 * 60_000, now: () => now } });
    await expect(session.k1.complete(requestOf())).rejects.toMatchObject({
      code: 'model-starting',
      retryable: true,
      context: { wakeMinutes: 45 },
    });
    now += 19 * 60_000;
    await expect(session.k1.complete(requestOf())).rejects.toMatchObject({ code: 'model-starting' });
    now += 61_000;
    expect(await session.k1.complete(requestOf())).toMatchObject({ standIn: true });
  });

  it('falls asleep again when idle', async () => {
    let now = 5_000_000;
    const session = await start({ twin: { idleMilliseconds: 15 * 60_000, now: () => now } });
    await session.k1.complete(requestOf());
    now += 16 * 60_000;
    await expect(session.k1.complete(requestOf())).rejects.toMatchObject({ code: 'model-starting' });
  });
});

describe('cancelling', () => {
  it.each([
    [800, 'local'],
    [5_000, 'local'],
    [800, 'k1'],
    [5_000, 'k1'],
    [20_000, 'k1'],
  ] as const)("ends a call that hangs (%i tokens at %s), gives back the caller's reason, and is recorded", async (maxTokens, profile) => {
    const session = await start({
      limits: { invokeMilliseconds: 60_000, streamMilliseconds: 60_000, idleMilliseconds: 60_000, asyncMilliseconds: 60_000 },
    });
    session.twin.script({ behaviour: { kind: 'hang' }, times: 'always' });
    const controller = new AbortController();
    const reason = new Error('the run was cancelled');
    const pending = session.k1.complete(requestOf({ maxTokens, profile }), {
      signal: controller.signal,
      recorder: session.recorder,
      onProgress: ({ phase }) => {
        if (phase === 'sent' || phase === 'running-asynchronously') setImmediate(() => controller.abort(reason));
      },
    });
    await expect(pending).rejects.toBe(reason);
    // Whether an asynchronous call was accepted by then is chance; what follows from it is tested in client-async.
    if (maxTokens < 20_000) expect(session.rows.map(({ outcome }) => outcome?.error)).toEqual(['cancelled']);
  });

  it('sends nothing when it was cancelled before', async () => {
    const session = await start();
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(session.k1.complete(requestOf(), { signal })).rejects.toThrow('too late');
    expect(session.twin.calls()).toHaveLength(0);
  });
});

describe('signs of life', () => {
  it('a waiting call beats regularly, a streaming one at every arrival', async () => {
    const session = await start({ limits: { heartbeatMilliseconds: 5 } });
    session.twin.script({ behaviour: { kind: 'slow', milliseconds: 80 } });
    const phases: string[] = [];
    await session.k1.complete(requestOf(), { heartbeat: ({ phase }) => phases.push(phase) });
    expect(phases.filter((phase) => phase === 'sent').length).toBeGreaterThan(3);
    const characters: number[] = [];
    await session.k1.complete(requestOf({ maxTokens: 5_000 }), { onProgress: (progress) => characters.push(progress.characters) });
    expect(characters.length).toBeGreaterThan(10);
    expect(characters.at(-1)).toBeGreaterThan(0);
    expect([...characters].sort((a, b) => a - b)).toEqual(characters);
  });
});
