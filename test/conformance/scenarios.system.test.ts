// The conformance scenarios of Open Workflow Specification 1.0.3 in our own words, run by the engine behind `aix run` against local
// services. Each test is named by its feature; docs/conformance.md lists them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../workflows/definition/json.ts';
import type { RunOutcome } from '../../functions/local/run-document.ts';
import type { StubServer } from '../outbound/stub-server.ts';
import { createYamlRunner, type YamlRunner } from '../support/run-yaml.ts';
import { startServices } from './scenarios-stub.ts';

let runner: YamlRunner;
let services: StubServer;

beforeAll(async () => {
  services = await startServices();
  process.env['AIX_SECRET_PET_STORE'] = '{"username":"kim","password":"canary-password"}';
  process.env['AIX_SECRET_TOKEN'] = 'canary-token-1234';
  runner = await createYamlRunner();
});
afterAll(async () => {
  await runner.stop();
  await services.stop();
  delete process.env['AIX_SECRET_PET_STORE'];
  delete process.env['AIX_SECRET_TOKEN'];
});

/** HOST in the text is where the services are. */
async function run(yaml: string, input: Json = {}): Promise<RunOutcome> {
  return await runner.run({ yaml: yaml.replaceAll('HOST', services.origin), input });
}
const names = (outcome: RunOutcome): string[] => outcome.steps.map(({ name }) => name);
const COMMUNICATION = 'https://open-workflow-specification.org/dsl/errors/types/communication';

describe('data flow', () => {
  it('input filtering', async () => {
    const outcome = await run(`do: [ { pick: { input: { from: .user.claims.subject }, set: { playerId: '\${ . }' } } } ]`, {
      user: { claims: { subject: '6AsnR' } },
    });
    expect(outcome.output).toEqual({ playerId: '6AsnR' });
  });
  it('output filtering', async () => {
    const outcome = await run(
      `do: [ { getPet: { call: http, with: { method: get, endpoint: { uri: 'HOST/v2/pet/{petId}' } }, output: { as: .id } } } ]`,
      { petId: 1 },
    );
    expect(outcome).toMatchObject({ status: 'completed', output: 1 });
  });
  it('non-object output', async () => {
    const outcome = await run(
      `do:
  - one: { call: http, with: { method: get, endpoint: { uri: 'HOST/v2/pet/{petId}' } }, output: { as: .id } }
  - two: { call: http, with: { method: get, endpoint: { uri: HOST/v2/pet/2 } }, output: { as: '{ ids: [ $input, .id ] }' } }`,
      { petId: 1 },
    );
    expect(outcome.output).toEqual({ ids: [1, 2] });
  });
  it('data that looks like an expression is data', async () => {
    const outcome = await run(
      `do: [ { send: { call: http, with: { method: post, endpoint: HOST/echo, body: { text: '\${ .text }' } } } } ]`,
      { text: '${ .other }', other: 'evaluated' },
    );
    expect(outcome.output).toMatchObject({ body: '{"text":"${ .other }"}' });
  });
});

describe('call http', () => {
  it('content output, interpolated path, deserialised and filtered', async () => {
    const outcome = await run(
      `do: [ { find: { call: http, with: { method: get, endpoint: { uri: 'HOST/v2/pet/findByStatus?status={status}' } }, output: { as: '.[0]' } } } ]`,
      { status: 'available' },
    );
    expect(outcome.output).toEqual({ id: 1, name: 'Milou', status: 'available' });
  });
  it('response output', async () => {
    const outcome = await run(
      `do: [ { get: { call: http, with: { method: get, endpoint: { uri: 'HOST/v2/pet/{petId}' }, output: response } } } ]`,
      { petId: 1 },
    );
    expect(outcome.output).toMatchObject({
      request: { method: 'get', uri: `${services.origin}/v2/pet/1`, headers: {} },
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      content: { id: 1, name: 'Milou', status: 'available' },
    });
  });
  it('raw output', async () => {
    const outcome = await run(`do: [ { get: { call: http, with: { method: get, endpoint: HOST/v2/pet/1, output: raw } } } ]`);
    expect(JSON.parse(Buffer.from(String(outcome.output), 'base64').toString())).toMatchObject({ id: 1 });
  });
  it('basic authentication from input', async () => {
    const yaml = `do: [ { login: { call: http, with: { method: get, endpoint: { uri: 'HOST/basic-auth/{username}/{password}', authentication: { basic: { username: '\${ .username }', password: '\${ .password }' } } } } } } ]`;
    expect(await run(yaml, { username: 'workflow', password: 'conformance-test' })).toMatchObject({
      status: 'completed',
      output: { authenticated: true },
    });
  });
  it('a reusable policy whose secret never enters the history', async () => {
    const outcome = await run(`use: { secrets: [ petStore ], authentications: { store: { basic: { use: petStore } } } }
do: [ { login: { call: http, with: { method: get, endpoint: { uri: HOST/basic-auth/kim/canary-password, authentication: { use: store } } } } } ]`);
    // petStore is AIX_SECRET_PETSTORE, which is not set: the error names it.
    expect(outcome).toMatchObject({
      status: 'faulted',
      error: { type: expect.stringContaining('configuration') as string, detail: expect.stringContaining('AIX_SECRET_PETSTORE') as string },
    });
    const known = await run(`use: { secrets: [ pet-store ], authentications: { store: { basic: { use: pet-store } } } }
do: [ { login: { call: http, with: { method: get, endpoint: { uri: HOST/basic-auth/kim/canary-password, authentication: { use: store } }, output: response } } } ]`);
    expect(known).toMatchObject({ status: 'completed', output: { content: { authenticated: true } } });
    expect(JSON.stringify(known)).not.toContain('canary-password');
  });
  it('$secrets in a header reaches the service and nothing else', async () => {
    const outcome = await run(
      `use: { secrets: [ token ] }
do: [ { send: { call: http, with: { method: post, endpoint: HOST/echo, headers: { authorization: '\${ "Bearer " + $secrets.token }' }, body: { note: '\${ .note }' } } } } ]`,
      { note: '${ $secrets.token }' },
    );
    expect(services.seen.at(-1)?.headers.authorization).toBe('Bearer canary-token-1234');
    expect(services.seen.at(-1)?.body).toBe('{"note":"${ $secrets.token }"}');
    expect(JSON.stringify(outcome)).not.toContain('canary-token');
  });
  it('query and headers by expression', async () => {
    const outcome = await run(
      `do:
  - prepare: { set: { query: { search: '\${ .q }' }, headers: { Accept: application/json } } }
  - search: { call: http, with: { method: get, endpoint: HOST/echo, headers: '\${ .headers }', query: '\${ .query }' } }`,
      { q: 'a b' },
    );
    expect(outcome.output).toMatchObject({ url: '/echo?search=a+b' });
  });
  it('a redirect is an error unless allowed', async () => {
    expect(await run(`do: [ { get: { call: http, with: { method: get, endpoint: HOST/moved } } } ]`)).toMatchObject({
      status: 'faulted',
      error: { status: 302, type: expect.stringContaining('communication') as string },
    });
    expect(
      (await run(`do: [ { get: { call: http, with: { method: get, endpoint: HOST/moved, redirect: true } } } ]`)).output,
    ).toMatchObject({ id: 1 });
  });
  it('Retry-After is waited for, with the same idempotency key', async () => {
    const outcome = await run(`do: [ { post: { call: http, with: { method: post, endpoint: HOST/busy-once } } } ]`);
    expect(outcome).toMatchObject({ status: 'completed', steps: [{ attempts: 2 }] });
    const keys = services.seen.filter(({ url }) => url === '/busy-once').map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(1);
  });
});

describe('call openapi', () => {
  it('content output and filtering', async () => {
    const outcome = await run(
      `do: [ { find: { call: openapi, with: { document: { endpoint: HOST/v2/swagger.json }, operationId: findPetsByStatus, parameters: { status: '\${ .status }' } }, output: { as: '. | length' } } } ]`,
      { status: 'available' },
    );
    expect(outcome.output).toBe(2);
  });
  it('response output', async () => {
    const outcome = await run(
      `do: [ { get: { call: openapi, with: { document: { endpoint: HOST/v2/swagger.json }, operationId: getPetById, parameters: { petId: '\${ .petId }' }, output: response } } } ]`,
      { petId: 1 },
    );
    expect(outcome.output).toMatchObject({
      request: { method: 'get' },
      statusCode: 200,
      content: { id: 1, name: 'Milou', status: 'available' },
    });
  });
});

describe('try', () => {
  const attempt = (status: number): string => `do:
  - tryGetPet:
      try: [ { getPet: { call: http, with: { method: get, endpoint: { uri: 'HOST/v2/pet/getPetByName/{petName}' } } } } ]
      catch: { errors: { with: { type: ${COMMUNICATION}, status: ${status} } }, as: err, do: [ { setError: { set: { error: '\${ $err }' } } } ] }`;
  it('handles a caught error', async () => {
    const outcome = await run(attempt(404), { petName: 'Milou' });
    expect(outcome.output).toMatchObject({
      error: {
        type: expect.stringContaining('communication') as string,
        status: 404,
        title: 'Not Found',
        instance: '/do/0/tryGetPet/try/0/getPet',
      },
    });
  });
  it('raises an uncaught error', async () => {
    expect(await run(attempt(503), { petName: 'Milou' })).toMatchObject({ status: 'faulted', error: { status: 404 } });
  });
  it('retries a 503 by its policy', async () => {
    const outcome = await run(`do:
  - guard:
      try: [ { get: { call: http, with: { method: get, endpoint: HOST/flaky } } } ]
      catch: { errors: { with: { status: 503 } }, retry: { delay: { milliseconds: 10 }, backoff: { constant: {} }, limit: { attempt: { count: 5 } } } }`);
    expect(outcome).toMatchObject({ status: 'completed', output: { attempt: 3 } });
  });
});

describe('emit', () => {
  it('outputs the event with its attributes', async () => {
    const outcome = await run(
      `do: [ { emitEvent: { emit: { event: { with: { source: 'https://fake-source.com', type: com.fake-source.user.greeted.v1, data: { greetings: '\${ "Hello \\(.user.firstName) \\(.user.lastName)!" }' } } } } } } ]`,
      { user: { firstName: 'John', lastName: 'Doe' } },
    );
    expect(outcome.output).toMatchObject({
      id: expect.any(String) as string,
      specversion: '1.0',
      time: expect.any(String) as string,
      source: 'https://fake-source.com',
      type: 'com.fake-source.user.greeted.v1',
      data: { greetings: 'Hello John Doe!' },
    });
  });
});

describe('for', () => {
  it('names the item and counts by default', async () => {
    const outcome = await run(
      `do: [ { loop: { for: { each: color, in: .colors }, do: [ { mark: { set: { processed: '\${ { colors: (.processed.colors + [ $color ]), indexes: (.processed.indexes + [ $index ])} }' } } } ] } } ]`,
      { colors: ['red', 'green', 'blue'] },
    );
    expect(outcome.output).toEqual({ processed: { colors: ['red', 'green', 'blue'], indexes: [0, 1, 2] } });
  });
});

const paint = (color: string, then?: string): string =>
  `{ set: { colors: '\${ .colors + [ "${color}" ] }' }${then === undefined ? '' : `, then: ${then}`} }`;

describe('fork', () => {
  it('gives the outputs of all branches in order', async () => {
    const outcome = await run(
      `do: [ { branch: { fork: { branches: [ { setRed: ${paint('red')} }, { setGreen: ${paint('green')} } ] } } } ]`,
    );
    expect(outcome.output).toEqual([{ colors: ['red'] }, { colors: ['green'] }]);
  });
  it('competing branches leave one result', async () => {
    const outcome = await run(
      `do: [ { branch: { fork: { compete: true, branches: [ { setRed: ${paint('red')} }, { setGreen: ${paint('green')} }, { setBlue: ${paint('blue')} } ] } } } ]`,
    );
    expect((outcome.output as { colors: string[] }).colors).toHaveLength(1);
  });
});

describe('flow', () => {
  it('implicit sequence', async () => {
    const outcome = await run(`do: [ { setRed: ${paint('red')} }, { setGreen: ${paint('green')} }, { setBlue: ${paint('blue')} } ]`);
    expect(outcome.output).toEqual({ colors: ['red', 'green', 'blue'] });
    expect(names(outcome)).toEqual(['setRed', 'setGreen', 'setBlue']);
  });
  it('explicit sequence', async () => {
    const outcome = await run(
      `do: [ { setRed: ${paint('red', 'setGreen')} }, { setBlue: ${paint('blue', 'end')} }, { setGreen: ${paint('green', 'setBlue')} } ]`,
    );
    expect(names(outcome)).toEqual(['setRed', 'setGreen', 'setBlue']);
  });
});

describe('do', () => {
  it('runs its tasks in sequence', async () => {
    const outcome = await run(
      `do: [ { composite: { do: [ { setRed: ${paint('red')} }, { setGreen: ${paint('green')} }, { setBlue: ${paint('blue')} } ] } } ]`,
    );
    expect(outcome.output).toEqual({ colors: ['red', 'green', 'blue'] });
  });
});

describe('raise', () => {
  it('faults with the inline error and its instance', async () => {
    const error = { status: 400, type: 'https://open-workflow-specification.org/errors/types/compliance', title: 'Compliance Error' };
    expect(await run(`do: [ { raiseError: { raise: { error: ${JSON.stringify(error)} } } } ]`)).toMatchObject({
      status: 'faulted',
      error: { ...error, instance: '/do/0/raiseError' },
    });
  });
});

describe('set', () => {
  it('makes an object of expressions', async () => {
    const configuration = { size: { width: 6, height: 6 }, fill: { red: 69, green: 69, blue: 69 } };
    const outcome = await run(
      `do: [ { initialize: { set: { shape: circle, size: '\${ .configuration.size }', fill: '\${ .configuration.fill }' } } } ]`,
      { configuration },
    );
    expect(outcome.output).toEqual({ shape: 'circle', ...configuration });
  });
});

describe('switch', () => {
  const cases = ['red', 'green', 'blue'].map((color) => `{ ${color}: { when: '.color == "${color}"', then: set${color} } }`).join(', ');
  const targets = ['red', 'green', 'blue'].map((color) => `{ set${color}: ${paint(color, 'end')} }`).join(', ');
  it('a matching case', async () => {
    const outcome = await run(`do: [ { choose: { switch: [ ${cases} ] } }, ${targets} ]`, { color: 'red' });
    expect(outcome.output).toEqual({ colors: ['red'] });
    expect(names(outcome)).toEqual(['choose', 'setred']);
  });
  it('the implicit default', async () => {
    const outcome = await run(`do: [ { choose: { switch: [ ${cases} ], then: end } }, ${targets} ]`, { color: 'yellow' });
    expect(outcome.output).toEqual({ color: 'yellow' });
    expect(names(outcome)).toEqual(['choose']);
  });
  it('an explicit default', async () => {
    const outcome = await run(
      `do: [ { choose: { switch: [ ${cases}, { other: { then: custom } } ] } }, ${targets}, { custom: { set: { colors: '\${ .colors + [ $input.color ] }' } } } ]`,
      { color: 'yellow' },
    );
    expect(outcome.output).toEqual({ colors: ['yellow'] });
    expect(names(outcome)).toEqual(['choose', 'custom']);
  });
});

describe('extensions', () => {
  it('run before and after each task they extend, with its $task, and leave its data alone', async () => {
    services.seen.length = 0;
    const outcome = await run(`use:
  extensions:
    - logging:
        extend: set
        before: [ { sendLog: { call: http, with: { method: post, endpoint: HOST/echo, body: '\${ "Executing \\($task.reference)" }' } } } ]
        after: [ { sendLog: { call: http, with: { method: post, endpoint: HOST/echo, body: '\${ "Executed \\($task.reference) \\(.)" }' } } } ]
do: [ { first: { set: { a: 1 } } }, { second: { set: { b: '\${ .a + 1 }' } } } ]`);
    expect(outcome.output).toEqual({ b: 2 });
    expect(services.seen.map(({ body }) => body)).toEqual([
      'Executing /do/0/first',
      'Executed /do/0/first {"a":1}',
      'Executing /do/1/second',
      'Executed /do/1/second {"b":2}',
    ]);
  });
  it('take the place of a task by then: exit', async () => {
    const outcome = await run(`use:
  extensions:
    - mockService:
        extend: call
        when: '$task.call == "http" and ($task.with.endpoint.uri // "" | startswith("https://mocked.service.com"))'
        before: [ { mockResponse: { set: { statusCode: 200, content: { foo: { bar: baz } } }, then: exit } } ]
do:
  - mocked: { call: http, with: { method: get, endpoint: { uri: https://mocked.service.com/sample } }, output: { as: .content } }
  - real: { call: http, with: { method: get, endpoint: { uri: HOST/v2/pet/1 } }, output: { as: '{ mocked: $task.input, real: .id }' } }`);
    expect(outcome.output).toEqual({ mocked: { foo: { bar: 'baz' } }, real: 1 });
  });
  it.each(['before', 'after'])('run once for each task when the run continues as new inside %s', async (place) => {
    // 60 times 90,000 evaluator steps are more than one workflow execution may hold.
    const list = (name: string): string =>
      `[ { burn: { set: { n: '\${ ${name === place ? '[range(90000)] | length' : '0'} }' } } }, { ${name}Done: { set: { done: true } } } ]`;
    const outcome = await run(
      `use: { extensions: [ { count: { extend: for, before: ${list('before')}, after: ${list('after')} } } ] }
do:
  - again:
      do:
        - one: { for: { in: '\${ [1] }' }, do: [ { add: { set: { n: '\${ .n + 1 }' } } } ], then: two }
        - two: { if: '\${ .n < 60 }', set: '\${ . }', then: one }`,
      { n: 0 },
    );
    expect(outcome).toMatchObject({ status: 'completed', output: { n: 60 } });
    for (const name of ['add', 'beforeDone', 'afterDone']) expect(names(outcome).filter((step) => step === name)).toHaveLength(60);
  });
  it('fault the task that they extend when they fault', async () => {
    const outcome =
      await run(`use: { extensions: [ { audit: { extend: all, before: [ { deny: { raise: { error: { type: 'https://example.com/denied', status: 403 } } } } ] } } ] }
do: [ { first: { set: { a: 1 } } } ]`);
    expect(outcome).toMatchObject({
      status: 'faulted',
      error: { type: 'https://example.com/denied', status: 403, instance: '/use/extensions/0/audit/before/0/deny' },
    });
  });
});

describe('aix run without a platform', () => {
  it.each([
    [
      'model',
      `{ call: judge, with: { profile: k1, question: Is it good?, facts: {}, schema: { type: object, properties: { verdict: { type: string } } } } }`,
    ],
    ['database', `{ call: gather, with: { lastHours: 8 } }`],
    ['person', `{ call: approve, with: { role: quality-manager, title: Release? } }`],
    ['artifacts', `{ call: report, with: { template: lot-inspection, facts: {}, formats: [ csv ] } }`],
    ['mail', `{ call: notify, with: { roles: [ operator ], title: Hello, body: Hello, mail: true } }`],
  ])('a task that needs a %s faults with needs-platform', async (_what, task) => {
    expect(await run(`do: [ { step: ${task} } ]`)).toMatchObject({ status: 'faulted', error: { title: 'needs-platform', status: 501 } });
  });
});
