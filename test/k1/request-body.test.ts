// What is asked on the wire.
import { describe, expect, it } from 'vitest';
import { profileById } from '../../workflows/k1/profiles.ts';
import { estimateTokens, promptHashOf, requestBody } from '../../workflows/k1/request-body.ts';
import { requestOf, VERDICT_SCHEMA } from './twin-session.ts';

const k1 = profileById('k1');
const tools = [{ name: 'find-lot', description: '로트를 찾습니다', parameters: { type: 'object' } }];

describe('the body', () => {
  it.each([
    ['request', true, true],
    ['request', false, false],
    ['on', false, true],
    ['off', true, false],
  ] as const)('always says whether to think: profile %s, request %s', (thinking, asked, sent) => {
    const body = requestBody({ ...k1, thinking }, requestOf({ thinking: asked }), false);
    expect(body['chat_template_kwargs']).toEqual({ enable_thinking: sent });
    expect([body['temperature'], body['top_p']]).toEqual(sent ? [0.6, 0.95] : [0.2, 0.95]);
  });

  it('takes sampling from the request where given, zero too', () => {
    expect(requestBody(k1, requestOf({ temperature: 0, topP: 1 }), false)).toMatchObject({ temperature: 0, top_p: 1 });
  });

  it('asks for usage in a stream, and for no stream otherwise', () => {
    expect(requestBody(k1, requestOf(), true)).toMatchObject({ stream: true, stream_options: { include_usage: true } });
    expect(requestBody(k1, requestOf(), false)).not.toHaveProperty('stream');
  });

  it('sends the schema to engines that take it, but never beside tools, whose calls it would forbid', () => {
    expect(requestBody(k1, requestOf({ schema: VERDICT_SCHEMA }), false)).toMatchObject({
      response_format: { json_schema: { schema: VERDICT_SCHEMA } },
    });
    expect(requestBody(profileById('local'), requestOf({ schema: VERDICT_SCHEMA }), false)).not.toHaveProperty('response_format');
    const both = requestBody(k1, requestOf({ schema: VERDICT_SCHEMA, tools }), false);
    expect(both).toMatchObject({ tool_choice: 'auto', tools: [{ type: 'function', function: { name: 'find-lot' } }] });
    expect(both).not.toHaveProperty('response_format');
  });

  it('carries tool calls and their answers back as the wire wants them', () => {
    const messages = [
      { role: 'assistant' as const, content: '', toolCalls: [{ id: 'c1', name: 'find-lot', argumentsText: '{"lot":"1"}' }] },
      { role: 'tool' as const, content: '{"found":true}', toolCallId: 'c1' },
    ];
    expect(requestBody(k1, requestOf({ messages }), false)['messages']).toEqual([
      {
        role: 'assistant',
        content: '',
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'find-lot', arguments: '{"lot":"1"}' } }],
      },
      { role: 'tool', content: '{"found":true}', tool_call_id: 'c1' },
    ]);
  });
});

describe('the hash of a question', () => {
  it('is that of what is asked, not of who is asked or which step asks', () => {
    const hash = promptHashOf(requestOf());
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(promptHashOf(requestOf({ profile: 'k2', stepKey: 'other', fallbackProfile: 'student' }))).toBe(hash);
  });

  it.each([
    { messages: [{ role: 'user' as const, content: '다른 질문' }] },
    { schema: VERDICT_SCHEMA },
    { tools },
    { thinking: true },
    { maxTokens: 801 },
    { temperature: 0 },
    { topP: 0.5 },
  ])('changes with %j', (change) => {
    expect(promptHashOf(requestOf(change))).not.toBe(promptHashOf(requestOf()));
  });
});

describe('an estimate of tokens', () => {
  it.each([
    ['', 0],
    ['The lot was accepted.', 6],
    ['합격입니다', 4],
  ])('of %j is %i', (text, tokens) => {
    expect(estimateTokens(text)).toBe(tokens);
  });
});
