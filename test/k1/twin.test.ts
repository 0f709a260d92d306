// The twin's wire, limits, controls and forwarding. Raw HTTP where the client would hide what is asked.
import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTwin } from '../../workflows/k1/twin/twin.ts';
import type { Twin, TwinOptions } from '../../workflows/k1/twin/twin.ts';
import { chat, hello } from './raw-chat.ts';
import { requestOf, startSession } from './twin-session.ts';

let twin: Twin;
beforeAll(async () => {
  twin = await createTwin();
});
afterAll(() => twin.close());
const others: { close(): Promise<void> }[] = [];
afterEach(async () => {
  twin.clearScript();
  for (const other of others.splice(0)) await other.close();
});

async function another(options: TwinOptions): Promise<Twin> {
  const made = await createTwin(options);
  others.push(made);
  return made;
}

describe('the wire', () => {
  it.each([
    '/v1/chat/completions',
    '/openai/v1/chat/completions',
    '/endpoints/aix-k1/openai/v1/chat/completions',
    '/endpoints/aix-k1/inference-components/k1-copy/openai/v1/chat/completions',
    '/endpoints/aix-k1/invocations',
  ])("answers a chat completion at %s, marked as a stand-in's", async (path) => {
    const { status, body, headers } = await chat(twin.url + path, hello);
    expect(status).toBe(200);
    expect(headers.get('x-aix-stand-in')).toBe('true');
    expect(body).toMatchObject({
      object: 'chat.completion',
      served_by: 'stand-in',
      choices: [{ finish_reason: 'stop', message: { role: 'assistant', reasoning: expect.any(String) as string } }],
    });
  });

  it('splits reasoning only when the flag was sent', async () => {
    const { body } = await chat(`${twin.url}/v1/chat/completions`, { ...hello, chat_template_kwargs: {} });
    expect(body).toMatchObject({ choices: [{ message: { reasoning: null } }] });
  });

  it("refuses an endpoint's name as a model, as the servers do", async () => {
    const { status, body } = await chat(`${twin.url}/endpoints/aix-k1/invocations`, { ...hello, model: 'aix-k1' });
    expect(status).toBe(424);
    expect(body).toMatchObject({ OriginalStatusCode: 400, OriginalMessage: expect.stringContaining('does not exist') as string });
  });

  it.each([
    ['not json'],
    ['[]'],
    ['{}'],
    ['{"messages":[]}'],
    ['{"messages":[7]}'],
    ['{"messages":[{"role":"user","content":"x"}],"max_tokens":0}'],
  ])('refuses the body %s', async (body) => {
    const response = await fetch(`${twin.url}/v1/chat/completions`, { method: 'POST', body });
    expect(response.status).toBe(400);
  });

  it('answers 404 for other paths and methods', async () => {
    expect((await fetch(`${twin.url}/endpoints/x/unknown`, { method: 'POST', body: '{}' })).status).toBe(404);
    expect((await fetch(`${twin.url}/endpoints/x/invocations`)).status).toBe(404);
  });

  it('ends events with usage where it was asked for, and with [DONE]', async () => {
    const response = await fetch(`${twin.url}/v1/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ ...hello, stream: true, stream_options: { include_usage: true } }),
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const events = (await response.text()).trimEnd().split('\n\n');
    expect(events.at(-1)).toBe('data: [DONE]');
    expect(JSON.parse((events.at(-2) ?? '').slice(6))).toMatchObject({
      choices: [],
      usage: { prompt_tokens: expect.any(Number) as number },
    });
    expect(events.slice(0, -1).every((event) => event.includes('"served_by":"stand-in"'))).toBe(true);
  });
});

describe('its limits', () => {
  it('a direct call that a real endpoint could not end in 60 s times out, without taking that time', async () => {
    twin.script({ behaviour: { kind: 'answer', text: 'x', tokens: 5_000 } });
    const { status, body } = await chat(`${twin.url}/endpoints/aix-k1/invocations`, hello);
    expect([status, body['OriginalStatusCode']]).toEqual([424, 0]);
    twin.script({ behaviour: { kind: 'answer', text: 'x', tokens: 2_500 } });
    expect((await chat(`${twin.url}/endpoints/aix-k1/invocations`, hello)).status).toBe(200);
  });

  it('a stream past eight minutes ends in ModelInvocationTimeExceeded', async () => {
    const session = await startSession({ store: false });
    others.push(session);
    session.twin.script({ behaviour: { kind: 'answer', text: '보고서 문장입니다. '.repeat(40), tokens: 60_000 } });
    await expect(session.k1.complete(requestOf({ maxTokens: 5_000 }), { recorder: session.recorder })).rejects.toMatchObject({
      code: 'model-failed',
      context: { kind: 'stream-time-exceeded' },
    });
  });

  it('takes the time of a real endpoint times the factor', async () => {
    const paced = await another({ timingFactor: 0.01 });
    paced.script({ behaviour: { kind: 'answer', text: 'x', tokens: 1_000 } });
    const before = performance.now();
    await chat(`${paced.url}/endpoints/aix-k1/invocations`, hello);
    // 0.3 s and 1,000 steps of 14.7 ms, a hundredth of it.
    expect(performance.now() - before).toBeGreaterThan(145);
  });
});

describe('its controls', () => {
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${twin.url}/__twin${path}`, { method: 'POST', headers, body: JSON.stringify(body) });

  it('script, sleep, wake and calls work over HTTP', async () => {
    expect((await post('/script', [{ behaviour: { kind: 'status', status: 502 }, match: { contains: 'only-this' } }])).status).toBe(200);
    expect((await chat(`${twin.url}/v1/chat/completions`, hello)).status).toBe(200);
    const only = { ...hello, messages: [{ role: 'user', content: 'only-this' }] };
    expect((await chat(`${twin.url}/v1/chat/completions`, only)).status).toBe(502);
    expect((await chat(`${twin.url}/v1/chat/completions`, only)).status).toBe(200);
    await post('/sleep', {});
    expect((await chat(`${twin.url}/v1/chat/completions`, hello)).status).toBe(503);
    await post('/wake', {});
    expect((await chat(`${twin.url}/v1/chat/completions`, hello)).status).toBe(200);
    const calls = (await (await fetch(`${twin.url}/__twin/calls`)).json()) as { accepted: boolean }[];
    expect(calls.slice(-3).map(({ accepted }) => accepted)).toEqual([true, false, true]);
  });

  it('a header names the behaviour of one call', async () => {
    expect((await chat(`${twin.url}/v1/chat/completions`, hello, { 'x-aix-twin': 'throttle' })).status).toBe(429);
    expect((await chat(`${twin.url}/v1/chat/completions`, hello, { 'x-aix-twin': '{"kind":"status","status":418}' })).status).toBe(418);
  });

  it.each([['{"behaviour":{"kind":"explode"}}'], ['[1]'], ['nonsense']])('refuses the script %s with a sentence', async (body) => {
    const response = await fetch(`${twin.url}/__twin/script`, { method: 'POST', body });
    expect(response.status).toBe(422);
    expect(await response.text()).toMatch(/behaviour/);
  });

  it('answers no web page, and no other host name', async () => {
    expect((await post('/sleep', {}, { origin: 'https://example.com' })).status).toBe(403);
    // A name that was made to point here (DNS rebinding) shows in Host.
    const status = await new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: twin.port, path: '/__twin/calls', headers: { host: 'evil.example' } }, (response) =>
        resolve(response.statusCode),
      );
      sent.on('error', reject);
      sent.end();
    });
    expect(status).toBe(403);
  });
});

describe('a real model behind it', () => {
  it("gets the call, and its answers are not marked as a stand-in's", async () => {
    const bodies: string[] = [];
    const chunks = [
      'data: {"choices":[{"index":0,"delta":{"content":"진짜 "},"finish_reason":null}]}\n\n',
      'data: {"choices":[{"index":0,"delta":{"content":"답"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
    ];
    const fetchReal: typeof fetch = (url, init) => {
      if (String(url as string).endsWith('/models')) return Promise.resolve(Response.json({ data: [{ id: 'small-model' }] }));
      const body = typeof init?.body === 'string' ? init.body : '';
      bodies.push(body);
      const streamed = (JSON.parse(body) as { stream?: boolean }).stream === true;
      const whole = JSON.stringify({
        choices: [{ index: 0, message: { content: '진짜 답' }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 5, completion_tokens: 3 },
      });
      return Promise.resolve(new Response(streamed ? new Blob(chunks).stream() : whole, { status: 200 }));
    };
    const session = await startSession({ twin: { upstream: 'http://127.0.0.1:9/v1', fetch: fetchReal } });
    others.push(session);
    for (const maxTokens of [800, 5_000, 20_000]) {
      expect(await session.k1.complete(requestOf({ maxTokens }))).toMatchObject({ text: '진짜 답', standIn: false });
    }
    // It is asked under the name that it serves, not under ours.
    expect(bodies.map((body) => (JSON.parse(body) as { model: string }).model)).toEqual(['small-model', 'small-model', 'small-model']);
    expect(session.twin.calls().every(({ standIn }) => !standIn)).toBe(true);
  });

  it("that cannot be reached or fails is told as the container's failure", async () => {
    const session = await startSession({ twin: { upstream: 'http://127.0.0.1:9/v1' } });
    others.push(session);
    await expect(session.k1.complete(requestOf())).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  });
});
