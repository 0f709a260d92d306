// Tool calls and thoughts as tags within the text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHermesText } from '../../workflows/k1/hermes-text.ts';
import { readToolCall } from '../../workflows/k1/tool-call.ts';

const all = { thinking: true, tools: true };
const tools = [{ name: 'find-lot', description: '', parameters: true }] as const;

describe('hermes text', () => {
  it('takes calls out of the text and keeps the rest', () => {
    const read = readHermesText(
      '먼저 찾겠습니다.\n<tool_call>\n{"name":"find-lot","arguments":{"lot":"가"}}\n</tool_call>\n<tool_call>{"name":"b","arguments":{}}</tool_call>',
      all,
    );
    expect(read.text).toBe('먼저 찾겠습니다.');
    expect(read.calls).toEqual(['{"name":"find-lot","arguments":{"lot":"가"}}', '{"name":"b","arguments":{}}']);
  });

  it('reads a call whose closing tag was cut off', () => {
    expect(readHermesText('<tool_call>{"name":"find-lot","arguments":{}}', all).calls).toEqual(['{"name":"find-lot","arguments":{}}']);
  });

  it.each([
    ['<think>생각</think>답', { text: '답', reasoning: '생각' }],
    ['생각</think>\n답', { text: '답', reasoning: '생각' }],
    ['<think>끝나지 않은', { text: '', reasoning: '끝나지 않은' }],
    ['그냥 답', { text: '그냥 답', reasoning: undefined }],
  ])('splits the thought of %j', (text, expected) => {
    expect(readHermesText(text, all)).toMatchObject(expected);
  });

  it('leaves tags alone where neither was asked for', () => {
    const text = '문서에 <tool_call>{}</tool_call>과 <think>가 있습니다.';
    expect(readHermesText(text, { thinking: false, tools: false })).toEqual({ text, reasoning: undefined, calls: [] });
  });

  it('ends for any text and loses no call', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('<tool_call>', '</tool_call>', '<think>', '</think>', '{}', 'x', '가'), { maxLength: 30 }),
        (pieces) => {
          const text = pieces.join('');
          const opened = readHermesText(text, { thinking: false, tools: true }).calls.length;
          expect(opened).toBeLessThanOrEqual(pieces.filter((piece) => piece === '<tool_call>').length);
        },
      ),
    );
  });
});

describe('tool calls from text', () => {
  it.each([
    ['{"name":"find-lot","arguments":{"lot":"1"}}', { name: 'find-lot', arguments: { lot: '1' } }],
    ['{"name":"find-lot","parameters":{"lot":"1"}}', { name: 'find-lot', arguments: { lot: '1' } }],
    ['{"name":"find-lot","arguments":"{\\"lot\\":\\"1\\"}"}', { name: 'find-lot', arguments: { lot: '1' } }],
  ])('reads %s', (json, expected) => {
    const call = readToolCall({ id: 't', name: '', argumentsText: json }, 'hermes-text', tools);
    expect(call).toMatchObject(expected);
    expect(call.problem).toBeUndefined();
  });

  it.each([
    ['{"name":"send-mail","arguments":{}}', 'was not offered'],
    ['find the lot', 'no JSON'],
    ['{"name":"find-lot","arguments":"x"}', 'not JSON'],
    ['{"name":"find-lot","arguments":[1]}', 'no JSON object'],
  ])('marks %s as not to be carried out', (json, problem) => {
    expect(readToolCall({ id: 't', name: '', argumentsText: json }, 'hermes-text', tools).problem).toContain(problem);
  });
});
