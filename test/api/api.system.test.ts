// What clients of the API are promised, over HTTP against the real database; the engine takes everything (test/security/two-tenants.ts).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFINITION, ORIGIN, PASSWORD, twoTenants, type TwoTenants } from '../security/two-tenants.ts';

let world: TwoTenants;
let a: TwoTenants['a'];
beforeAll(async () => {
  world = await twoTenants();
  a = world.a;
});
afterAll(() => world.close());

type Body = Record<string, unknown>;
const call = async (method: string, path: string, options: { cookie?: string; body?: unknown; headers?: Record<string, string> } = {}) => {
  const raw = typeof options.body === 'string' || options.body instanceof Uint8Array;
  const response = await world.app.request(path, {
    method,
    headers: {
      ...(options.cookie === undefined ? {} : { cookie: options.cookie }),
      origin: ORIGIN,
      ...(options.body === undefined || raw ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { body: raw ? (options.body as BodyInit) : JSON.stringify(options.body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: (/json/.test(response.headers.get('content-type') ?? '') && !/ndjson/.test(response.headers.get('content-type') ?? '')
      ? JSON.parse(text)
      : {}) as Body,
  };
};
const submitPath = '/api/v1/definitions/quality/secret-form/submissions';

describe('submitting', () => {
  test('answers 202 with the run and where it is', async () => {
    const answer = await call('POST', submitPath, { cookie: a.cookies.operator, body: { lotNumber: 'L-1' } });
    expect(answer.status).toBe(202);
    expect(answer.json).toMatchObject({ created: true, started: true });
    expect(answer.headers.get('location')).toBe(`/api/v1/runs/${String(answer.json['runId'])}`);
    expect((await call('GET', answer.headers.get('location') ?? '', { cookie: a.cookies.operator })).json).toMatchObject({
      lotNumber: 'L-1',
      state: 'accepted',
    });
  });

  test('fifty posts at once under one key are one submission; another body under it is 409 and names the first', async () => {
    const headers = { 'idempotency-key': 'once-only' };
    const post = (lotNumber: string) => call('POST', submitPath, { cookie: a.cookies.operator, body: { lotNumber }, headers });
    const answers = await Promise.all(Array.from({ length: 50 }, () => post('L-2')));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 202));
    expect(new Set(answers.map(({ json }) => json['submissionId'])).size).toBe(1);
    expect(answers.filter(({ json }) => json['created'] === true)).toHaveLength(1);
    const other = await post('L-3');
    expect(other).toMatchObject({ status: 409, json: { code: 'conflict', submissionId: answers[0]?.json['submissionId'] } });
  });

  test('says every fault at once, each with its place', async () => {
    const answer = await call('POST', submitPath, { cookie: a.cookies.operator, body: { lotNumber: '', count: 1000, extra: 1 } });
    expect(answer.status).toBe(422);
    const paths = (answer.json['issues'] as { path: string }[]).map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['/input/lotNumber', '/input/count', '/input/extra']));
    expect(answer.json['requestId']).toBe(answer.headers.get('x-request-id'));
  });

  test('of an unknown definition is 404, with a bad key 400', async () => {
    expect((await call('POST', '/api/v1/definitions/quality/none/submissions', { cookie: a.cookies.operator, body: {} })).status).toBe(404);
    expect(
      (await call('POST', submitPath, { cookie: a.cookies.operator, body: { lotNumber: 'x' }, headers: { 'idempotency-key': 'a b' } }))
        .status,
    ).toBe(400);
  });
});

describe('bodies that are not what they say', () => {
  const headersOf = (type: string) => ({ 'content-type': type });
  test.each([
    ['a form on a JSON route', submitPath, 'lotNumber=L', 'application/x-www-form-urlencoded', 415],
    ['multipart on a JSON route', submitPath, '--x\r\n\r\n--x--', 'multipart/form-data; boundary=x', 415],
    ['text on a JSON route', submitPath, '{"lotNumber":"L"}', 'text/plain', 415],
    ['a file list in JSON', submitPath, '{"lotNumber":"L","files":[{"filepath":"/etc/passwd"}]}', 'application/json', 422],
    ['a prototype key', submitPath, '{"lotNumber":"L","__proto__":{"polluted":true}}', 'application/json', 422],
    [
      'a prototype key deep inside',
      submitPath,
      '{"lotNumber":"L","x":[{"constructor":{"prototype":{"polluted":true}}}]}',
      'application/json',
      422,
    ],
    ['JSON that is none', submitPath, '{"lotNumber":', 'application/json', 400],
    ['a page as a definition', '/api/v1/definitions', '<html>', 'text/html', 415],
  ])('%s: refused', async (_name, path, body, type, status) => {
    const cookie = path === '/api/v1/definitions' ? a.cookies.planner : a.cookies.operator;
    const answer = await call('POST', path, { cookie, body, headers: headersOf(type) });
    expect(answer.status).toBe(status);
    expect(({} as Body)['polluted']).toBeUndefined();
  });

  test('numbers and part numbers are kept as they were written', async () => {
    for (const lotNumber of ['1e5', '00012', '９', 'ㄱㄴ', '<img src=x onerror=alert(1)>', '{{7*7}}']) {
      const { json } = await call('POST', submitPath, { cookie: a.cookies.operator, body: { lotNumber } });
      expect((await call('GET', `/api/v1/runs/${String(json['runId'])}`, { cookie: a.cookies.operator })).json['lotNumber']).toBe(
        lotNumber,
      );
    }
  });

  test('a NUL character is refused in words, not with 500', async () => {
    const answer = await call('POST', submitPath, { cookie: a.cookies.operator, body: { lotNumber: 'a\u0000b' } });
    expect(answer.status).toBe(422);
  });
});

describe('deciding', () => {
  const decide = (role: 'quality-manager' | 'operator' | 'auditor', body: unknown) =>
    call('POST', `/api/v1/tasks/${a.ids.task}/decision`, { cookie: a.cookies[role], body });

  test('is for the roles of the task only', async () => {
    expect((await decide('operator', { outcome: 'approve' })).status).toBe(403);
    expect((await decide('auditor', { outcome: 'approve' })).status).toBe(403);
  });

  test('a rejection needs a reason', async () => {
    expect(await decide('quality-manager', { outcome: 'reject' })).toMatchObject({ status: 422, json: { issues: [{ path: '/reason' }] } });
  });

  test('the first decision is applied, sent again it is the same, and a later one gets 409 with the first', async () => {
    const decisionId = crypto.randomUUID();
    const first = await decide('quality-manager', { outcome: 'approve', decisionId });
    expect(first).toMatchObject({ status: 200, json: { state: 'applied', decisionId } });
    expect((await decide('quality-manager', { outcome: 'approve', decisionId })).status).toBe(200);
    const late = await decide('quality-manager', { outcome: 'reject', reason: 'too late' });
    expect(late).toMatchObject({ status: 409, json: { code: 'conflict', first: { id: decisionId, outcome: 'approve' } } });
  });
});

describe('definitions', () => {
  const publish = (text: string) =>
    call('POST', '/api/v1/definitions', { cookie: a.cookies.planner, body: text, headers: { 'content-type': 'application/yaml' } });

  test('are published once; the same text again is 200, another text under the version 409', async () => {
    expect((await publish(DEFINITION('paint-check'))).status).toBe(201);
    expect((await publish(DEFINITION('paint-check'))).status).toBe(200);
    expect((await publish(DEFINITION('paint-check', 'Other title'))).status).toBe(409);
    const versions = await call('GET', '/api/v1/definitions/quality/paint-check/versions', { cookie: a.cookies.planner });
    expect((versions.json['versions'] as Body[]).map(({ version }) => version)).toEqual(['1.0.0']);
  });

  test('with faults are refused with every issue, its line, and nothing is published', async () => {
    const answer = await publish(DEFINITION('broken').replace('dsl: 1.0.3', 'dsl: 9').replace('cron: 0 7 * * *', 'cron: nonsense'));
    expect(answer.status).toBe(422);
    const issues = answer.json['issues'] as Body[];
    expect(issues.length).toBeGreaterThanOrEqual(2);
    expect(issues.every(({ line }) => typeof line === 'number')).toBe(true);
    expect((await call('GET', '/api/v1/definitions/quality/broken', { cookie: a.cookies.planner })).status).toBe(404);
  });

  test('that are deprecated start no new run', async () => {
    await publish(DEFINITION('old-form'));
    expect(
      (await call('POST', '/api/v1/definitions/quality/old-form/versions/1.0.0/deprecate', { cookie: a.cookies.planner })).status,
    ).toBe(200);
    expect(
      (await call('POST', '/api/v1/definitions/quality/old-form/submissions', { cookie: a.cookies.operator, body: { lotNumber: 'x' } }))
        .status,
    ).toBe(404);
  });

  test('become operations of the OpenAPI document with their input schema, beside every declared route', async () => {
    const { json } = await call('GET', '/api/openapi.json', { cookie: a.cookies.operator });
    const paths = json['paths'] as Record<
      string,
      Record<string, { requestBody?: { content: Record<string, { schema: Body }> }; operationId: string }>
    >;
    const start = paths['/api/v1/definitions/quality/secret-form/submissions']?.['post'];
    expect(start?.requestBody?.content['application/json']?.schema).toMatchObject({ required: ['lotNumber'], additionalProperties: false });
    const declared = world.app.routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/v1/'));
    for (const { method, path } of declared) expect(paths[path.replaceAll(/:([a-zA-Z]+)/g, '{$1}')]?.[method.toLowerCase()]).toBeDefined();
    const ids = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('artifacts', () => {
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
  const store = (bytes: Uint8Array, type: string, name = 'photo.png') =>
    call('POST', '/api/v1/artifacts', {
      cookie: a.cookies.operator,
      body: bytes,
      headers: { 'content-type': type, 'x-file-name': encodeURIComponent(name) },
    });

  test('come back byte for byte as an attachment that nothing opens', async () => {
    const stored = await store(png, 'image/png', '사진 "1"/..\r\n.png');
    expect(stored.status).toBe(201);
    const response = await world.app.request(`/api/v1/artifacts/${String(stored.json['id'])}/content`, {
      headers: { cookie: a.cookies.operator },
    });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(png);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''%EC%82%AC/);
  });

  test('that are not what they say, or may carry scripts, are refused', async () => {
    const html = new TextEncoder().encode('<html><script>alert(1)</script>');
    expect((await store(html, 'image/jpeg')).status).toBe(415);
    expect((await store(html, 'text/html')).status).toBe(415);
    expect((await store(html, 'image/svg+xml')).status).toBe(415);
    expect((await store(new Uint8Array(), 'image/png')).status).toBe(400);
    expect((await store(new Uint8Array(26 * 1024 * 1024), 'image/png')).status).toBe(413);
  });
});

describe('people and keys', () => {
  test('an invited person accepts once and signs in; the link is in no list', async () => {
    const invited = await call('POST', '/api/v1/members/invitations', {
      cookie: a.cookies.admin,
      body: { email: 'new@a.example', roles: ['inspector'] },
    });
    expect(invited.status).toBe(201);
    const token = new URL(String(invited.json['link'])).pathname.split('/').at(-1) ?? '';
    expect((await call('GET', '/api/v1/members', { cookie: a.cookies.admin })).text).not.toContain(token.split('.')[1] ?? '?');
    const person = { token, name: 'New', username: 'new.inspector', password: PASSWORD };
    expect((await call('POST', '/api/auth/invitation', { body: { ...person, password: 'short' } })).status).toBe(422);
    expect((await call('POST', '/api/auth/invitation', { body: person })).status).toBe(201);
    expect((await call('POST', '/api/auth/invitation', { body: { ...person, username: 'again' } })).status).toBe(404);
    const signedIn = await call('POST', '/api/auth/sign-in/username', { body: { username: 'new.inspector', password: PASSWORD } });
    expect(signedIn).toMatchObject({ status: 200, json: { roles: ['inspector'], tenant: a.tenant } });
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect((await call('GET', '/api/v1/me', { cookie })).json).toMatchObject({ name: 'New', roles: ['inspector'] });
    expect((await call('POST', '/api/auth/sign-out', { cookie })).status).toBe(204);
    expect((await call('GET', '/api/v1/me', { cookie })).status).toBe(401);
  });

  test('a key is shown once, works without Origin, cannot make keys, and ends when revoked', async () => {
    const made = await call('POST', '/api/v1/api-keys', {
      cookie: a.cookies.admin,
      body: { name: 'gateway', roles: ['admin', 'operator'] },
    });
    const key = String(made.json['key']);
    expect((await call('GET', '/api/v1/api-keys', { cookie: a.cookies.admin })).text).not.toContain(key.slice(40));
    const as = (method: string, path: string, body?: unknown) =>
      world.app.request(path, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    expect((await as('POST', submitPath, { lotNumber: 'from-key' })).status).toBe(202);
    expect((await as('POST', '/api/v1/api-keys', { name: 'x', roles: ['admin'] })).status).toBe(403);
    expect((await as('POST', '/api/v1/members/invitations', { email: 'q@a.example', roles: ['admin'] })).status).toBe(403);
    expect((await call('DELETE', `/api/v1/api-keys/${String(made.json['id'])}`, { cookie: a.cookies.admin })).status).toBe(204);
    expect((await as('GET', '/api/v1/me')).status).toBe(401);
  });

  test('what administrators do is in the audit trail', async () => {
    const actions = await world.db.asOwner<{ action: string }>('select distinct action from audit where tenant_id = $1', [a.tenant]);
    expect(actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['api-key.created', 'api-key.revoked', 'member.invited', 'session.started']),
    );
  });
});

test('health answers strangers without details, and says not ready with 503 when the database is gone', async () => {
  expect((await call('GET', '/healthz')).json).toEqual({ status: 'alive' });
  expect((await call('GET', '/readyz')).json).toEqual({ status: 'ready', components: { database: { state: 'ok' } } });
});

test('with the database gone every guarded route is 503 with Retry-After, and /readyz says which part is down', async () => {
  const other = await twoTenants();
  await other.db.database.close();
  const response = await other.app.request('/api/v1/runs', { headers: { cookie: other.a.cookies.admin } });
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
  const ready = await other.app.request('/readyz');
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'not-ready', components: { database: { state: 'down' } } }]);
  await other.close().catch(() => undefined);
});
