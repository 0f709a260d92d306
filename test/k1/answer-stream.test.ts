// Streams as messages: whatever way bytes are split, the same messages come out.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMessages } from '../../workflows/k1/answer-stream.ts';
import { createCompletionReader } from '../../workflows/k1/completion-reader.ts';
import { profileById } from '../../workflows/k1/profiles.ts';

const encoder = new TextEncoder();
const KOREAN = '로트 AB123456은 관리도 7번째 점에서 관리 한계를 벗어났습니다. 🏭 확인이 필요합니다.';

async function* parts(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array, void> {
  let from = 0;
  for (const cut of [...cuts, bytes.byteLength]) {
    if (cut > from) yield bytes.subarray(from, cut);
    from = Math.max(from, cut);
  }
}

async function messagesOf(bytes: Uint8Array, cuts: readonly number[] = [], maxBytes = 10_000_000): Promise<unknown[]> {
  const out: unknown[] = [];
  for await (const message of readMessages(parts(bytes, cuts), { maxBytes })) out.push(message);
  return out;
}

function chunk(content: string): string {
  return JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
}

describe('server-sent events', () => {
  const stream = encoder.encode(`${Array.from(KOREAN, (character) => `data: ${chunk(character)}\n\n`).join('')}data: [DONE]\n\n`);

  it('reads a Korean text split at every byte offset', async () => {
    const whole = await messagesOf(stream);
    expect(whole).toHaveLength(Array.from(KOREAN).length);
    for (let offset = 1; offset < stream.byteLength; offset += 1) {
      const split = await messagesOf(stream, [offset]);
      if (JSON.stringify(split) !== JSON.stringify(whole)) expect.fail(`differs when cut at byte ${offset}`);
    }
  });

  it('reads any text in any pieces as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 8 }),
        fc.array(fc.nat(4_000), { maxLength: 40 }),
        fc.constantFrom('\n', '\r\n'),
        async (texts, cuts, newline) => {
          const bytes = encoder.encode(texts.map((text) => `data: ${chunk(text)}${newline}${newline}`).join(''));
          const sorted = [...cuts].sort((a, b) => a - b);
          expect(await messagesOf(bytes, sorted)).toEqual(texts.map((text) => JSON.parse(chunk(text)) as unknown));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('ignores comments and other fields, joins data lines, and needs no last newline', async () => {
    const bytes = encoder.encode(': keep-alive\n\nevent: delta\nid: 3\ndata: {"a":\ndata: 1}\n\nretry: 5\ndata:{"b":2}');
    expect(await messagesOf(bytes)).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it('reads JSON lines of older servers', async () => {
    expect(await messagesOf(encoder.encode('{"a":1}\n{"b":"가"}\n'), [9, 15, 16])).toEqual([{ a: 1 }, { b: '가' }]);
  });

  it('reads nothing past [DONE]', async () => {
    expect(await messagesOf(encoder.encode('data: {"a":1}\n\ndata: [DONE]\n\ndata: {"b":2}\n\n'))).toEqual([{ a: 1 }]);
  });

  it('refuses a message that is not JSON as unreadable', async () => {
    await expect(messagesOf(encoder.encode('data: <html>\n\n'))).rejects.toMatchObject({ kind: 'unreadable-answer' });
  });

  it('stops an endless stream at its cap', async () => {
    async function* endless(): AsyncGenerator<Uint8Array, void> {
      for (;;) yield encoder.encode(`data: ${chunk('x')}\n\n`);
    }
    const read = async () => {
      let count = 0;
      for await (const _message of readMessages(endless(), { maxBytes: 50_000 })) count += 1;
      return count;
    };
    await expect(read()).rejects.toMatchObject({ kind: 'answer-too-large' });
  });
});

describe('reading completions', () => {
  const options = {
    profile: profileById('k1'),
    thinking: true,
    tools: [{ name: 'find-lot', description: '', parameters: true }],
    maxCharacters: 1_000,
  };

  it.each(['reasoning', 'reasoning_content'])('keeps %s apart from the text', (field) => {
    const reader = createCompletionReader(options);
    reader.take({ choices: [{ delta: { [field]: '생각' } }] });
    reader.take({ choices: [{ delta: { [field]: ' 중' } }] });
    reader.take({ choices: [{ delta: { content: '답' }, finish_reason: 'stop' }] });
    expect(reader.result()).toMatchObject({ text: '답', reasoning: '생각 중', finishReason: 'stop' });
  });

  it('puts streamed tool calls together from their pieces', () => {
    const reader = createCompletionReader(options);
    reader.take({ choices: [{ delta: { tool_calls: [{ index: 0, id: 'c1', function: { name: 'find-lot', arguments: '{"lot' } }] } }] });
    reader.take({ choices: [{ delta: { tool_calls: [{ index: 0, function: { arguments: '":"AB123456"}' } }] } }] });
    reader.take({ choices: [{ delta: { tool_calls: [{ index: 1, id: 'c2', function: { name: 'erase-all', arguments: '{}' } }] } }] });
    reader.take({ choices: [{ delta: {}, finish_reason: 'tool_calls' }] });
    const [first, second] = reader.result().toolCalls;
    expect(first).toMatchObject({ id: 'c1', name: 'find-lot', arguments: { lot: 'AB123456' }, source: 'tool_calls' });
    expect(first?.problem).toBeUndefined();
    expect(second).toMatchObject({ name: 'erase-all', problem: expect.stringContaining('was not offered') as string });
  });

  it('keeps at most 64 tool calls and none at a wild index', () => {
    const reader = createCompletionReader(options);
    const calls = Array.from({ length: 1_000 }, (_, index) => ({
      index,
      id: `c${index}`,
      function: { name: 'find-lot', arguments: '{}' },
    }));
    reader.take({ choices: [{ delta: { tool_calls: calls } }] });
    reader.take({ choices: [{ delta: { tool_calls: [{ index: 1e9, function: { name: 'x' } }] } }] });
    expect(reader.result().toolCalls).toHaveLength(64);
  });

  it('drops keys that could reach a prototype from tool arguments', () => {
    const reader = createCompletionReader(options);
    reader.take({
      choices: [
        {
          message: { tool_calls: [{ id: 'a', function: { name: 'find-lot', arguments: '{"__proto__":{"admin":true},"lot":"1"}' } }] },
          finish_reason: 'stop',
        },
      ],
    });
    expect(reader.result().toolCalls[0]?.arguments).toEqual({ lot: '1' });
    expect(Object.getPrototypeOf(reader.result().toolCalls[0]?.arguments)).toBe(Object.prototype);
  });

  it('stops when more comes than was asked for, with what came', () => {
    const reader = createCompletionReader(options);
    expect(() => reader.take({ choices: [{ delta: { content: '가'.repeat(1_001) } }] })).toThrow(
      expect.objectContaining({ kind: 'answer-too-large', partialText: '가'.repeat(1_001) }),
    );
  });

  it.each([[null], ['text'], [42], [[]]])('refuses %j as no message', (message) => {
    expect(() => createCompletionReader(options).take(message)).toThrow(expect.objectContaining({ kind: 'unreadable-answer' }));
  });

  it.each([
    {},
    { choices: 'x' },
    { choices: [null] },
    { choices: [{ delta: { content: 4, tool_calls: [7, null] } }] },
    { usage: { prompt_tokens: -1, completion_tokens: 'many' } },
  ])('takes nothing from the odd shape %j and does not fall over', (message) => {
    const reader = createCompletionReader(options);
    reader.take(message);
    expect(reader.result()).toMatchObject({ text: '', toolCalls: [] });
  });

  it("tells an error inside the stream as the server's failure", () => {
    expect(() => createCompletionReader(options).take({ error: { message: 'CUDA out of memory', code: 500 } })).toThrow(
      expect.objectContaining({ kind: 'model-5xx' }),
    );
  });
});
