// One suite for both validators: the one of the runs and the one of the doors must come to the same verdicts, codes and words.
// oxlint-disable unicorn/no-thenable -- `then` is a keyword of JSON Schema
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSchemaValidator } from '../../functions/shared/ajv-validator.ts';
import type { JsonSchema } from '../../workflows/definition/json.ts';
import { validateInstance } from '../../workflows/definition/schema-instance.ts';

interface Case {
  readonly schema: JsonSchema;
  readonly value: unknown;
  /** "code path", none when it fits. */
  readonly issues: readonly string[];
}

const lot: JsonSchema = {
  type: 'object',
  required: ['lotNumber', 'lotSize', 'thickness'],
  additionalProperties: false,
  properties: {
    lotNumber: { type: 'string', pattern: '^[A-Z]{2}[0-9]{6}$' },
    lotSize: { type: 'integer', minimum: 1 },
    thickness: { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 5 },
    note: { type: 'string', minLength: 2, maxLength: 3 },
  },
};
const shape: JsonSchema = {
  oneOf: [
    { type: 'object', required: ['kind', 'radius'], properties: { kind: { const: 'circle' }, radius: { type: 'number' } } },
    { type: 'object', required: ['kind', 'side'], properties: { kind: { const: 'square' }, side: { type: 'number' } } },
  ],
};
const tree: JsonSchema = {
  $defs: { node: { type: 'object', properties: { next: { $ref: '#/$defs/node' }, value: { type: 'integer' } } } },
  $ref: '#/$defs/node',
};

const CASES: readonly Case[] = [
  { schema: lot, value: { lotNumber: 'AB123456', lotSize: 5, thickness: [1, 2] }, issues: [] },
  { schema: lot, value: {}, issues: ['required ', 'required ', 'required '] },
  {
    schema: lot,
    value: { lotNumber: 'ab1', lotSize: 0.5, thickness: [1, 'x'], nota: '' },
    issues: ['pattern /lotNumber', 'type /lotSize', 'minimum /lotSize', 'type /thickness/1', 'unknown-field /nota'],
  },
  { schema: lot, value: { lotNumber: 'AB123456', lotSize: 1, thickness: [1] }, issues: ['min-items /thickness'] },
  { schema: lot, value: { lotNumber: 'AB123456', lotSize: 1, thickness: [1, 2, 3, 4, 5, 6] }, issues: ['max-items /thickness'] },
  { schema: lot, value: { lotNumber: 'AB123456', lotSize: 1.0, thickness: [1, 2], note: '가' }, issues: ['min-length /note'] },
  { schema: { maxLength: 3 }, value: '👷👷👷', issues: [] },
  { schema: { maxLength: 3 }, value: '👷👷👷👷', issues: ['max-length '] },
  { schema: lot, value: null, issues: ['type '] },
  { schema: { type: ['string', 'null'] }, value: null, issues: [] },
  { schema: { type: ['string', 'null'] }, value: 3, issues: ['type '] },
  { schema: { type: 'integer' }, value: 1e300, issues: [] },
  { schema: { multipleOf: 0.01 }, value: 4.35, issues: [] },
  { schema: { multipleOf: 0.1 }, value: 0.3, issues: [] },
  { schema: { multipleOf: 0.01 }, value: 4.355, issues: ['multiple-of '] },
  { schema: { exclusiveMinimum: 0, exclusiveMaximum: 1 }, value: 0, issues: ['exclusive-minimum '] },
  { schema: { exclusiveMinimum: 0, exclusiveMaximum: 1 }, value: 1, issues: ['exclusive-maximum '] },
  { schema: { maximum: 2 }, value: 3, issues: ['maximum '] },
  { schema: { enum: ['a', 1, null, { b: [1] }] }, value: { b: [1] }, issues: [] },
  { schema: { enum: ['a', 1] }, value: '1', issues: ['enum '] },
  { schema: { const: { a: 1, b: 2 } }, value: { b: 2, a: 1 }, issues: [] },
  { schema: { const: 1 }, value: true, issues: ['const '] },
  { schema: { uniqueItems: true }, value: [1, '1', { a: 1, b: 2 }, { b: 2, a: 1 }], issues: ['unique-items '] },
  { schema: { uniqueItems: true }, value: [1, '1', true, null, [1], [2]], issues: [] },
  { schema: { minProperties: 1, maxProperties: 2 }, value: {}, issues: ['min-properties '] },
  { schema: { minProperties: 1, maxProperties: 2 }, value: { a: 1, b: 1, c: 1 }, issues: ['max-properties '] },
  { schema: shape, value: { kind: 'circle', radius: 'x' }, issues: ['type /radius'] },
  { schema: shape, value: { kind: 'square' }, issues: ['required '] },
  { schema: shape, value: { kind: 'line' }, issues: ['one-of '] },
  { schema: { oneOf: [{ type: 'number' }, { minimum: 2 }] }, value: 3, issues: ['one-of '] },
  { schema: { anyOf: [{ type: 'string' }, { type: 'number', minimum: 5 }] }, value: 3, issues: ['minimum '] },
  { schema: { anyOf: [{ minimum: 5 }, { maximum: 1 }] }, value: 3, issues: ['any-of '] },
  { schema: { allOf: [{ minimum: 5 }, { maximum: 1 }] }, value: 3, issues: ['minimum ', 'maximum '] },
  { schema: { not: { type: 'string' } }, value: 'x', issues: ['not '] },
  {
    schema: { if: { properties: { ng: { const: true } }, required: ['ng'] }, then: { required: ['reason'] } },
    value: { ng: true },
    issues: ['required '],
  },
  {
    schema: { if: { properties: { ng: { const: true } }, required: ['ng'] }, then: { required: ['reason'] } },
    value: { ng: false },
    issues: [],
  },
  { schema: { if: { minimum: 5 }, else: { maximum: 2 } }, value: 3, issues: ['maximum '] },
  { schema: { dependentRequired: { a: ['b'] } }, value: { a: 1 }, issues: ['required '] },
  { schema: { dependentSchemas: { a: { required: ['c'] } } }, value: { a: 1 }, issues: ['required '] },
  { schema: { propertyNames: { pattern: '^[a-z]+$' } }, value: { A1: 1 }, issues: ['property-names /A1'] },
  {
    schema: { patternProperties: { '^x': { type: 'number' } }, additionalProperties: false },
    value: { x1: 'a', y: 1 },
    issues: ['type /x1', 'unknown-field /y'],
  },
  { schema: { properties: { a: {} }, additionalProperties: { type: 'number' } }, value: { a: 'x', b: 'x' }, issues: ['type /b'] },
  { schema: { prefixItems: [{ type: 'string' }], items: { type: 'number' } }, value: ['a', 1, 'b'], issues: ['type /2'] },
  { schema: { prefixItems: [{ type: 'string' }], items: false }, value: ['a', 1], issues: ['max-items /1'] },
  { schema: { contains: { const: 1 } }, value: [2, 3], issues: ['contains '] },
  { schema: { contains: { const: 1 }, minContains: 0 }, value: [2, 3], issues: [] },
  { schema: { contains: { const: 1 }, maxContains: 1 }, value: [1, 1], issues: ['contains '] },
  {
    schema: { allOf: [{ properties: { a: {} } }], properties: { b: {} }, unevaluatedProperties: false },
    value: { a: 1, b: 1, c: 1 },
    issues: ['unknown-field /c'],
  },
  {
    schema: { anyOf: [{ properties: { a: { const: 1 } } }, { properties: { b: {} } }], unevaluatedProperties: false },
    value: { a: 2, b: 1 },
    issues: ['unknown-field /a'],
  },
  { schema: { prefixItems: [{}], unevaluatedItems: false }, value: [1, 2], issues: ['max-items /1'] },
  { schema: { contains: { type: 'string' }, unevaluatedItems: false }, value: ['a', 1], issues: ['max-items /1'] },
  { schema: tree, value: { next: { next: { value: 'x' } } }, issues: ['type /next/next/value'] },
  {
    schema: { $id: 'https://x.example/root', $defs: { a: { $anchor: 'number', type: 'number' } }, $ref: '#number' },
    value: 'x',
    issues: ['type '],
  },
  {
    schema: { properties: { 'a/b': { type: 'number' }, '~': { type: 'number' } } },
    value: { 'a/b': 'x', '~': 'x' },
    issues: ['type /a~1b', 'type /~0'],
  },
  { schema: true, value: 1, issues: [] },
  { schema: false, value: 1, issues: ['not-allowed '] },
  { schema: { properties: { a: false } }, value: { a: 1 }, issues: ['not-allowed /a'] },
  { schema: { required: ['constructor', 'toString'] }, value: {}, issues: ['required ', 'required '] },
  { schema: { properties: { valueOf: { type: 'string' } } }, value: {}, issues: [] },
  { schema: { format: 'date' }, value: '2026-02-29', issues: ['format '] },
  { schema: { format: 'date' }, value: '2028-02-29', issues: [] },
  { schema: { format: 'date-time' }, value: '2026-02-28T08:30:00+09:00', issues: [] },
  { schema: { format: 'date-time' }, value: '2026-02-28 08:30', issues: ['format '] },
  { schema: { format: 'time' }, value: '24:00:00Z', issues: ['format '] },
  { schema: { format: 'email' }, value: 'a@b', issues: [] },
  { schema: { format: 'email' }, value: 'a b@c.d', issues: ['format '] },
  { schema: { format: 'uri' }, value: '/path', issues: ['format '] },
  { schema: { format: 'duration' }, value: 'PT5M', issues: [] },
  { schema: { format: 'duration' }, value: '5M', issues: ['format '] },
  { schema: { format: 'ipv4' }, value: '10.0.0.256', issues: ['format '] },
  { schema: { format: 'ipv6' }, value: '::ffff:10.0.0.1', issues: [] },
  { schema: { format: 'ipv6' }, value: '1::2::3', issues: ['format '] },
  { schema: { format: 'uuid' }, value: 'not-one', issues: ['format '] },
  { schema: { format: 'of-our-own' }, value: 'anything', issues: [] },
  { schema: { format: 'date' }, value: 5, issues: [] },
];

const both = (schema: JsonSchema, value: unknown) => ({ run: validateInstance(schema, value), door: createSchemaValidator(schema)(value) });

describe('both validators come to the same verdict', () => {
  test.each(CASES.map((row) => [JSON.stringify(row.schema).slice(0, 70), JSON.stringify(row.value), row] as const))(
    '%s of %s',
    (_schema, _value, { schema, value, issues }) => {
      const { run, door } = both(schema, value);
      expect(run.map(({ code, path }) => `${code} ${path}`)).toEqual(issues);
      expect(door).toEqual(run);
      for (const { message, messageKo } of run) {
        expect(message).toMatch(/[.?]$/);
        expect(messageKo).toMatch(/[가-힣].*[.?]?/);
      }
    },
  );

  test('over thousands of random schemas and values', () => {
    const scalar = fc.oneof(
      fc.integer({ min: -3, max: 6 }),
      fc.constantFrom('', 'a', 'ab', 'xyz', '가나'),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom(0.5, 1.5),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 2, depthSize: 'small' },
        scalar,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
      ),
    }));
    const { schema } = fc.letrec((tie) => {
      const sub = tie('schema');
      return {
        schema: fc.oneof(
          { maxDepth: 3, depthSize: 'small' },
          fc.boolean(),
          fc.record({ type: fc.constantFrom('string', 'number', 'integer', 'object', 'array', 'boolean', 'null') }),
          fc.record(
            { minimum: fc.integer({ min: -1, max: 3 }), maximum: fc.integer({ min: 1, max: 4 }), multipleOf: fc.constantFrom(1, 2, 0.5) },
            { requiredKeys: [] },
          ),
          fc.record({ minLength: fc.nat(2), maxLength: fc.nat(3), pattern: fc.constantFrom('^a', 'b$', '[xy]') }, { requiredKeys: [] }),
          fc.record({ enum: fc.array(scalar, { minLength: 1, maxLength: 3 }) }),
          fc.record({ const: value }),
          fc.record(
            {
              properties: fc.dictionary(fc.constantFrom('a', 'b'), sub, { noNullPrototype: true }),
              required: fc.subarray(['a', 'b']),
              additionalProperties: sub,
              patternProperties: fc.dictionary(fc.constantFrom('^a', 'c'), sub, { noNullPrototype: true }),
            },
            { requiredKeys: [] },
          ),
          fc.record(
            {
              prefixItems: fc.array(sub, { minLength: 1, maxLength: 2 }),
              items: sub,
              contains: sub,
              minItems: fc.nat(2),
              maxItems: fc.nat(3),
              uniqueItems: fc.boolean(),
              unevaluatedItems: sub,
            },
            { requiredKeys: [] },
          ),
          fc.record({ allOf: fc.array(sub, { minLength: 1, maxLength: 2 }), unevaluatedProperties: sub }, { requiredKeys: ['allOf'] }),
          fc.record(
            {
              anyOf: fc.array(sub, { minLength: 1, maxLength: 2 }),
              properties: fc.dictionary(fc.constantFrom('a', 'b'), sub, { noNullPrototype: true }),
              unevaluatedProperties: sub,
            },
            { requiredKeys: ['anyOf'] },
          ),
          fc.record({ oneOf: fc.array(sub, { minLength: 1, maxLength: 2 }) }),
          fc.record({ not: sub }),
          fc.record({ if: sub, then: sub, else: sub }, { requiredKeys: ['if'] }),
          fc.record(
            {
              dependentRequired: fc.constant({ a: ['b'] }),
              dependentSchemas: fc.record({ b: sub }),
              propertyNames: fc.constantFrom({ pattern: '^[ab]' }, { maxLength: 1 }),
            },
            { requiredKeys: [] },
          ),
        ),
      };
    });
    fc.assert(
      fc.property(schema as fc.Arbitrary<JsonSchema>, fc.array(value, { minLength: 3, maxLength: 3 }), (made, values) => {
        const door = createSchemaValidator(made);
        for (const one of values) {
          const run = validateInstance(made, one);
          // A disagreement shows as an issue of the door that the run does not have.
          expect(door(one), JSON.stringify({ made, one })).toEqual(run);
        }
      }),
      { numRuns: 1000, seed: 20261124 },
    );
  }, 60_000);
});

describe('the validator of the runs', () => {
  test('takes frozen schemas and values, and leaves them as they are', () => {
    const schema = Object.freeze({ type: 'object', properties: Object.freeze({ a: Object.freeze({ type: 'string' }) }) });
    expect(validateInstance(schema, Object.freeze({ a: 1 })).map(({ path }) => path)).toEqual(['/a']);
    expect(Object.getOwnPropertyNames(schema)).toEqual(['type', 'properties']);
  });

  test('ends on a schema that refers to itself without end', () => {
    expect(validateInstance({ $ref: '#' }, 1).map(({ code }) => code)).toEqual(['schema-limit']);
    expect(
      validateInstance({ $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } }, $ref: '#/$defs/a' }, 1).map(({ code }) => code),
    ).toEqual(['schema-limit']);
  });

  test('ends on a schema whose work doubles with each level', () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 40 }, (_, level) => [
        `l${level}`,
        level === 39 ? { type: 'string' } : { allOf: [{ $ref: `#/$defs/l${level + 1}` }, { $ref: `#/$defs/l${level + 1}` }] },
      ]),
    );
    const found = validateInstance({ $defs, $ref: '#/$defs/l0' } as unknown as JsonSchema, 'x');
    expect(found.map(({ code }) => code)).toContain('schema-limit');
  });

  test('is not slowed by patterns that run away in other engines', () => {
    expect(validateInstance({ pattern: '^(a+)+$' }, `${'a'.repeat(5000)}!`).map(({ code }) => code)).toEqual(['pattern']);
  });

  test('says a dead reference instead of accepting', () => {
    expect(validateInstance({ $ref: '#/$defs/gone' }, 1).map(({ code }) => code)).toEqual(['unresolved-reference']);
  });

  test('lets expressions stand for anything, but not for a missing field', () => {
    const wildcard = (value: unknown) => typeof value === 'string' && value.startsWith('${');
    expect(validateInstance(lot, { lotNumber: '${ .l }', lotSize: '${ .s }', thickness: '${ .t }' }, { wildcard })).toEqual([]);
    expect(
      validateInstance(lot, { lotNumber: '${ .l }', thickness: [1, '${ .x }'] }, { wildcard, prefix: '/with' }).map(
        ({ code, path }) => `${code} ${path}`,
      ),
    ).toEqual(['required /with']);
    expect(validateInstance(shape, { kind: '${ .k }', radius: 1 }, { wildcard })).toEqual([]);
    expect(validateInstance({ enum: [{ a: 1 }] }, { a: '${ .x }' }, { wildcard })).toEqual([]);
  });

  test('guesses what was meant', () => {
    expect(validateInstance(lot, { lotNumber: 'AB123456', lotsize: 1, lotSize: 1, thickness: [1, 2] })[0]?.message).toContain(
      'Did you mean "lotSize"?',
    );
    expect(validateInstance({ enum: ['circle', 'square'] }, 'sqaure')[0]?.messageKo).toContain('"square" 아닌가요?');
  });
});
