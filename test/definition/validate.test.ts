import { describe, expect, test } from 'vitest';
import type { WorkflowDocument } from '../../workflows/definition/document.ts';
import { parseDocument } from '../../workflows/definition/parse.ts';
import { validateDocument } from '../../workflows/definition/validate.ts';
import { validateText } from '../../workflows/definition/validate-text.ts';
import { BAD_DOCUMENTS, HEADER } from './bad-documents.ts';
import { smallCatalog as catalog } from './small-catalog.ts';

const check = (body: string, header = HEADER) => validateText(`${header}\n${body}\n`, { catalog });
const said = (issues: readonly { code: string; path: string; line?: number }[]) =>
  issues.map((issue) => `${issue.code} ${issue.path}:${issue.line}`);

describe('every way of being wrong is said with its code, path and line', () => {
  test.each(BAD_DOCUMENTS.map((row) => [row.name, row] as const))('%s', (_name, { body, header, issues }) => {
    const found = check(body, header);
    expect(said(found.issues)).toEqual(issues);
    expect(found.valid).toBe(false);
    expect(found.definition).toBeUndefined();
  });

  test('each issue has one sentence in English and one in Korean', () => {
    const issues = BAD_DOCUMENTS.flatMap(({ body, header }) => check(body, header).issues);
    for (const { message, messageKo } of issues) {
      expect(message).toMatch(/^["$\w`{].*[.?]$/s);
      expect(messageKo ?? '').toMatch(/[가-힣]/);
    }
  });
});

describe('a valid document', () => {
  test('is named and hashed, and the hash does not depend on spacing or order of keys', () => {
    const plain = check('do:\n  - a: { set: { x: 1, y: 2 } }');
    const other = check('do:\n  - a:\n      set:\n        y: 2\n        x: 1\n');
    expect(plain.definition).toMatchObject({ namespace: 'quality', name: 'sample', version: '1.0.0' });
    expect(plain.definition?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(other.definition?.hash).toBe(plain.definition?.hash);
    expect(check('do:\n  - a: { set: { x: 1, y: 3 } }').definition?.hash).not.toBe(plain.definition?.hash);
  });

  test.each(['1.0.0', '1.0.1', '1.0.2', '1.0.3'])('may be written for DSL %s', (dsl) => {
    expect(check('do:\n  - a: { set: { x: 1 } }', HEADER.replace('1.0.3', dsl)).valid).toBe(true);
  });

  test.each([
    'https://serverlessworkflow.io/spec/1.0.0/errors/timeout',
    'https://open-workflow-specification.org/spec/1.0.0/errors/timeout',
  ])('may name error types of either host: %s', (type) => {
    expect(check(`do:\n  - a: { raise: { error: { type: '${type}', status: 408 } } }`).valid).toBe(true);
  });

  test.each(['control-chart', 'control-chart:1', 'control-chart:1@default', 'control-chart:1.0.0@default'])(
    'may call a catalog task as %s',
    (call) => {
      expect(check(`do:\n  - a: { call: '${call}', with: { chart: i-mr, data: [1, 2] } }`).issues).toEqual([]);
    },
  );

  test('takes its own function before a catalog task of the same name', () => {
    expect(
      check('use: { functions: { control-chart: { set: { x: 1 } } } }\ndo:\n  - a: { call: control-chart, with: { anything: true } }')
        .issues,
    ).toEqual([]);
  });

  test('may stand an expression anywhere in `with`, also inside lists', () => {
    expect(check("do:\n  - a: { call: control-chart, with: { chart: '${ .c }', data: [1, '${ .d }'] } }").issues).toEqual([]);
  });

  test('may use secrets in `with` of http and in use.authentications', () => {
    const body = [
      'use:',
      '  secrets: [erp]',
      '  authentications: { erp: { bearer: { token: "${ $secrets.erp }" } } }',
      'do:',
      '  - a: { call: http, with: { method: get, endpoint: { uri: "https://x.example", authentication: { use: erp } }, headers: { key: "${ $secrets.erp }" } } }',
    ].join('\n');
    expect(check(body).issues).toEqual([]);
  });

  test('may use loop variables, the index, event items and the caught error where they are in scope', () => {
    const body = [
      'do:',
      "  - a: { for: { each: part, in: .parts, at: n }, while: '$n < 3', do: [{ b: { set: { x: '${ [$part, $n] }' } } }] }",
      "  - c: { for: { in: .parts }, do: [{ d: { set: { x: '${ [$item, $index] }' } } }] }",
      "  - e: { listen: { to: { any: [] } }, foreach: { item: event, do: [{ f: { set: { x: '${ [$event, $index] }' } } }] } }",
      "  - g: { try: [{ h: { set: { x: 1 } } }], catch: { as: problem, when: '$problem.status == 500', do: [{ i: { set: { x: '${ $problem }' } } }] } }",
      "  - j: { try: [{ k: { set: { x: 1 } } }], catch: { do: [{ l: { set: { x: '${ $error }' } } }] } }",
    ].join('\n');
    expect(check(body).issues).toEqual([]);
  });
});

describe('warnings', () => {
  const warned = (body: string, header?: string) => {
    const { valid, warnings } = check(body, header);
    expect(valid).toBe(true);
    return said(warnings);
  };

  test('a loop with a way out but without wait or budget is a warning, with either it is none', () => {
    const loop = (extra: string) =>
      `do:\n  - a: { set: { x: 1 } }\n  - b:\n      switch:\n        - again: { when: .x, then: a }\n${extra}`;
    expect(warned(loop(''))).toEqual(['unbounded-loop /do/0/a:7']);
    expect(warned(`timeout: { after: PT1H }\n${loop('')}`)).toEqual([]);
    expect(warned('do:\n  - a: { wait: PT1M }\n  - b:\n      switch:\n        - again: { when: .x, then: a }')).toEqual([]);
    expect(
      warned('do:\n  - a: { do: [{ ask: { call: approve, with: {} } }] }\n  - b:\n      switch:\n        - again: { when: .x, then: a }'),
    ).toEqual([]);
  });

  test('a jump backwards that never comes round again is no loop', () => {
    expect(
      warned('do:\n  - a: { set: { x: 1 }, then: c }\n  - b: { set: { x: 1 }, then: end }\n  - c: { set: { x: 1 }, then: b }'),
    ).toEqual([]);
  });

  test('tasks and cases that nothing leads to are named', () => {
    expect(warned('do:\n  - a: { set: { x: 1 }, then: end }\n  - b: { set: { x: 1 } }')).toEqual(['unreachable-task /do/1/b:8']);
    expect(warned('do:\n  - a:\n      switch:\n        - all: { then: end }\n        - never: { when: .x, then: end }')).toEqual([
      'unreachable-case /do/0/a/switch/1/never:10',
    ]);
  });

  test('text that looks like an expression but is taken literally is named', () => {
    expect(warned("do:\n  - a: { set: { x: 'Lot ${ .lot }', y: '{{ lot }}' } }")).toEqual([
      'expression-partial /do/0/a/set/x:7',
      'foreign-expression /do/0/a/set/y:7',
    ]);
  });

  test('keywords that assert nothing and required fields that cannot be filled in are named', () => {
    const schema = 'input: { schema: { document: { requird: [a], required: [lto], properties: { lot: { type: string } } } } }';
    expect(warned(`${schema}\ndo:\n  - a: { set: { x: 1 } }`)).toEqual([
      'unknown-keyword /input/schema/document/requird:6',
      'required-without-property /input/schema/document/required:6',
    ]);
  });

  test('day of month and day of week together are named, since a day must fit both', () => {
    expect(warned("schedule: { cron: '0 8 13 * 5' }\ndo:\n  - a: { set: { x: 1 } }")).toEqual(['cron-both-days /schedule/cron:6']);
  });
});

describe('run.workflow', () => {
  const workflow = (name: string, runs?: string): WorkflowDocument =>
    ({
      document: { dsl: '1.0.3', namespace: 'n', name, version: '1.0.0' },
      do: [runs === undefined ? { a: { set: { x: 1 } } } : { a: { run: { workflow: { namespace: 'n', name: runs, version: '1.0.0' } } } }],
    }) as WorkflowDocument;
  const resolver =
    (...documents: WorkflowDocument[]) =>
    ({ name }: { name: string }) =>
      documents.find((one) => one.document.name === name);

  test('a cycle through other workflows is found and its way named', () => {
    const { issues } = validateDocument(workflow('one', 'two'), {
      catalog,
      resolveWorkflow: resolver(workflow('two', 'three'), workflow('three', 'one')),
    });
    expect(issues.map(({ code, path }) => ({ code, path }))).toEqual([{ code: 'workflow-cycle', path: '/do/0/a/run/workflow' }]);
    expect(issues[0]?.message).toContain('n/one -> n/two -> n/three -> n/one');
  });

  test('a cycle that does not come back to this document is not its fault', () => {
    const options = { catalog, resolveWorkflow: resolver(workflow('two', 'three'), workflow('three', 'two')) };
    expect(validateDocument(workflow('one', 'two'), options).issues).toEqual([]);
  });

  test('a workflow that is not published yet is a warning', () => {
    const { issues, warnings } = validateDocument(workflow('one', 'two'), { catalog, resolveWorkflow: resolver() });
    expect(issues).toEqual([]);
    expect(warnings.map(({ code }) => code)).toEqual(['unknown-workflow']);
  });
});

test('validation never throws, whatever stands in the place of anything', () => {
  const rich = parseDocument(`${HEADER}\n${RICH}`).document;
  expect(rich).toBeDefined();
  for (const path of placesIn(rich)) {
    for (const value of [undefined, null, true, 7, 'x', [], {}, [[]], { a: { b: 1 } }]) {
      expect(() => validateDocument(replaced(rich, path, value) as WorkflowDocument, { catalog })).not.toThrow();
    }
  }
});

const RICH = `
  metadata: { aix: { title: { ko: ㄱ, en: a }, start: [operator], budget: { steps: 10 }, ui: { lot: { lsl: 1, usl: 2, options: { a: { en: A } } } }, schedule: { timezone: UTC } } }
input: { schema: { document: { required: [lot], properties: { lot: { enum: [a] } } } }, from: . }
use:
  secrets: [s]
  functions: { f: { call: http, with: { method: get, endpoint: 'https://x.example' } } }
  errors: { e: { type: 'https://x.example/e', status: 400 } }
  retries: { r: { delay: PT1S, backoff: { constant: {} }, limit: { attempt: { count: 2 } } } }
  timeouts: { t: { after: PT1S } }
  authentications: { b: { bearer: { use: s } } }
  extensions: [{ x: { extend: all, before: [{ y: { set: { z: 1 } } }] } }]
schedule: { cron: '0 8 * * *' }
timeout: t
do:
  - a: { call: f, with: { x: 1 }, export: { as: . }, timeout: t, metadata: { aix: { title: { ko: ㄱ }, compensate: [{ u: { set: { x: 1 } } }] } } }
  - b: { for: { in: .x }, metadata: { aix: { concurrency: 2 } }, do: [{ c: { wait: { seconds: 1 } } }] }
  - d: { switch: [{ one: { when: .x, then: a } }, { two: { then: end } }] }
  - g: { try: [{ h: { raise: { error: e } } }], catch: { errors: { with: { status: 400 } }, retry: r, do: [{ i: { set: { x: 1 } } }] } }
  - j: { fork: { branches: [{ k: { emit: { event: { with: { source: 'https://x.example', type: t } } } } }] } }
  - l: { listen: { to: { any: [{ with: { type: t } }], until: { one: { with: { type: u } } } } }, foreach: { do: [{ m: { set: { x: 1 } } }] } }
  - n: { run: { workflow: { namespace: n, name: o, version: 1.0.0, input: { x: 1 } } } }
`;

function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const own = path.length === 0 ? [] : [path];
  if (typeof value !== 'object' || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([key, part]) => placesIn(part, [...path, key]))];
}

function replaced(value: unknown, path: readonly string[], by: unknown): unknown {
  const copy = structuredClone(value) as Record<string, unknown>;
  let at: Record<string, unknown> = copy;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  const last = path.at(-1) ?? '';
  if (by === undefined) delete at[last];
  else at[last] = by;
  return copy;
}
