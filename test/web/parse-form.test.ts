import { describe, expect, it } from 'vitest';
import { postedForm } from '../../functions/web/form/form-entries.ts';
import { formModel } from '../../functions/web/form/form-model.ts';
import { parseForm } from '../../functions/web/form/parse-form.ts';
import type { JsonSchema } from '../../workflows/definition/json.ts';

const SCHEMA: JsonSchema = {
  type: 'object',
  required: ['lot', 'size', 'passed', 'readings'],
  additionalProperties: false,
  properties: {
    lot: { type: 'string', pattern: '^[A-Z]{2}[0-9]{6}$' },
    part: { type: 'string', maxLength: 20 },
    size: { type: 'integer', minimum: 1 },
    width: { type: 'number', minimum: 0, maximum: 100 },
    passed: { type: 'boolean' },
    readings: { type: 'array', items: { type: 'number', maximum: 10 }, minItems: 2, maxItems: 4 },
    kind: { enum: ['a', 'b', 3, null] },
    tags: { type: 'array', uniqueItems: true, items: { enum: ['x', 'y'] } },
    made: { type: 'string', format: 'date' },
    at: { type: 'string', format: 'date-time' },
    mail: { type: 'string', format: 'email' },
    note: { type: 'string', maxLength: 500 },
    spec: { const: 'R3' },
    maker: { type: 'object', required: ['name'], properties: { name: { type: 'string' }, city: { type: 'string' } } },
    defects: {
      type: 'array',
      items: { type: 'object', required: ['code'], properties: { code: { type: 'string' }, count: { type: 'integer' } } },
    },
    extra: { type: 'object' },
  },
};
const FIELDS = formModel(SCHEMA, {}, 'ko');
const GOOD: readonly (readonly [string, string])[] = [
  ['/lot', 'AB123456'],
  ['/size', '1,200'],
  ['/passed', 'true'],
  ['/readings', '5.01 5,02'],
];

function read(...entries: readonly (readonly [string, string])[]) {
  const data = new FormData();
  for (const [name, text] of entries) data.append(name, text);
  return parseForm(FIELDS, postedForm(data), { timeZone: 'Asia/Seoul' });
}
const without = (name: string) => GOOD.filter(([key]) => key !== name);
const codes = (...entries: readonly (readonly [string, string])[]) => read(...entries).issues.map((issue) => `${issue.path} ${issue.code}`);

describe('a posted form', () => {
  it('becomes the value that the schema describes, and nothing that was left empty', () => {
    expect(read(...GOOD, ['/part', ''], ['/note', '   '])).toEqual({
      value: { lot: 'AB123456', size: 1200, passed: true, readings: [5.01, 5.02], spec: 'R3' },
      issues: [],
    });
  });

  it('names every missing field at its place in both languages', () => {
    const { issues } = read();
    expect(issues.map((issue) => issue.path)).toEqual(['/lot', '/size', '/passed', '/readings']);
    for (const issue of issues) {
      expect(issue.message).toMatch(/[a-z]/);
      expect(issue.messageKo).toMatch(/[가-힣]/);
    }
  });

  it.each(['00012', '1e5', '９', '+3', 'TRUE', '2026-02-30', '한글 품번', "'; drop table", '<b>'])(
    'keeps the text %s of a text field exactly',
    (text) => {
      expect(read(...GOOD, ['/part', text])).toMatchObject({ value: { part: text }, issues: [] });
    },
  );

  it('takes away only what a scanner adds at the ends of a line', () => {
    expect(read(...without('/lot'), ['/lot', 'AB123456\t\r\n'])).toMatchObject({ value: { lot: 'AB123456' }, issues: [] });
  });

  it.each([
    [['/size', '1e3'], '/size number-exponent'],
    [['/size', '0'], '/size minimum'],
    [['/size', '1.5'], '/size not-integer'],
    [['/width', '1,234'], '/width number-ambiguous'],
    [['/width', 'abc'], '/width number-format'],
    [['/width', '100.01'], '/width maximum'],
    [['/lot', 'ab123456'], '/lot pattern'],
    [['/lot', 'AB123456\nAB123457'], '/lot pattern'],
    [['/passed', 'yes'], '/passed option'],
    [['/kind', 'c'], '/kind option'],
    [['/tags', 'z'], '/tags option'],
    [['/made', '2026-02-30'], '/made date'],
    [['/made', '26-02-03'], '/made date'],
    [['/at', '2026-02-28'], '/at date-time'],
    [['/at', '2026-02-28T25:00'], '/at date-time'],
    [['/mail', 'a@b'], '/mail email'],
    [['/part', 'x'.repeat(21)], '/part max-length'],
    [['/part', 'a\u0000b'], '/part control-character'],
    [['/extra', '{'], '/extra json'],
    [['/extra', '{"__proto__":{"a":1}}'], '/extra json'],
    [['/readings', '5.01 x 5.02'], '/readings/1 number-format'],
    [['/readings', '5.01'], '/readings min-items'],
    [['/readings', '1 2 3 4 5'], '/readings max-items'],
    [['/readings', '1 11'], '/readings/1 maximum'],
  ] as const)('%j is %s', (entry, expected) => {
    expect(codes(...without(entry[0]), entry)).toEqual([expected]);
  });

  it('tells the same fault in many readings a few times, then counts', () => {
    const { issues } = read(...without('/readings'), ['/readings', 'x '.repeat(500)]);
    expect(issues.length).toBeLessThan(10);
    expect(issues.some((issue) => issue.code === 'more')).toBe(true);
  });

  it.each(['/unknown', '/__proto__', '/__proto__/polluted', '/constructor/prototype', '/lot/x', '/defects/0/__proto__', '/spec'])(
    'refuses the unknown control %s',
    (name) => {
      expect(codes(...GOOD, [name, '1'])).toEqual([' unknown-field']);
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    },
  );

  it('refuses one field sent twice', () => {
    expect(codes(...GOOD, ['/lot', 'AB123457'])).toEqual(['/lot repeated']);
  });

  it('stores a picker time with its offset', () => {
    expect(read(...GOOD, ['/at', '2026-02-28T08:30'])).toMatchObject({ value: { at: '2026-02-28T08:30:00+09:00' }, issues: [] });
    expect(read(...GOOD, ['/at', '2026-02-28T08:30:00Z'])).toMatchObject({ value: { at: '2026-02-28T08:30:00Z' } });
  });

  it('keeps codes of choices as they are, numbers and null included', () => {
    expect(read(...GOOD, ['/kind', '3'], ['/tags', 'y'], ['/tags', 'x'])).toMatchObject({
      value: { kind: 3, tags: ['x', 'y'] },
      issues: [],
    });
    expect(read(...GOOD, ['/kind', 'null'])).toMatchObject({ value: { kind: null } });
  });

  it('reads rows, drops blank ones and asks for what a begun row needs', () => {
    expect(
      read(...GOOD, ['/defects/0/code', 'A'], ['/defects/0/count', '2'], ['/defects/1/code', ''], ['/defects/1/count', '']),
    ).toMatchObject({ value: { defects: [{ code: 'A', count: 2 }] }, issues: [] });
    expect(codes(...GOOD, ['/defects/0/code', ''], ['/defects/0/count', '2'])).toEqual(['/defects/0/code required']);
  });

  it('lets an optional part be left empty as a whole, but not half', () => {
    expect(codes(...GOOD, ['/maker/name', ''], ['/maker/city', ''])).toEqual([]);
    expect(codes(...GOOD, ['/maker/name', ''], ['/maker/city', '대전'])).toEqual(['/maker/name required']);
  });

  it('names a file that was sent for a text field', () => {
    const data = new FormData();
    for (const [name, text] of GOOD) data.append(name, text);
    data.append('/note', new File(['x'], 'x.txt'));
    expect(parseForm(FIELDS, postedForm(data), { timeZone: 'Asia/Seoul' }).issues).toMatchObject([{ path: '/note', code: 'file' }]);
  });

  it('takes a megabyte of text without trouble', () => {
    const started = performance.now();
    expect(codes(...without('/readings'), ['/note', '가'.repeat(1_000_000)], ['/readings', '5 '.repeat(200_000)])).toEqual([
      '/readings max-items',
      '/note max-length',
    ]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
