// Large documents that are wrong everywhere: still every issue, still short sentences, still an end.
import { describe, expect, test } from 'vitest';
import { validateText } from '../../workflows/definition/validate-text.ts';
import { HEADER } from './bad-documents.ts';
import { smallCatalog as catalog } from './small-catalog.ts';

const check = (body: string) => validateText(`${HEADER}\n${body}\n`, { catalog });
const lines = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, index) => line(index)).join('\n');

describe('size', () => {
  test('5,000 tasks are checked, 5,001 are refused before anything else is', () => {
    const tasks = (count: number) => `do:\n${lines(count, (index) => `  - t${index}: { wait: PT1S }`)}`;
    expect(check(tasks(5000)).issues).toEqual([]);
    expect(check(tasks(5001)).issues.map(({ code }) => code)).toEqual(['too-many-tasks']);
  });

  test('a ring of 5,000 tasks is one loop, and its sentence stays short', () => {
    const { issues } = check(`do:\n${lines(5000, (index) => `  - t${index}: { set: { x: 1 }, then: t${(index + 4999) % 5000} }`)}`);
    expect(issues.map(({ code }) => code)).toEqual(['endless-loop']);
    expect(issues[0]?.message.length).toBeLessThan(400);
  });

  test('a ring of 2,000 functions is one cycle, and its sentence stays short', () => {
    const { issues } = check(
      `use:\n  functions:\n${lines(2000, (index) => `    f${index}: { call: f${(index + 1) % 2000} }`)}\ndo:\n  - a: { call: f0 }`,
    );
    expect(issues.map(({ code }) => code)).toEqual(['function-cycle']);
    expect(issues[0]?.message.length).toBeLessThan(400);
  });

  test('2,000 wrong names among 2,000 known ones are each said', () => {
    const { issues } = check(`do:\n${lines(2000, (index) => `  - task${index}: { set: { x: 1 }, then: tsk${index}x }`)}`);
    expect(issues).toHaveLength(2000);
    expect(new Set(issues.map(({ code }) => code))).toEqual(new Set(['unknown-task']));
  });
});

describe('fields that `ui` may describe', () => {
  const form =
    'input: { schema: { document: { properties: { lot: { type: string }, rows: { type: array, items: { $ref: "#/$defs/row" } } }, $defs: { row: { type: object, properties: { reason: { type: string } } } } } } }';
  const withUi = (key: string, schema = form) =>
    check(`  metadata: { aix: { ui: { ${JSON.stringify(key)}: { order: 1 } } } }\n${schema}\ndo:\n  - a: { set: { x: 1 } }`).issues.map(
      ({ code }) => code,
    );

  test.each(['lot', '/lot', 'rows', '/rows/*/reason', '/rows/0/reason', '/rows/reason', 'reason'])('%s is one', (key) => {
    expect(withUi(key)).toEqual([]);
  });

  test.each(['lott', '/lott', 'rows/items/reason', '/rows/*/raison', '/reason', ''])('%j is none', (key) => {
    expect(withUi(key)).toEqual(['unknown-ui-field']);
  });

  test('where a schema is composed, nothing can be told, so nothing is refused', () => {
    expect(withUi('anything', 'input: { schema: { document: { allOf: [{ properties: { a: {} } }] } } }')).toEqual([]);
  });
});
