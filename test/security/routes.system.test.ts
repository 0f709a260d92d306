// The role x route matrix and the tenant boundary, both generated from the router: a route added later is walked by itself.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { may, type Permission, ROLES, type Role, ROUTE_PERMISSIONS } from '../../functions/shared/permissions.ts';
import { isPublicRoute, PUBLIC_ROUTES } from '../../functions/shared/public-paths.ts';
import { CANARY, DEFINITION, ORIGIN, twoTenants, type Ids, type TwoTenants } from './two-tenants.ts';

let world: TwoTenants;
beforeAll(async () => {
  world = await twoTenants();
});
afterAll(() => world.close());

interface Route {
  readonly method: string;
  readonly path: string;
}
const routes = (): readonly Route[] =>
  world.app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => ({ method, path }));
const guarded = (): readonly Route[] => routes().filter(({ method, path }) => !isPublicRoute(method, path));

const ID_OF: readonly (readonly [RegExp, keyof Ids])[] = [
  [/^\/api\/v1\/runs/, 'run'],
  [/^\/api\/v1\/tasks/, 'task'],
  [/^\/api\/v1\/reports/, 'report'],
  [/^\/api\/v1\/artifacts/, 'artifact'],
  [/^\/api\/v1\/notices/, 'notice'],
  [/^\/api\/v1\/schedules/, 'schedule'],
  [/^\/api\/v1\/members/, 'member'],
  [/^\/api\/v1\/api-keys/, 'apiKey'],
];
const addressOf = (path: string): string => {
  const id = ID_OF.find(([pattern]) => pattern.test(path))?.[1];
  return path
    .replace(':id', id === undefined ? crypto.randomUUID() : world.a.ids[id])
    .replace(':namespace', 'quality')
    .replace(':name', 'secret-form')
    .replace(':version', '1.0.0')
    .replace(/\/diff$/, '/diff?from=1.0.0&to=1.0.0');
};
/** Bodies that the route would take, so that a refusal is for who asks and not for what is sent. */
const BODIES: Readonly<Record<string, unknown>> = {
  'POST /api/v1/definitions/:namespace/:name/submissions': { lotNumber: 'L-1' },
  'POST /api/v1/runs/:id/cancel': { reason: 'test' },
  'POST /api/v1/runs/:id/rerun': { fromStep: 0 },
  'POST /api/v1/events': { specversion: '1.0', id: 'probe', source: '/probe', type: 'probe' },
  'POST /api/v1/tasks/:id/decision': { outcome: 'approve' },
  'POST /api/v1/schedules/:id/pause': { reason: 'test' },
  'POST /api/v1/members/invitations': { email: 'x@y.example', roles: ['operator'] },
  'PUT /api/v1/members/:id/roles': { roles: ['operator'] },
  'POST /api/v1/api-keys': { name: 'x', roles: ['operator'] },
};
const send = ({ method, path }: Route, cookie?: string, extra: RequestInit = {}): Promise<Response> => {
  const text = path === '/api/v1/definitions' || path.endsWith('/validate');
  const body =
    method === 'GET'
      ? undefined
      : text
        ? DEFINITION('probe')
        : path === '/api/v1/artifacts'
          ? 'plain text'
          : JSON.stringify(BODIES[`${method} ${path}`] ?? {});
  const type = text ? 'application/yaml' : path === '/api/v1/artifacts' ? 'text/plain' : 'application/json';
  const headers = { origin: ORIGIN, ...(method === 'GET' ? {} : { 'content-type': type }), ...(cookie === undefined ? {} : { cookie }) };
  return Promise.resolve(world.app.request(addressOf(path), { method, headers, ...(body === undefined ? {} : { body }), ...extra }));
};

describe('the list of routes', () => {
  test('has an entry in the matrix or in the public list for every route, and no entry for a route that is gone', () => {
    const missing = guarded().filter(({ method, path }) => ROUTE_PERMISSIONS[`${method} ${path}`] === undefined);
    expect(missing).toEqual([]);
    const known = new Set(routes().map(({ method, path }) => `${method} ${path}`));
    expect(Object.keys(ROUTE_PERMISSIONS).filter((key) => key.includes(' /api/') && !known.has(key))).toEqual([]);
    expect(routes().length).toBeGreaterThan(35);
  });

  test('is closed: what is public is what the list says', () => {
    const open = routes()
      .filter(({ method, path }) => isPublicRoute(method, path))
      .map(({ method, path }) => `${method} ${path}`);
    expect(open.every((key) => PUBLIC_ROUTES.includes(key))).toBe(true);
    expect(open.toSorted()).toEqual([
      'GET /healthz',
      'GET /readyz',
      'POST /api/auth/invitation',
      'POST /api/auth/sign-in/email',
      'POST /api/auth/sign-in/username',
    ]);
  });

  test('has no GET that changes anything', () => {
    const changing = guarded().filter(
      ({ method, path }) => method === 'GET' && !/\.(read)$/.test(ROUTE_PERMISSIONS[`${method} ${path}`] ?? ''),
    );
    expect(changing).toEqual([]);
  });
});

test('without credentials every guarded route is 401, whatever its body', async () => {
  for (const route of guarded()) {
    const response = await send(route);
    expect([route, response.status]).toEqual([route, 401]);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  }
});

describe.each(ROLES)('%s', (role: Role) => {
  test('reaches exactly the routes of the matrix', async () => {
    for (const route of guarded().filter(({ path }) => path !== '/api/auth/sign-out')) {
      const permission = ROUTE_PERMISSIONS[`${route.method} ${route.path}`] as Permission;
      // Of tenant B: what is allowed then fails on A's ids, so nothing of the fixture changes.
      const response = await send(route, world.b.cookies[role]);
      const text = await response.text();
      expect([route, response.status < 500]).toEqual([route, true]);
      expect([route, response.status === 403 && text.includes('Your roles')]).toEqual([route, !may({ roles: [role] }, permission)]);
      expect(text).not.toContain(CANARY);
      expect(text).not.toMatch(/\bat .*\.ts:\d+/);
    }
  });
});

test('another tenant’s ids are 404 for those who may use the route, and its rows are in no list', async () => {
  const seen: string[] = [];
  for (const route of guarded().filter(({ path }) => path.includes(':'))) {
    const permission = ROUTE_PERMISSIONS[`${route.method} ${route.path}`] as Permission;
    for (const role of ROLES.filter((one) => may({ roles: [one] }, permission))) {
      const response = await send(route, world.b.cookies[role]);
      expect([route, role, response.status]).toEqual([route, role, 404]);
      seen.push(route.path);
    }
  }
  expect(new Set(seen).size).toBeGreaterThan(18);
});

test('the owner of the ids does reach them: the refusals above are not for want of a thing to find', async () => {
  const readable = guarded().filter(({ method, path }) => method === 'GET' && path.includes(':'));
  for (const route of readable) {
    const response = await send(route, world.a.cookies.admin);
    expect([route, response.status]).toEqual([route, 200]);
  }
  expect(await (await send({ method: 'GET', path: '/api/v1/runs/:id' }, world.a.cookies.admin)).text()).toContain(CANARY);
});

test('filters and sort parameters that are not declared are refused, so no list can be turned to another tenant', async () => {
  for (const path of ['/api/v1/runs', '/api/v1/tasks', '/api/v1/reports', '/api/v1/audit', '/api/v1/notices', '/api/v1/definitions']) {
    for (const query of [
      `filter[tenant_id]=${world.a.tenant}`,
      'orderBy=tenant_id',
      `tenant=${world.a.tenant}`,
      'sort=id%22%20desc;%20--',
      'sort=(select%201)',
      'limit=100000',
      'limit=1;drop',
    ]) {
      const response = await world.app.request(`${path}?${query}`, { headers: { cookie: world.b.cookies.admin } });
      expect([path, query, response.status]).toEqual([path, query, 400]);
    }
  }
});

test('fields that a client may not set are refused by name', async () => {
  const post = async (path: string, body: unknown, cookie: string, method = 'POST'): Promise<Response> =>
    await world.app.request(path, {
      method,
      headers: { cookie, origin: ORIGIN, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const cases = [
    post(
      '/api/v1/definitions/quality/secret-form/submissions',
      { lotNumber: 'L', tenantId: world.b.tenant, status: 'approved' },
      world.a.cookies.operator,
    ),
    post(
      `/api/v1/tasks/${world.a.ids.task}/decision`,
      { outcome: 'approve', by: { userId: 'x', role: 'quality-manager' } },
      world.a.cookies['quality-manager'],
    ),
    post('/api/v1/api-keys', { name: 'x', roles: ['operator'], tenant: world.b.tenant, hash: 'x' }, world.a.cookies.admin),
    post('/api/v1/members/invitations', { email: 'x@y.example', roles: ['operator'], tenantId: world.b.tenant }, world.a.cookies.admin),
    post('/api/v1/members/invitations', { email: 'x@y.example', roles: ['owner'] }, world.a.cookies.admin),
  ];
  for (const response of await Promise.all(cases)) {
    expect(response.status).toBe(422);
    expect(((await response.json()) as { issues: unknown[] }).issues.length).toBeGreaterThan(0);
  }
});
