// The asynchronous path: accepted once, resumed after a crash without paying again, its traces in the store.
import { afterEach, describe, expect, it } from 'vitest';
import { createK1 } from '../../workflows/k1/client.ts';
import { asyncLocations } from '../../workflows/k1/async-call.ts';
import { profileById } from '../../workflows/k1/profiles.ts';
import type { ModelObjectStore } from '../../workflows/k1/transport.ts';
import { createMemoryStore } from '../../workflows/k1/twin/memory-store.ts';
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

const long = requestOf({ maxTokens: 20_000 });

describe('a step that is repeated', () => {
  it('while its call still runs waits for that call and does not call again', async () => {
    const memory = createMemoryStore();
    const crash = new AbortController();
    let hidden = true;
    const store: ModelObjectStore = {
      put: (location, bytes) => memory.put(location, bytes),
      get(location) {
        if (!location.endsWith('.out') || !hidden) return memory.get(location);
        // The first look for the result: the worker is killed while the call still runs.
        setImmediate(() => crash.abort(new Error('worker killed')));
        return Promise.resolve(undefined);
      },
    };
    const session = await start({ twin: { store }, deps: { store } });
    await expect(session.k1.complete(long, { recorder: session.recorder, signal: crash.signal })).rejects.toThrow('worker killed');
    // Not failed, since the call runs on: the row stays open.
    expect(session.rows.map(({ outcome }) => outcome)).toEqual([undefined]);
    hidden = false;
    const answer = await session.k1.complete(long, { recorder: session.recorder });
    expect(answer.text).toContain('대역 모델');
    expect(session.twin.calls()).toHaveLength(1);
    // The resumed wait completes the row of the first intent and makes none of its own.
    expect(session.rows).toHaveLength(1);
    expect(session.rows[0]?.outcome).toMatchObject({ ok: true });
  });

  it('after its result came reads it from the store, with no call and no budget', async () => {
    const session = await start();
    const first = await session.k1.complete(long, { recorder: session.recorder });
    const budget = { reserve: () => Promise.reject(new Error('no budget needed')) };
    const again = await session.k1.complete(long, { budget });
    expect(again.text).toBe(first.text);
    expect(session.twin.calls()).toHaveLength(1);
  });

  it('calls anew when the question is another, or the step is', async () => {
    const session = await start();
    await session.k1.complete(long);
    await session.k1.complete({ ...long, stepKey: 'tenant/run/4' });
    await session.k1.complete({ ...long, maxTokens: 20_001 });
    expect(session.twin.calls()).toHaveLength(3);
  });

  it('calls anew after a worthless result, under another name', async () => {
    const session = await start();
    session.twin.script({ behaviour: { kind: 'empty' }, times: 2 });
    await expect(session.k1.complete(long)).rejects.toMatchObject({ code: 'model-failed' });
    const answer = await session.k1.complete(long);
    expect(answer.text).toContain('표본');
    expect(session.twin.calls()).toHaveLength(3);
  });

  it('does not take the worthless result of the call before for its own while that one works', async () => {
    const session = await start({ twin: { timingFactor: 0.03 } });
    session.twin.script({ behaviour: { kind: 'empty' } });
    const answer = await session.k1.complete(long, { recorder: session.recorder });
    expect(answer.text).toContain('표본');
    expect(session.rows.map(({ outcome }) => outcome?.error)).toEqual(['empty-answer', undefined]);
  });

  it('calls anew when the marker is older than any call may take', async () => {
    let now = 1_000_000;
    const session = await start({ deps: { now: () => now } });
    session.twin.script({ behaviour: { kind: 'hang' } });
    const crash = new AbortController();
    const lost = session.k1.complete(long, {
      signal: crash.signal,
      onProgress: () => setTimeout(() => crash.abort(new Error('killed')), 50),
    });
    await expect(lost).rejects.toThrow('killed');
    now += 21_000;
    expect((await session.k1.complete(long)).text).toContain('표본');
    expect(session.twin.calls()).toHaveLength(2);
  });
});

describe('the body', () => {
  it('over 128,000 bytes travels through the store, and is otherwise refused by the endpoint', async () => {
    const session = await start();
    const messages = [{ role: 'user' as const, content: `${'자료 '.repeat(30_000)}` }];
    expect((await session.k1.complete({ ...long, messages })).standIn).toBe(true);
    const response = await fetch(`${session.twin.url}/endpoints/aix-k1-async/async-invocations`, {
      method: 'POST',
      body: 'x'.repeat(128_001),
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('128000');
  });

  it('over 25 MB is refused before anything is sent', async () => {
    const session = await start();
    const wide = { ...profileById('k1'), contextTokens: 100_000_000 };
    const messages = [{ role: 'user' as const, content: 'x'.repeat(26 * 1024 * 1024) }];
    await expect(session.k1.complete(requestOf({ profile: wide, messages }))).rejects.toMatchObject({ code: 'too-large' });
    expect(session.twin.calls()).toHaveLength(0);
    const response = await fetch(`${session.twin.url}/endpoints/aix-k1/invocations`, {
      method: 'POST',
      body: 'x'.repeat(26 * 1024 * 1024),
    });
    expect(response.status).toBe(413);
  });
});

describe('the store', () => {
  it('failing says so as retryable, keeps the marker, and no second call is made', async () => {
    const memory = createMemoryStore();
    let broken = false;
    const store: ModelObjectStore = {
      get: (location) => (broken && !location.endsWith('.json') ? Promise.reject(new Error('S3 is down')) : memory.get(location)),
      put: (location, bytes) => memory.put(location, bytes),
    };
    const session = await start({ twin: { store }, deps: { store } });
    broken = true;
    await expect(session.k1.complete(long)).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    broken = false;
    expect((await session.k1.complete(long)).text).toContain('표본');
    expect(session.twin.calls()).toHaveLength(1);
  });

  it.each(['get', 'put'] as const)('that cannot be reached at all (%s) is said in words, before anything is paid for', async (broken) => {
    const memory = createMemoryStore();
    const down = () => Promise.reject(new Error('S3 is down'));
    const store: ModelObjectStore = { ...memory, [broken]: down };
    const session = await start({ twin: { store: memory }, deps: { store } });
    const messages = [{ role: 'user' as const, content: '자료 '.repeat(30_000) }];
    await expect(session.k1.complete({ ...long, messages })).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    expect(session.twin.calls()).toHaveLength(0);
    // A small call whose marker cannot be kept is accepted all the same, and its answer taken.
    if (broken === 'put') expect((await session.k1.complete(long)).text).toContain('표본');
  });

  it("keeps every trace below the profile's location, whatever the step key holds", () => {
    const profile = { ...profileById('k1'), asyncLocation: 's3://plant/model' };
    const { marker, input, resultName } = asyncLocations(profile, '../../etc/passwd\n가', 'hash');
    for (const location of [marker, input]) expect(location).toMatch(/^s3:\/\/plant\/model\/[0-9a-f]{40}\.[a-z.]+$/);
    expect(resultName(2)).toMatch(/^[0-9a-f]{40}-2\.out$/);
  });

  it('absent, no asynchronous path is taken', async () => {
    const session = await start({ store: false });
    await expect(session.k1.complete(long)).rejects.toMatchObject({ code: 'usage' });
    const plain = createK1({ transports: {} });
    await expect(plain.complete(requestOf())).rejects.toMatchObject({ code: 'usage' });
  });
});
