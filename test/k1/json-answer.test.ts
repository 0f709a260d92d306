// JSON out of a model's text: tolerant in finding, strict in holding.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson, readJsonAnswer, withoutForbiddenKeys } from '../../workflows/k1/json-answer.ts';
import { VERDICT_SCHEMA } from './twin-session.ts';

const good = { verdict: 'accept', reason: '정상' };

describe('finding the JSON', () => {
  it.each([
    ['bare', JSON.stringify(good)],
    ['with blank lines around', `\n\n ${JSON.stringify(good)}\n`],
    ['in a fence', `\`\`\`json\n${JSON.stringify(good)}\n\`\`\``],
    ['in a fence with talk around it', `답은 다음과 같습니다.\n\`\`\`\n${JSON.stringify(good)}\n\`\`\`\n감사합니다.`],
    ['in the last of two fences', `\`\`\`\n{"draft"\n\`\`\`\n\`\`\`json\n${JSON.stringify(good)}\n\`\`\``],
    ['within a sentence', `Sure! ${JSON.stringify(good)} Let me know.`],
    ['in a fence that was cut off', `\`\`\`json\n${JSON.stringify(good)}`],
  ])('%s', (_name, text) => {
    expect(readJsonAnswer(text, VERDICT_SCHEMA)).toEqual({ ok: true, value: good });
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['no json here', 'not JSON'],
    ['{"verdict":"accept"', 'not JSON'],
  ])('says of %j that it is %s', (text, words) => {
    expect(readJsonAnswer(text, VERDICT_SCHEMA)).toMatchObject({ ok: false, errors: [expect.stringContaining(words)] });
  });
});

describe('holding the schema', () => {
  it('names the place and the fault', () => {
    const read = readJsonAnswer('{"verdict":"maybe","reason":5}', VERDICT_SCHEMA);
    expect(read).toMatchObject({ ok: false });
    expect(read.ok ? '' : read.errors.join('\n')).toMatch(/\/verdict[\s\S]*\/reason/);
  });

  it('drops members that nobody declared, at any depth', () => {
    const schema = {
      type: 'object',
      properties: { lot: { $ref: '#/$defs/lot' }, list: { type: 'array', items: { $ref: '#/$defs/lot' } } },
      $defs: { lot: { type: 'object', properties: { id: { type: 'string' } } } },
    } as const;
    const text = '{"lot":{"id":"1","evil":1},"list":[{"id":"2","evil":1}],"approved":true}';
    expect(readJsonAnswer(text, schema)).toEqual({ ok: true, value: { lot: { id: '1' }, list: [{ id: '2' }] } });
  });

  it('keeps members where the schema welcomes more, or declares none', () => {
    const open = { type: 'object', properties: { a: {} }, additionalProperties: { type: 'number' } } as const;
    expect(readJsonAnswer('{"a":1,"b":2}', open)).toEqual({ ok: true, value: { a: 1, b: 2 } });
    expect(readJsonAnswer('{"a":1}', { type: 'object' })).toEqual({ ok: true, value: { a: 1 } });
  });

  it('keeps members declared in any branch of allOf, anyOf, oneOf and if', () => {
    const schema = {
      properties: { a: {} },
      allOf: [{ properties: { b: {} } }],
      anyOf: [{ properties: { c: {} } }, { properties: { d: {} } }],
    } as const;
    expect(readJsonAnswer('{"a":1,"b":2,"c":3,"d":4,"e":5}', schema)).toEqual({ ok: true, value: { a: 1, b: 2, c: 3, d: 4 } });
  });

  it('a pattern that would take for ever elsewhere takes a moment here', () => {
    const schema = { type: 'string', pattern: '^(a+)+$' } as const;
    expect(readJsonAnswer(JSON.stringify(`${'a'.repeat(20_000)}!`), schema)).toMatchObject({ ok: false });
  });

  it('never lets __proto__, constructor or prototype through', () => {
    const schema = { type: 'object', additionalProperties: true } as const;
    const read = readJsonAnswer('{"a":{"__proto__":{"polluted":1}},"constructor":{"prototype":{"polluted":1}},"b":1}', schema);
    expect(read).toEqual({ ok: true, value: { a: {}, b: 1 } });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('copies any JSON unchanged but for the forbidden keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const parsed = parseJson(JSON.stringify(value));
        if (!parsed.ok) throw new Error(parsed.reason);
        const forbidden = new Set(['__proto__', 'constructor', 'prototype']);
        const expected: unknown = JSON.parse(JSON.stringify(value), (key, member: unknown) => (forbidden.has(key) ? undefined : member));
        expect(withoutForbiddenKeys(parsed.value)).toEqual(expected);
      }),
    );
  });
});
