import { describe, expect, test } from 'vitest';
import { diffDocuments } from '../../workflows/definition/diff.ts';
import { parseDocument } from '../../workflows/definition/parse.ts';

function documentOf(body: string, version = '1.0.0') {
  const { document } = parseDocument(`document: { dsl: 1.0.3, namespace: n, name: n, version: ${version} }\n${body}`);
  if (!document) throw new Error('The document of the test cannot be read.');
  return document;
}
const diff = (before: string, after: string) =>
  diffDocuments(documentOf(before), documentOf(after)).tasks.map(({ change, name, before: from, after: to, fields }) =>
    [change, name, from, to, ...(fields ? [fields.join()] : [])].join(' '),
  );
const list = (...names: string[]) => `do:\n${names.map((name) => `  - ${name}: { set: { x: 1 } }`).join('\n')}`;

describe('changes by task', () => {
  test('the same document has none, whatever its spacing and order of keys', () => {
    expect(diffDocuments(documentOf(list('a')), documentOf('do:\n  - a:\n      set:\n        x: 1'))).toEqual({ tasks: [], around: [] });
  });

  test('added and removed, without a word about neighbours whose index shifted', () => {
    expect(diff(list('a', 'c'), list('a', 'b', 'c'))).toEqual(['added b  /do/1/b']);
    expect(diff(list('a', 'b', 'c'), list('a', 'c'))).toEqual(['removed b /do/1/b ']);
  });

  test('changed, naming the fields', () => {
    expect(diff('do:\n  - a: { set: { x: 1 }, if: .x }', 'do:\n  - a: { set: { x: 2 }, then: end }')).toEqual([
      'changed a /do/0/a /do/0/a set,if,then',
    ]);
  });

  test('moved within its list: only the one that moved', () => {
    expect(diff(list('a', 'b', 'c', 'd'), list('b', 'c', 'd', 'a'))).toEqual(['moved a /do/0/a /do/3/a']);
  });

  test('moved into another list', () => {
    const inside = (where: string) =>
      `do:\n  - outer: { do: [{ first: { set: { x: 1 } } }${where === 'in' ? ', { a: { set: { x: 1 } } }' : ''}] }\n${where === 'out' ? '  - a: { set: { x: 1 } }' : ''}`;
    expect(diff(inside('out'), inside('in'))).toEqual(['moved a /do/1/a /do/0/outer/do/1/a']);
  });

  test('a change inside a task is said of the inner task, not of those around it', () => {
    const nested = (x: number) =>
      `do:\n  - outer: { for: { in: .x }, do: [{ mid: { try: [{ a: { set: { x: ${x} } } }], catch: { do: [{ h: { set: { x: 1 } } }] } } }] }`;
    expect(diff(nested(1), nested(2))).toEqual(['changed a /do/0/outer/do/0/mid/try/0/a /do/0/outer/do/0/mid/try/0/a set']);
  });

  test('fork branches and functions are compared too', () => {
    const forked = (x: number) =>
      `use: { functions: { f: { set: { y: ${x} } } } }\ndo:\n  - f: { fork: { branches: [{ a: { set: { x: ${x} } } }] } }`;
    const { tasks, around } = diffDocuments(documentOf(forked(1)), documentOf(forked(2)));
    expect(tasks.map(({ change, after }) => `${change} ${after}`)).toEqual(['changed /do/0/f/fork/branches/0/a']);
    expect(around).toEqual(['/use/functions']);
  });
});

test('what differs around the tasks is named by pointer', () => {
  const before = documentOf(`input: { schema: { document: { type: object } } }\nschedule: { cron: '0 8 * * *' }\n${list('a')}`);
  const after = documentOf(`input: { schema: { document: { type: object, required: [x] } } }\n${list('a')}`, '1.1.0');
  expect(diffDocuments(before, after).around).toEqual(['/document/version', '/input/schema', '/schedule']);
});
