// The small machines of the client by themselves: circuit, slots, deadline, repetition, retry plan.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCircuit } from '../../workflows/k1/circuit.ts';
import { createDeadline, guarded } from '../../workflows/k1/deadline.ts';
import { DEFAULT_LIMITS } from '../../workflows/k1/limits.ts';
import { KIND_RULES, kindOfNetworkError, kindOfStatus, ModelCallError } from '../../workflows/k1/model-error.ts';
import type { ModelErrorKind } from '../../workflows/k1/model-error.ts';
import { profileById } from '../../workflows/k1/profiles.ts';
import { isRepeating } from '../../workflows/k1/repetition.ts';
import { afterFailure, firstPath } from '../../workflows/k1/retry-plan.ts';
import { createSlots } from '../../workflows/k1/slots.ts';

describe('a circuit', () => {
  it('half open lets one call through; its failure opens it anew, its success closes it', () => {
    let now = 0;
    const circuit = createCircuit({ failures: 2, openMilliseconds: 1_000, now: () => now });
    circuit.failed();
    circuit.enter();
    circuit.failed();
    expect(circuit.state).toBe('open');
    expect(() => circuit.enter()).toThrow(expect.objectContaining({ kind: 'circuit-open', retryAfterSeconds: 1 }));
    now = 1_000;
    circuit.enter();
    expect(() => circuit.enter()).toThrow(ModelCallError);
    circuit.failed();
    expect(circuit.state).toBe('open');
    now = 2_000;
    circuit.enter();
    circuit.succeeded();
    expect(circuit.state).toBe('closed');
  });

  it('a probe that says nothing about health lets the next one through', () => {
    let now = 0;
    const circuit = createCircuit({ failures: 1, openMilliseconds: 10, now: () => now });
    circuit.failed();
    now = 10;
    circuit.enter();
    circuit.left();
    expect(() => circuit.enter()).not.toThrow();
  });
});

describe('slots', () => {
  it('never let in more than the limit and serve in order, whatever the order of release', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(fc.nat(9), { maxLength: 30 }), async (limit, steps) => {
        const slots = createSlots(limit);
        const held: (() => void)[] = [];
        const entered: number[] = [];
        const pending: Promise<void>[] = [];
        steps.forEach((step, index) => {
          if (step < 6) pending.push(slots.take().then((release) => void (entered.push(index), held.push(release))));
        });
        for (let turn = 0; turn < steps.length + 1; turn += 1) {
          await Promise.resolve();
          await Promise.resolve();
          expect(slots.inUse).toBeLessThanOrEqual(limit);
          const release = held.shift();
          release?.();
          release?.();
        }
        await Promise.all(pending);
        expect(entered).toEqual([...entered].sort((a, b) => a - b));
        for (const release of held) release();
        expect([slots.inUse, slots.waiting]).toEqual([0, 0]);
      }),
    );
  });

  it('a waiter that gives up leaves the queue and takes no slot', async () => {
    const slots = createSlots(1);
    const release = await slots.take();
    const controller = new AbortController();
    const waiting = slots.take(controller.signal);
    const third = slots.take();
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ kind: 'cancelled' });
    release();
    (await third)();
    expect([slots.inUse, slots.waiting]).toEqual([0, 0]);
  });
});

describe('a deadline', () => {
  it('frees whoever waits on a source that never answers and ignores the signal', async () => {
    const deadline = createDeadline({ totalMilliseconds: 10_000, idleMilliseconds: 20 });
    const silent: AsyncIterable<number> = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }) };
    const read = async () => {
      for await (const _value of guarded(silent, deadline)) expect.fail('nothing comes');
    };
    await expect(read()).rejects.toThrow('idle');
    expect(deadline.ended).toBe('idle');
    expect(deadline.signal.aborted).toBe(true);
  });

  it('aborts its signal when closed, so that sockets end', () => {
    const deadline = createDeadline({ totalMilliseconds: 10_000 });
    deadline.close();
    expect([deadline.signal.aborted, deadline.ended]).toEqual([true, undefined]);
  });
});

describe('a model in a loop', () => {
  it.each(['확인합니다. ', 'a', 'The lot is fine. The lot is good. '])('is known by its tail of %j', (unit) => {
    expect(isRepeating(`처음에는 말이 되었습니다. ${unit.repeat(3_000)}`)).toBe(true);
  });

  it.each([
    ['short', '확인 '.repeat(20)],
    ['numbered', Array.from({ length: 600 }, (_, index) => `점 ${index}은 정상입니다.`).join(' ')],
    ['a long table', '| 1 | 2 |\n'.repeat(100)],
  ])('is not seen in text that is %s', (_name, text) => {
    expect(isRepeating(text)).toBe(false);
  });
});

describe('what follows a failure', () => {
  const plan = (kinds: readonly ModelErrorKind[], path: 'invoke' | 'stream' | 'async' = 'invoke', canWait = true) =>
    afterFailure({ failures: kinds.map((kind) => new ModelCallError(kind, '')), path, canWait, limits: DEFAULT_LIMITS, random: () => 0 });

  it.each(Object.keys(KIND_RULES) as ModelErrorKind[])('%s: only kinds that call for it are tried again, and never without end', (kind) => {
    const again = plan([kind]) !== undefined;
    expect(again).toBe(['retry', 'longer-path'].includes(KIND_RULES[kind].remedy));
    expect(plan([kind, kind, kind, kind])).toBeUndefined();
  });

  it('a time-out takes the next longer path, up to the longest there is', () => {
    expect(plan(['timeout'])?.path).toBe('stream');
    expect(plan(['timeout'], 'stream')?.path).toBe('async');
    expect(plan(['timeout'], 'stream', false)).toBeUndefined();
    expect(plan(['timeout'], 'async')).toBeUndefined();
  });

  it('worthless answers are paid for at most twice, also among other failures', () => {
    expect(plan(['empty-answer', 'throttled'])).toBeDefined();
    expect(plan(['empty-answer', 'throttled', 'unreadable-answer'])).toBeUndefined();
  });

  it('every kind tells a planner something, with a full stop', () => {
    for (const { words } of Object.values(KIND_RULES)) expect(words).toMatch(/^(The|This) .*\.$/);
  });

  it('chooses the first path by profile', () => {
    expect(firstPath(profileById('npu'), 50_000, false)).toBe('openai');
    expect(firstPath(profileById('k1'), 2_501, false)).toBe('stream');
    expect(() => firstPath(profileById('k1'), 12_001, false)).toThrow(/asynchronous endpoint/);
  });
});

describe('kinds', () => {
  it.each([
    [400, 'refused'],
    [401, 'forbidden'],
    [404, 'not-found'],
    [408, 'timeout'],
    [413, 'request-too-large'],
    [429, 'throttled'],
    [500, 'model-5xx'],
    [502, 'model-5xx'],
    [503, 'unavailable'],
    [504, 'timeout'],
  ] as const)('HTTP %i is %s', (status, kind) => {
    expect(kindOfStatus(status)).toBe(kind);
  });

  it.each([
    ['ECONNRESET', 'TimeoutError', 'socket hang up', 'network'],
    ['ECONNRESET', 'Error', 'aborted\n  Deserialization error', 'stream-broken'],
    ['ETIMEDOUT', 'TimeoutError', 'connect', 'timeout'],
    ['', 'TimeoutError', 'the request socket timed out', 'timeout'],
    ['UND_ERR_SOCKET', 'SocketError', 'other side closed', 'network'],
    ['', 'Error', 'anything else', undefined],
  ] as const)('%s %s %j is %s', (code, name, message, kind) => {
    expect(kindOfNetworkError(Object.assign(new Error(message), { name, ...(code === '' ? {} : { code }) }))).toBe(kind);
  });
});
