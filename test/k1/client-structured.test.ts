// Answers that must be JSON: asked for, checked, repaired once, then given to a person with everything that came.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestOf, startSession, VERDICT_SCHEMA } from './twin-session.ts';
import type { TwinSession } from './twin-session.ts';

let session: TwinSession;
beforeAll(async () => {
  session = await startSession();
});
beforeEach(() => {
  session.twin.clearScript();
  session.rows.length = 0;
});
afterAll(() => session.close());

const ask = (change: Parameters<typeof requestOf>[0] = {}) =>
  session.k1.complete(requestOf({ schema: VERDICT_SCHEMA, ...change }), { recorder: session.recorder });
const good = '{"verdict":"unsure","reason":"확인이 필요합니다."}';

describe('an answer that breaks the schema', () => {
  it.each(['schema-invalid', 'not-json'] as const)('is repaired by one more question (%s)', async (kind) => {
    session.twin.script({ behaviour: { kind } }, { behaviour: { kind: 'answer', text: good } });
    const answer = await ask();
    expect(answer).toMatchObject({ repaired: true, json: { verdict: 'unsure', reason: '확인이 필요합니다.' } });
    expect(session.rows.map(({ intent, outcome }) => [intent.purpose, outcome?.ok])).toEqual([
      ['answer', true],
      ['repair', true],
    ]);
    expect(session.rows[0]?.intent.promptHash).toBe(answer.promptHash);
    expect(session.rows[1]?.intent.promptHash).not.toBe(answer.promptHash);
  });

  it('the second question quotes the first answer and names its errors', async () => {
    session.twin.script(
      { behaviour: { kind: 'schema-invalid' } },
      { behaviour: { kind: 'answer', text: good }, match: { contains: '/verdict: ' } },
    );
    session.twin.script({ behaviour: { kind: 'answer', text: 'not quoted' }, times: 'always' });
    expect(await ask()).toMatchObject({ repaired: true, json: { verdict: 'unsure' } });
  });

  it('twice goes to a person with both texts, and is asked no third time', async () => {
    session.twin.script({ behaviour: { kind: 'not-json' } }, { behaviour: { kind: 'answer', text: '{"verdict":"approve-all"}' } });
    const before = session.twin.calls().length;
    await expect(ask()).rejects.toMatchObject({
      code: 'model-failed',
      retryable: false,
      context: {
        kind: 'schema-broken',
        standIn: true,
        rawTexts: [expect.stringContaining('표로 답하겠습니다'), '{"verdict":"approve-all"}'],
        errors: expect.arrayContaining([expect.stringContaining('/verdict')]) as string[],
      },
    });
    expect(session.twin.calls().length - before).toBe(2);
  });

  it.each([800, 5_000, 20_000])('is repaired on every path (%i tokens)', async (maxTokens) => {
    session.twin.script({ behaviour: { kind: 'not-json' } }, { behaviour: { kind: 'answer', text: good } });
    expect(await ask({ maxTokens, stepKey: `repair/${maxTokens}` })).toMatchObject({ repaired: true, json: { verdict: 'unsure' } });
  });

  it('cut at its tokens says so in the repair', async () => {
    session.twin.script(
      { behaviour: { kind: 'answer', text: '{"verdict":"acc', finishReason: 'length' } },
      { behaviour: { kind: 'answer', text: good }, match: { contains: 'was cut at 800 tokens' } },
    );
    expect(await ask()).toMatchObject({ repaired: true });
  });
});

describe('an answer that holds the schema', () => {
  it.each([
    ['in a fence', `\`\`\`json\n${good}\n\`\`\``],
    ['with talk around it', `네, 답입니다: ${good} 이상입니다.`],
    ['after a thought in tags', `<think>생각 {"verdict":"accept"}</think>${good}`],
  ])('is found %s without a repair', async (_name, text) => {
    session.twin.script({ behaviour: { kind: 'answer', text } });
    expect(await ask({ thinking: true })).toMatchObject({ repaired: false, json: { verdict: 'unsure' } });
  });

  it('loses members that nobody declared, and any way to a prototype', async () => {
    const text = '{"verdict":"accept","reason":"ok","approved":true,"__proto__":{"admin":true},"constructor":{"x":1}}';
    session.twin.script({ behaviour: { kind: 'answer', text } });
    const { json } = await ask();
    expect(json).toEqual({ verdict: 'accept', reason: 'ok' });
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it('is not looked for when the model calls a tool instead', async () => {
    const tools = [{ name: 'find-lot', description: '', parameters: { type: 'object' } }];
    session.twin.script({ behaviour: { kind: 'answer', toolCalls: [{ name: 'find-lot', arguments: {} }] } });
    const answer = await ask({ tools });
    expect(answer).toMatchObject({ repaired: false, toolCalls: [{ name: 'find-lot' }] });
    expect(answer.json).toBeUndefined();
  });
});

describe('the schema', () => {
  it('is asked for in words of the system message, and sent to engines that take it', async () => {
    const other = await startSession();
    // `local` is asked in words only; the twin reads the schema from the prompt and holds it.
    const answer = await other.k1.complete(requestOf({ schema: VERDICT_SCHEMA, profile: 'local' }));
    expect(answer.json).toMatchObject({ verdict: 'unsure' });
    await other.close();
  });

  it("that no answer could hold fails as the author's, not as the model's", async () => {
    session.twin.script({ behaviour: { kind: 'answer', text: good }, times: 'always' });
    await expect(ask({ schema: { $ref: '#/$defs/missing' } })).rejects.toMatchObject({ code: 'invalid' });
  });
});
