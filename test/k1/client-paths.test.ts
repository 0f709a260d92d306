// The paths of a call over HTTP, by the real SDK against the twin: which is taken, what comes back, what is recorded.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../workflows/definition/json.ts';
import { judgeMessages } from '../../workflows/k1/prompt.ts';
import { requestOf, startSession, VERDICT_SCHEMA } from './twin-session.ts';
import type { TwinSession } from './twin-session.ts';

let session: TwinSession;
beforeAll(async () => {
  session = await startSession();
});
afterAll(() => session.close());

const KOREAN = `표본 50개 중 부적합 3개입니다. ${'관리도에 이상 신호가 있습니다 — 확인 필요 🏭. '.repeat(20)}`.trim();

describe('the path by asked output', () => {
  it.each([
    [800, 'invoke', 'aix-k1', 'invocations'],
    [2_500, 'invoke', 'aix-k1', 'invocations'],
    [2_501, 'stream', 'aix-k1', 'invocations-response-stream'],
    [12_000, 'stream', 'aix-k1', 'invocations-response-stream'],
    [12_001, 'async', 'aix-k1-async', 'async-invocations'],
  ] as const)('%i tokens go by %s', async (maxTokens, path, endpoint, operation) => {
    const answer = await session.k1.complete(requestOf({ maxTokens }));
    expect(answer).toMatchObject({ path, profileId: 'k1', standIn: true, finishReason: 'stop', repaired: false });
    expect(answer.text).toContain('대역 모델');
    expect(session.twin.calls().at(-1)).toMatchObject({ endpoint, path: operation, accepted: true, finished: true });
  });

  it.each([800, 5_000])('an OpenAI-compatible server gets %i tokens by plain HTTP or events', async (maxTokens) => {
    const answer = await session.k1.complete(requestOf({ profile: 'local', maxTokens }));
    expect(answer).toMatchObject({ path: 'openai', profileId: 'local', standIn: true });
    expect(answer.firstTokenMilliseconds === undefined).toBe(maxTokens === 800);
  });

  it('the npu profile speaks to an OpenAI-compatible server too', async () => {
    expect(await session.k1.complete(requestOf({ profile: 'npu' }))).toMatchObject({ path: 'openai', profileId: 'npu' });
  });

  it('refuses what no path has time for, before anything is sent', async () => {
    const plain = await startSession({ store: false });
    await expect(plain.k1.complete(requestOf({ maxTokens: 20_000 }))).rejects.toMatchObject({ code: 'usage' });
    await expect(plain.k1.complete(requestOf({ maxTokens: 200_000 }))).rejects.toMatchObject({ code: 'too-large' });
    await expect(plain.k1.complete(requestOf({ maxTokens: 0 }))).rejects.toMatchObject({ code: 'invalid' });
    await expect(plain.k1.complete(requestOf({ messages: [] }))).rejects.toMatchObject({ code: 'invalid' });
    await expect(plain.k1.complete(requestOf({ profile: 'k7' }))).rejects.toMatchObject({ code: 'not-found' });
    const huge = requestOf({ messages: [{ role: 'user', content: '가'.repeat(400_000) }] });
    await expect(plain.k1.complete(huge)).rejects.toMatchObject({ code: 'too-large' });
    expect(plain.twin.calls()).toHaveLength(0);
    await plain.close();
  });
});

describe('what an answer holds', () => {
  it.each([800, 5_000, 20_000])('thinking stands apart from the text (%i tokens)', async (maxTokens) => {
    const answer = await session.k1.complete(requestOf({ maxTokens, thinking: true }));
    expect(answer.reasoning).toContain('사실');
    expect(answer.text).not.toContain('생각');
  });

  it.each(['reasoning', 'reasoning_content', 'tags'] as const)(
    'thinking is found where a server writes it as %s',
    async (reasoningStyle) => {
      const other = await startSession({ twin: { reasoningStyle } });
      for (const maxTokens of [800, 5_000]) {
        const answer = await other.k1.complete(requestOf({ maxTokens, thinking: true }));
        expect(answer.reasoning).toContain('사실');
        expect(answer.text.startsWith('표본')).toBe(true);
      }
      await other.close();
    },
  );

  it.each([1, 2, 3, 5, 7, 64])('a Korean answer survives a stream in parts of %i bytes', async (partBytes) => {
    const other = await startSession({ twin: { partBytes } });
    other.twin.script({ behaviour: { kind: 'answer', text: KOREAN } });
    expect((await other.k1.complete(requestOf({ maxTokens: 5_000 }))).text).toBe(KOREAN);
    await other.close();
  });

  it('a Korean answer survives random splits of twenty seeds', async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const other = await startSession({ twin: { seed } });
      other.twin.script({ behaviour: { kind: 'answer', text: KOREAN } });
      expect((await other.k1.complete(requestOf({ maxTokens: 5_000 }))).text).toBe(KOREAN);
      await other.close();
    }
  });

  it.each([
    [800, false, 'tool_calls'],
    [800, true, 'hermes-text'],
    [5_000, false, 'tool_calls'],
    [5_000, true, 'hermes-text'],
  ] as const)('tool calls come out alike (%i tokens, as text: %s)', async (maxTokens, hermes, source) => {
    const toolCalls: readonly { name: string; arguments: Json }[] = [
      { name: 'find-lot', arguments: { lot: 'AB123456', 비고: '한글 인자' } },
      { name: 'delete-everything', arguments: {} },
    ];
    session.twin.script({ behaviour: { kind: 'answer', text: '', toolCalls, hermes } });
    const tools = [{ name: 'find-lot', description: '로트를 찾습니다', parameters: { type: 'object' } }];
    const answer = await session.k1.complete(requestOf({ maxTokens, tools }));
    expect(answer.toolCalls).toMatchObject([
      { name: 'find-lot', arguments: { lot: 'AB123456', 비고: '한글 인자' }, source },
      { name: 'delete-everything', problem: expect.stringContaining('was not offered') as string },
    ]);
    expect(answer.toolCalls[0]?.problem).toBeUndefined();
  });

  it('a checked JSON value comes with a judgement drawn from the facts', async () => {
    const facts = { plan: { sampleSize: 125, accept: 5, reject: 6 }, lotVerdict: { defectsFound: 7, accepted: false }, signals: [] };
    const messages = judgeMessages({ language: 'ko', question: '어떻게 볼까요?', facts, schema: VERDICT_SCHEMA });
    for (const maxTokens of [800, 5_000, 20_000]) {
      const answer = await session.k1.complete(requestOf({ messages, schema: VERDICT_SCHEMA, maxTokens, stepKey: `judge/${maxTokens}` }));
      expect(answer.json).toMatchObject({ verdict: 'reject', reason: expect.stringContaining('부적합 7개') as string });
    }
  });

  it("cost and tokens are the profile's prices for what the endpoint counted", async () => {
    const answer = await session.k1.complete(requestOf());
    const call = session.twin.calls().at(-1);
    expect(answer.usage).toEqual({ promptTokens: call?.promptTokens, completionTokens: call?.completionTokens });
    expect(answer.cost).toBeCloseTo(((call?.promptTokens ?? 0) * 1.5 + (call?.completionTokens ?? 0) * 18) / 1e6, 8);
  });
});

describe('what is recorded', () => {
  it('the intent is kept before the attempt is sent, and the outcome after', async () => {
    const other = await startSession();
    const seen: string[] = [];
    const { recorder } = other;
    await other.k1.complete(requestOf(), {
      recorder: {
        async intent(call) {
          seen.push(`intent, ${other.twin.calls().length} calls`);
          return recorder.intent(call);
        },
        async outcome(id, outcome) {
          seen.push(`outcome, ${other.twin.calls().length} calls`);
          await recorder.outcome(id, outcome);
        },
        answered(id, answer) {
          seen.push(`answered ${id} ${answer.text.length > 0}`);
          return Promise.resolve();
        },
      },
    });
    expect(seen).toEqual(['intent, 0 calls', 'outcome, 1 calls', 'answered row-1 true']);
    expect(other.rows[0]?.outcome).toMatchObject({ ok: true, standIn: true, raw: { text: expect.stringContaining('표본') as string } });
    expect(other.twin.calls()[0]?.inferenceId).toBe(other.rows[0]?.intent.inferenceId);
    await other.close();
  });

  it('nothing is sent when the intent cannot be kept, and the budget is given back', async () => {
    const other = await startSession();
    const settled: number[] = [];
    const options = {
      recorder: { intent: () => Promise.reject(new Error('database down')), outcome: () => Promise.resolve() },
      budget: {
        reserve: () =>
          Promise.resolve({ settle: (usage: { promptTokens: number }) => Promise.resolve(void settled.push(usage.promptTokens)) }),
      },
    };
    await expect(other.k1.complete(requestOf(), options)).rejects.toThrow('database down');
    expect(other.twin.calls()).toHaveLength(0);
    expect(settled).toEqual([0]);
    await other.close();
  });

  it('the same question has the same hash, whatever the order of its members; another question another', async () => {
    const one = await session.k1.complete(
      requestOf({ schema: { type: 'object', required: ['a'], properties: { a: { type: 'string' } } } }),
    );
    const two = await session.k1.complete(
      requestOf({ schema: { properties: { a: { type: 'string' } }, required: ['a'], type: 'object' } }),
    );
    const other = await session.k1.complete(
      requestOf({ schema: { type: 'object', required: ['a'], properties: { a: { type: 'number' } } } }),
    );
    expect(two.promptHash).toBe(one.promptHash);
    expect(other.promptHash).not.toBe(one.promptHash);
  });
});
