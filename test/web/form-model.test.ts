import { describe, expect, it } from 'vitest';
import { formModel } from '../../functions/web/form/form-model.ts';
import type { JsonSchema } from '../../workflows/definition/json.ts';

const widgets = (schema: JsonSchema) => Object.fromEntries(formModel(schema, {}, 'en').map((field) => [field.key, field.widget]));

describe('the fields of a form', () => {
  it('take their widget from the schema', () => {
    expect(
      widgets({
        type: 'object',
        properties: {
          line: { type: 'string' },
          long: { type: 'string', maxLength: 500 },
          markdown: { type: 'string', contentMediaType: 'text/markdown' },
          day: { type: 'string', format: 'date' },
          moment: { type: 'string', format: 'date-time' },
          count: { type: 'integer' },
          maybe: { type: ['number', 'null'] },
          verdict: { type: 'boolean' },
          few: { enum: ['a', 'b'] },
          many: { enum: ['1', '2', '3', '4', '5', '6'] },
          titled: { oneOf: [{ const: 'x', title: 'X' }, { const: 'y' }] },
          chips: { type: 'array', uniqueItems: true, items: { enum: ['a', 'b'] } },
          samples: { type: 'array', items: { type: 'number' } },
          names: { type: 'array', items: { type: 'string' } },
          rows: { type: 'array', items: { type: 'object', properties: { code: { type: 'string' } } } },
          part: { type: 'object', properties: { code: { type: 'string' } } },
          fixed: { const: 3 },
          anything: {},
          tuple: { type: 'array', prefixItems: [{ type: 'number' }] },
        },
      }),
    ).toEqual({
      line: 'line',
      long: 'text',
      markdown: 'text',
      day: 'date',
      moment: 'date-time',
      count: 'number',
      maybe: 'number',
      verdict: 'ok-ng',
      few: 'choice',
      many: 'select',
      titled: 'choice',
      chips: 'chips',
      samples: 'samples',
      names: 'lines',
      rows: 'rows',
      part: 'object',
      fixed: 'fixed',
      anything: 'json',
      tuple: 'json',
    });
  });

  it('follow references and allOf, and survive a schema that refers to itself', () => {
    const schema: JsonSchema = {
      $defs: {
        lot: { type: 'string', maxLength: 8 },
        node: { type: 'object', properties: { child: { $ref: '#/$defs/node' } } },
        loop: { $ref: '#/$defs/loop' },
      },
      allOf: [{ properties: { lot: { $ref: '#/$defs/lot' } }, required: ['lot'] }],
      properties: { tree: { $ref: '#/$defs/node' }, loop: { $ref: '#/$defs/loop' } },
    };
    const fields = formModel(schema, {}, 'ko');
    expect(fields.find((field) => field.key === 'lot')).toMatchObject({ required: true, maxLength: 8 });
    expect(fields.map((field) => field.key).sort()).toEqual(['loop', 'lot', 'tree']);
  });

  it('offer what only some branch names, and no field twice', () => {
    const schema: JsonSchema = {
      type: 'object',
      properties: { verdict: { enum: ['ok', 'ng'] }, size: { type: 'number' } },
      if: { properties: { verdict: { const: 'ng' } } },
      // oxlint-disable-next-line unicorn/no-thenable
      then: { properties: { reason: { type: 'string' }, size: { minimum: 3 } }, required: ['reason'] },
      else: { properties: { grade: { enum: ['A', 'B'] } } },
      dependentSchemas: { size: { properties: { unit: { type: 'string' } } } },
      anyOf: [{ properties: { left: { type: 'number' } } }, { required: ['size'] }],
    };
    expect(widgets(schema)).toEqual({ verdict: 'choice', size: 'number', reason: 'line', grade: 'choice', unit: 'line', left: 'number' });
    expect(formModel(schema, {}, 'ko').filter((field) => field.required)).toEqual([]);
  });

  it('are labelled, ordered and limited by ui, by name or pointer, and fall back visibly', () => {
    const schema: JsonSchema = {
      properties: { b: { type: 'number' }, a: { type: 'object', properties: { deep: { type: 'string' } } }, plainName: { type: 'string' } },
    };
    const fields = formModel(
      schema,
      { b: { order: 2, unit: 'mm', lsl: 1, usl: 2, label: { en: 'Width' } }, '/a/deep': { label: { ko: '깊이' } }, a: { order: 1 } },
      'ko',
    );
    expect(fields.map((field) => [field.key, field.label])).toEqual([
      ['a', 'A'],
      ['b', 'Width'],
      ['plainName', 'Plain name'],
    ]);
    expect(fields[0]?.fields?.[0]?.label).toBe('깊이');
    expect(fields[1]).toMatchObject({ unit: 'mm', lsl: 1, usl: 2 });
  });

  it('never take a name that reaches into prototypes', () => {
    const schema = JSON.parse(
      '{"properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"},"ok":{"type":"string"}}}',
    ) as JsonSchema;
    expect(Object.keys(widgets(schema))).toEqual(['ok']);
  });
});
