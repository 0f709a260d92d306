// The language as the specification's conformance scenarios and our profile describe it, on a real Temporal server.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createYamlRunner, type YamlRunner } from '../support/run-yaml.ts';

let runner: YamlRunner;
beforeAll(async () => {
  runner = await createYamlRunner();
});
afterAll(async () => {
  await runner.stop();
});

describe('data and order', () => {
  it('hands the output of each task to the next, in the order written', async () => {
    const yaml = `
do:
  - setRed: { set: { colors: '\${ .colors + ["red"] }' } }
  - setGreen: { set: { colors: '\${ .colors + ["green"] }' } }`;
    const outcome = await runner.run({ yaml });
    expect(outcome).toMatchObject({ status: 'completed', output: { colors: ['red', 'green'] } });
    expect(outcome.steps.map((step) => [step.path, step.status])).toEqual([
      ['/do/0/setRed', 'completed'],
      ['/do/1/setGreen', 'completed'],
    ]);
  });

  it('follows `then` by name and ends at `end`', async () => {
    const yaml = `
do:
  - setRed: { set: { colors: '\${ .colors + ["red"] }' }, then: setGreen }
  - setBlue: { set: { colors: '\${ .colors + ["blue"] }' }, then: end }
  - setGreen: { set: { colors: '\${ .colors + ["green"] }' }, then: setBlue }`;
    expect((await runner.run({ yaml })).output).toEqual({ colors: ['red', 'green', 'blue'] });
  });

  it('filters input, output and context at each stage', async () => {
    const yaml = `
input: { from: .order }
do:
  - pick:
      input: { from: .customer }
      set: { name: '\${ .name }', seen: '\${ $input.name }' }
      output: { as: '{ who: .name, seen: .seen }' }
      export: { as: '\${ { last: .who } }' }
  - use: { set: { from: '\${ $context.last }', whole: '\${ $workflow.input.order.id }' } }
output: { as: '\${ . + {done: true} }' }`;
    const outcome = await runner.run({ yaml, input: { order: { id: 7, customer: { name: '김하나' } } } });
    expect(outcome.output).toEqual({ from: '김하나', whole: 7, done: true });
  });

  it('skips a task whose `if` does not hold and passes its data on', async () => {
    const outcome = await runner.run({ yaml: `do:\n  - a: { if: '\${ .n > 5 }', set: { n: 0 } }\n  - b: { set: { n: '\${ .n + 1 }' } }`, input: { n: 1 } });
    expect(outcome.output).toEqual({ n: 2 });
    expect(outcome.steps.map((step) => step.status)).toEqual(['skipped', 'completed']);
  });

  it('chooses the first case that holds, else the default', async () => {
    const yaml = `
do:
  - route:
      switch:
        - big: { when: '\${ .n > 10 }', then: large }
        - other: { then: small }
  - large: { set: { size: large }, then: end }
  - small: { set: { size: small } }`;
    expect((await runner.run({ yaml, input: { n: 50 } })).output).toEqual({ size: 'large' });
    expect((await runner.run({ yaml, input: { n: 5 } })).output).toEqual({ size: 'small' });
  });
});

describe('loops and branches', () => {
  it('gives each iteration the output of the one before, with item and index', async () => {
    const yaml = `
do:
  - loop:
      for: { each: color, in: .colors }
      do:
        - mark: { set: { processed: '\${ { colors: (.processed.colors + [$color]), indexes: (.processed.indexes + [$index]) } }' } }`;
    expect((await runner.run({ yaml, input: { colors: ['red', 'green'] } })).output).toEqual({ processed: { colors: ['red', 'green'], indexes: [0, 1] } });
  });

  it('stops a loop when `while` no longer holds', async () => {
    const yaml = `
do:
  - loop:
      for: { in: '\${ [range(100)] }' }
      while: '\${ .n < 3 }'
      do: [ { add: { set: { n: '\${ .n + 1 }' } } } ]`;
    expect((await runner.run({ yaml, input: { n: 0 } })).output).toEqual({ n: 3 });
  });

  it('runs concurrent iterations from the same input and keeps the order of items', async () => {
    const yaml = `
do:
  - loop:
      for: { each: n, in: '\${ [range(25)] }' }
      metadata: { aix: { concurrency: 10 } }
      do: [ { square: { set: '\${ $n * $n + .base }' } } ]`;
    expect((await runner.run({ yaml, input: { base: 1 } })).output).toEqual(Array.from({ length: 25 }, (_, n) => n * n + 1));
  });

  it('joins branches in declared order, and lets one win with compete', async () => {
    const branches = `branches: [ { slow: { do: [ { nap: { wait: PT2S } }, { say: { set: slow } } ] } }, { fast: { set: fast } } ]`;
    expect((await runner.run({ yaml: `do:\n  - both: { fork: { ${branches} } }`, mocks: {} })).output).toEqual(['slow', 'fast']);
    expect((await runner.run({ yaml: `do:\n  - race: { fork: { compete: true, ${branches} } }`, mocks: {} })).output).toBe('fast');
  });

  it('runs 10,000 iterations without losing one, over several continued runs', async () => {
    const yaml = `
do:
  - loop:
      for: { in: '\${ [range(10000)] }' }
      do: [ { add: { set: { n: '\${ .n + 1 }' } } } ]`;
    const outcome = await runner.run({ yaml, input: { n: 0 }, timeoutMilliseconds: 110_000 });
    expect(outcome.output).toEqual({ n: 10_000 });
  }, 120_000);
});

describe('faults', () => {
  it('faults with the error, its status and the pointer of the task', async () => {
    const yaml = `
do:
  - check:
      do:
        - fail: { raise: { error: { type: https://example.com/errors/bad-lot, status: 422, title: Bad lot, detail: '\${ "lot " + .lot }' } } }`;
    const outcome = await runner.run({ yaml, input: { lot: 'AB1' } });
    expect(outcome).toMatchObject({ status: 'faulted', error: { type: 'https://example.com/errors/bad-lot', status: 422, title: 'Bad lot', detail: 'lot AB1', instance: '/do/0/check/do/0/fail' } });
    expect(outcome.steps.map((step) => step.status)).toEqual(['faulted', 'faulted']);
  });

  it('catches what the filter names, also by the other host of the specification, and leaves the rest', async () => {
    const attempt = (type: string): string => `
do:
  - guard:
      try: [ { fail: { raise: { error: { type: 'https://serverlessworkflow.io/spec/1.0.0/errors/communication', status: 503 } } } } ]
      catch:
        errors: { with: { type: '${type}', status: 503 } }
        as: problem
        do: [ { handle: { set: { status: '\${ $problem.status }', where: '\${ $problem.instance }' } } } ]`;
    expect((await runner.run({ yaml: attempt('https://open-workflow-specification.org/spec/1.0.0/errors/communication') })).output).toEqual({ status: 503, where: '/do/0/guard/try/0/fail' });
    expect((await runner.run({ yaml: attempt('https://serverlessworkflow.io/spec/1.0.0/errors/timeout') })).status).toBe('faulted');
  });

  it('retries by policy and counts the attempts', async () => {
    const yaml = `
do:
  - guard:
      try: [ { flaky: { call: judge, with: { question: ok? } } } ]
      catch: { retry: { delay: PT5S, backoff: { exponential: {} }, limit: { attempt: { count: 3 } } } }`;
    const bad = { type: 'https://serverlessworkflow.io/spec/1.0.0/errors/communication', status: 503 };
    const outcome = await runner.run({ yaml, mocks: { flaky: { error: bad } } });
    expect(outcome.steps.filter((step) => step.name === 'flaky')).toHaveLength(4);
    expect(outcome.steps.find((step) => step.name === 'guard')).toMatchObject({ status: 'completed', attempts: 4 });
  });

  it('turns an expression that fails into an expression error with its task', async () => {
    const outcome = await runner.run({ yaml: `do:\n  - add: { set: '\${ .a + 1 }' }`, input: { a: 'text' } });
    expect(outcome).toMatchObject({ status: 'faulted', error: { status: 400, instance: '/do/0/add' } });
    expect(outcome.error?.type).toMatch(/errors\/expression$/);
  });

  it('times a task out with 408 and cancels what was inside', async () => {
    const outcome = await runner.run({ yaml: `do:\n  - slow: { timeout: { after: PT1S }, do: [ { nap: { wait: PT1H } } ] }`, mocks: {} });
    expect(outcome).toMatchObject({ status: 'faulted', error: { status: 408, instance: '/do/0/slow' } });
  });

  it('undoes completed tasks in reverse order when the run faults', async () => {
    const yaml = `
do:
  - first: { set: { n: 1 }, metadata: { aix: { compensate: [ { undoFirst: { set: { undone: true } } } ] } } }
  - second: { set: { n: 2 }, metadata: { aix: { compensate: [ { undoSecond: { set: { undone: true } } } ] } } }
  - fail: { raise: { error: { type: https://example.com/errors/broken, status: 500 } } }`;
    const outcome = await runner.run({ yaml });
    expect(outcome.steps.map((step) => step.name)).toEqual(['first', 'second', 'fail', 'undoSecond', 'undoFirst']);
  });

  it('ends a run whose `then` never stops, at its budget of steps', async () => {
    const yaml = `do:\n  - a: { set: { n: 1 }, then: b }\n  - b: { set: { n: 2 }, then: a }`;
    const outcome = await runner.run({ yaml, metadata: { aix: { budget: { steps: 300 } } } });
    expect(outcome).toMatchObject({ status: 'faulted', error: { detail: expect.stringContaining('300 steps') } });
    expect(outcome.steps).toHaveLength(300);
  });
});

describe('waits, people and events', () => {
  it('skips virtual time over hours of waiting in a dry run', async () => {
    const started = Date.now();
    expect((await runner.run({ yaml: `do:\n  - nap: { wait: { hours: 8 } }\n  - say: { set: awake }`, mocks: {} })).output).toBe('awake');
    expect(Date.now() - started).toBeLessThan(60_000);
  });

  it('takes a mocked decision as the output of approve, at any depth', async () => {
    const yaml = `do:\n  - outer: { do: [ { ask: { call: approve, with: { role: quality-manager } } } ] }`;
    expect((await runner.run({ yaml, mocks: { ask: { output: { decision: 'approved' } } } })).output).toEqual({ decision: 'approved' });
  });

  it('says which task needs a mock, and which needs a platform', async () => {
    const yaml = `do:\n  - ask: { call: approve, with: { role: quality-manager } }`;
    expect((await runner.run({ yaml, mocks: {} })).error).toMatchObject({ title: 'mock-missing', instance: '/do/0/ask' });
    expect((await runner.run({ yaml })).error).toMatchObject({ title: 'needs-platform', instance: '/do/0/ask' });
  });

  it('gives events to listeners in order, and says when there are no more', async () => {
    const yaml = `
do:
  - hear: { listen: { to: { one: { with: { type: com.plant.lot } } } } }`;
    const event = { specversion: '1.0', id: '1', source: '/t', type: 'com.plant.lot', data: { lot: 'AB1' } };
    expect((await runner.run({ yaml, events: [event] })).output).toEqual([{ lot: 'AB1' }]);
    expect((await runner.run({ yaml, events: [] })).error).toMatchObject({ title: 'no-more-events' });
  });

  it('makes emitted events complete CloudEvents', async () => {
    const outcome = await runner.run({ yaml: `do:\n  - tell: { emit: { event: { with: { source: https://plant.example, type: com.plant.done, data: { lot: '\${ .lot }' } } } } }`, input: { lot: 'AB1' } });
    expect(outcome.output).toMatchObject({ specversion: '1.0', source: 'https://plant.example', type: 'com.plant.done', data: { lot: 'AB1' } });
    expect(Object.keys(outcome.output as object)).toEqual(expect.arrayContaining(['id', 'time']));
  });

  it('computes catalog tasks that are pure, without any mock', async () => {
    const outcome = await runner.run({ yaml: `do:\n  - plan: { call: acceptance-sampling, with: { lotSize: 500, aql: 2.5 } }`, mocks: {} });
    expect(outcome.output).toMatchObject({ codeLetter: 'H', sampleSize: 50, accept: 3, reject: 4 });
  });
});
