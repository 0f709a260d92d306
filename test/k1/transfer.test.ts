// One transfer by itself: whatever ends it, the wire is told to end too.
import { describe, expect, it } from 'vitest';
import { createCompletionReader } from '../../workflows/k1/completion-reader.ts';
import { DEFAULT_LIMITS } from '../../workflows/k1/limits.ts';
import { profileById } from '../../workflows/k1/profiles.ts';
import { runTransfer } from '../../workflows/k1/transfer.ts';
import type { ModelTransport } from '../../workflows/k1/transport.ts';

const profile = profileById('k1');
const event = (content: string, finish: string | null = null) =>
  new TextEncoder().encode(`data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: finish }] })}\n\n`);

/** Runs a stream of these chunks and answers the signal that the wire got. */
async function run(chunks: () => AsyncIterable<Uint8Array>, limits = {}) {
  let signal: AbortSignal | undefined;
  const transport: ModelTransport = {
    invoke: () => Promise.reject(new Error('not asked for')),
    stream(call) {
      signal = call.signal;
      return Promise.resolve(chunks());
    },
  };
  const reader = createCompletionReader({ profile, thinking: false, tools: [], maxCharacters: 50_000 });
  const result = runTransfer({
    transport,
    path: 'stream',
    streamed: true,
    call: { profile, body: new Uint8Array(), inferenceId: 'i' },
    limits: { ...DEFAULT_LIMITS, ...limits },
    parent: undefined,
    reader,
    onArrival: () => undefined,
  });
  const settled = await result.then(
    (answer) => answer.text,
    (error: unknown) => error,
  );
  return { settled, signal };
}

async function* endless(content: (turn: number) => string): AsyncGenerator<Uint8Array, void> {
  for (let turn = 0; ; turn += 1) {
    yield event(content(turn));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a transfer', () => {
  it('ends the wire after a good answer, also when the server keeps the connection open', async () => {
    async function* open(): AsyncGenerator<Uint8Array, void> {
      yield event('답', 'stop');
      yield new TextEncoder().encode('data: [DONE]\n\n');
      await new Promise(() => undefined);
    }
    const { settled, signal } = await run(open);
    expect([settled, signal?.aborted]).toEqual(['답', true]);
  });

  it('ends the wire of a model in a loop', async () => {
    const { settled, signal } = await run(() => endless(() => '확인합니다. '));
    expect(settled).toMatchObject({ kind: 'repeating-answer', partialText: expect.stringContaining('확인합니다.') as string });
    expect(signal?.aborted).toBe(true);
  });

  it('ends the wire of a model whose thinking loops', async () => {
    async function* loop(): AsyncGenerator<Uint8Array, void> {
      for (;;) {
        yield new TextEncoder().encode(`data: ${JSON.stringify({ choices: [{ delta: { reasoning: '다시 생각해 보면, ' } }] })}\n\n`);
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    const { settled, signal } = await run(loop);
    expect(settled).toMatchObject({ kind: 'repeating-answer' });
    expect(signal?.aborted).toBe(true);
  });

  it('ends the wire of an endless answer by its size', async () => {
    const { settled, signal } = await run(() => endless((turn) => `문장 ${turn}. `.repeat(50)));
    expect(settled).toMatchObject({ kind: 'answer-too-large' });
    expect(signal?.aborted).toBe(true);
  });

  it('ends the wire of a slow endless answer by its time', async () => {
    const { settled, signal } = await run(() => endless((turn) => `${turn}`), { streamMilliseconds: 50 });
    expect(settled).toMatchObject({ kind: 'stream-time-exceeded' });
    expect(signal?.aborted).toBe(true);
  });

  it('ends the wire that falls silent', async () => {
    async function* silent(): AsyncGenerator<Uint8Array, void> {
      yield event('처음');
      await new Promise(() => undefined);
    }
    const { settled, signal } = await run(silent, { idleMilliseconds: 30 });
    expect(settled).toMatchObject({ kind: 'stream-broken', partialText: '처음' });
    expect(signal?.aborted).toBe(true);
  });

  it('that ends without a finish reason is broken, with what had come', async () => {
    async function* early(): AsyncGenerator<Uint8Array, void> {
      yield event('반만');
    }
    expect((await run(early)).settled).toMatchObject({ kind: 'stream-broken', partialText: '반만' });
  });
});
