// Events, re-runs, live views and diffs over HTTP, against the real database; the engine takes everything.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFINITION, ORIGIN, twoTenants, type TwoTenants } from '../security/two-tenants.ts';

let world: TwoTenants;
beforeAll(async () => {
  world = await twoTenants();
});
afterAll(() => world.close());

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await world.app.request(path, {
    method,
    headers: {
      cookie: world.a.cookies.planner,
      origin: ORIGIN,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    text,
    type: response.headers.get('content-type') ?? '',
    json: (text.startsWith('{') ? JSON.parse(text) : {}) as Record<string, unknown>,
  };
}
const event = (id: string, more: object = {}) => ({ specversion: '1.0', id, source: '/gate/1', type: 'gate.open', ...more });

describe('POST /api/v1/events', () => {
  test('takes one event and a batch, in every content type of CloudEvents, and drops what it knows', async () => {
    expect(await call('POST', '/api/v1/events', event('1'))).toMatchObject({ status: 202, json: { accepted: 1, duplicates: 0 } });
    expect(
      await call('POST', '/api/v1/events', event('1'), { 'content-type': 'application/cloudevents+json; charset=utf-8' }),
    ).toMatchObject({ status: 202, json: { accepted: 0, duplicates: 1 } });
    expect(
      await call('POST', '/api/v1/events', [event('1'), event('2'), event('2')], { 'content-type': 'application/cloudevents-batch+json' }),
    ).toMatchObject({
      status: 202,
      json: { accepted: 1, duplicates: 2 },
    });
  });

  test.each([
    ['no id', { ...event('x'), id: undefined }, '/id'],
    ['an old version', event('x', { specversion: '0.3' }), '/specversion'],
    ['a number as type', event('x', { type: 7 }), '/type'],
    ['a time without zone', event('x', { time: '2026-11-24T08:00:00' }), '/time'],
    ['an attribute in capitals', event('x', { lotNumber: 'L' }), '/lotNumber'],
    ['a NUL in the source', event('x', { source: 'a\u0000b' }), '/source'],
    ['two kinds of data', event('x', { data: 1, data_base64: 'AA==' }), '/data_base64'],
    ['an event that is too large', event('x', { data: 'x'.repeat(70_000) }), ''],
    ['no event', [], ''],
    ['no object', [1], '/0'],
  ])('refuses %s with its place, and takes none of the batch', async (_name, body, path) => {
    const answer = await call('POST', '/api/v1/events', body);
    expect(answer.status).toBe(422);
    expect((answer.json['issues'] as { path: string }[]).map((issue) => issue.path)).toContain(path);
  });

  test('is for planners, admins and keys of these roles', async () => {
    expect((await call('POST', '/api/v1/events', event('op'), { cookie: world.a.cookies.operator })).status).toBe(403);
    expect((await call('POST', '/api/v1/events', event('ad'), { cookie: world.a.cookies.admin })).status).toBe(202);
  });
});

describe('POST /api/v1/runs/:id/rerun', () => {
  const submit = async (): Promise<string> =>
    String((await call('POST', '/api/v1/definitions/quality/secret-form/submissions', { lotNumber: 'L-7' })).json['runId']);

  test('of an ended run makes a run with the same input and lot, once per key; the first is named as its parent', async () => {
    const first = await submit();
    expect((await call('POST', `/api/v1/runs/${first}/rerun`, { fromStep: 0 })).status).toBe(409);
    await world.db.asOwner(`update run set state = 'faulted' where id = $1`, [first]);
    const headers = { 'idempotency-key': 'again' };
    const answer = await call('POST', `/api/v1/runs/${first}/rerun`, { fromStep: 0 }, headers);
    expect(answer).toMatchObject({ status: 202, json: { created: true, started: true } });
    expect(await call('POST', `/api/v1/runs/${first}/rerun`, { fromStep: 0 }, headers)).toMatchObject({
      status: 202,
      json: { created: false, runId: answer.json['runId'] },
    });
    const rows = await world.db.asOwner(
      `select s.parent_run_id, s.rerun_from_step, s.input, r.lot_number from run r join submission s on s.id = r.submission_id where r.id = $1`,
      [answer.json['runId']],
    );
    expect(rows).toEqual([{ parent_run_id: first, rerun_from_step: 0, input: { lotNumber: 'L-7' }, lot_number: 'L-7' }]);
    const audited = await world.db.asOwner(`select actor_kind, details from audit where action = 'run.rerun' and subject_id = $1`, [
      answer.json['runId'],
    ]);
    expect(audited).toEqual([{ actor_kind: 'session', details: { of: first, fromStep: 0 } }]);
  });

  test('refuses a step that is none, a body that is none, and operators', async () => {
    const first = await submit();
    await world.db.asOwner(`update run set state = 'completed' where id = $1`, [first]);
    expect(await call('POST', `/api/v1/runs/${first}/rerun`, { fromStep: 5 })).toMatchObject({
      status: 422,
      json: { issues: [{ path: '/fromStep' }] },
    });
    expect((await call('POST', `/api/v1/runs/${first}/rerun`, { fromStep: '1' })).status).toBe(422);
    expect((await call('POST', `/api/v1/runs/${first}/rerun`, { fromStep: 0 }, { cookie: world.a.cookies.operator })).status).toBe(403);
  });
});

describe('GET /api/v1/runs/:id/events', () => {
  test('is a stream of steps and state with ids to go on from; another tenant sees nothing of it', async () => {
    const { run } = world.a.ids;
    const answer = await call('GET', `/api/v1/runs/${run}/events`);
    expect(answer).toMatchObject({ status: 200, type: 'text/event-stream' });
    expect(answer.text).toMatch(/^retry: 2000\n\n/);
    expect(answer.text).toMatch(/event: run\ndata: \{.*"state":".*\}\nid: \d+\n\n/);
    expect((await call('GET', `/api/v1/runs/${run}/events`, undefined, { cookie: world.b.cookies.planner })).status).toBe(404);
    expect((await call('GET', `/api/v1/runs/${run}/events`, undefined, { 'last-event-id': 'x' })).status).toBe(400);
  });

  test('of a run that has ended and was told whole is 204, so that a browser stops asking', async () => {
    const runId = String((await call('POST', '/api/v1/definitions/quality/secret-form/submissions', { lotNumber: 'L-8' })).json['runId']);
    await world.db.asOwner(`update run set state = 'completed', last_sequence = 3 where id = $1`, [runId]);
    expect((await call('GET', `/api/v1/runs/${runId}/events`, undefined, { 'last-event-id': '3' })).status).toBe(204);
    expect((await call('GET', `/api/v1/runs/${runId}/events`, undefined, { 'last-event-id': '2' })).status).toBe(200);
  });
});

describe('versions', () => {
  test('are compared task by task; publishing the old text under a new version rolls back', async () => {
    const publish = (text: string) => call('POST', '/api/v1/definitions', text, { 'content-type': 'application/yaml' });
    const one = DEFINITION('rolled');
    expect((await publish(one)).status).toBe(201);
    const two = one.replace('1.0.0', '2.0.0').replace(/\ndo:/, '\ndo:\n  - added: { set: { x: 1 } }');
    expect((await publish(two)).status).toBe(201);
    expect(await call('GET', '/api/v1/definitions/quality/rolled/diff?from=1.0.0&to=2.0.0')).toMatchObject({
      status: 200,
      json: { same: false, tasks: [{ change: 'added', name: 'added' }], around: ['/document/version'] },
    });
    expect((await call('GET', '/api/v1/definitions/quality/rolled/diff?from=1.0.0&to=9.0.0')).status).toBe(404);
    const old = (await call('GET', '/api/v1/definitions/quality/rolled/versions/1.0.0')).json['source'];
    expect((await publish(String(old).replace('1.0.0', '3.0.0'))).status).toBe(201);
    expect((await call('GET', '/api/v1/definitions/quality/rolled')).json).toMatchObject({ version: '3.0.0' });
    expect((await call('GET', '/api/v1/definitions/quality/rolled/diff?from=1.0.0&to=3.0.0')).json).toMatchObject({
      tasks: [],
      around: ['/document/version'],
    });
  });
});
