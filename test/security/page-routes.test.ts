// The pages' routes against the matrix and the public list, generated from the router: a page that is added later is walked by itself.
import { describe, expect, test } from 'vitest';
import { Hono } from 'hono';
import { composeApp } from '../../functions/shared/app.ts';
import type { AppEnv } from '../../functions/shared/app-env.ts';
import { may, type Permission, ROLES, ROUTE_PERMISSIONS } from '../../functions/shared/permissions.ts';
import { isPublicRoute } from '../../functions/shared/public-paths.ts';
import { createAssets } from '../../functions/web/assets.ts';
import type { WebDeps } from '../../functions/web/web-deps.ts';
import { createWeb } from '../../functions/web/web.tsx';

/** Pages behind the guard only: what they stand on is never reached by a refused request. */
function pages(roles: readonly string[] = []): Hono<AppEnv> {
  const web = createWeb({ assets: createAssets(new Map()), invitations: {} } as unknown as WebDeps);
  const actor = roles.length === 0 ? undefined : ({ userId: 'u', name: 'u', roles, tenant: 't', kind: 'session' } as const);
  return composeApp({ api: new Hono<AppEnv>(), web, baseUrl: 'http://localhost', signIn: { authenticate: async () => actor }, health: {} });
}
const routes = pages()
  .routes.filter(({ method }) => method !== 'ALL')
  .map(({ method, path }) => ({ method, path, key: `${method} ${path}`, open: isPublicRoute(method, path) }));
const guarded = routes.filter(({ open }) => !open);
const send = (app: Hono<AppEnv>, { method, path }: { method: string; path: string }) =>
  app.request(path.replaceAll(/:[a-zA-Z]+/g, 'x'), { method, headers: { origin: 'http://localhost' } });

describe('pages', () => {
  test('each has its entry in the matrix or in the closed public list, and no entry is left over', () => {
    expect(guarded.filter(({ key }) => ROUTE_PERMISSIONS[key] === undefined).map(({ key }) => key)).toEqual([]);
    const known = new Set(routes.map(({ key }) => key));
    expect(Object.keys(ROUTE_PERMISSIONS).filter((key) => !key.includes(' /api/') && !known.has(key))).toEqual([]);
    expect(guarded.length).toBeGreaterThan(15);
  });

  test('only sign-in, invitation, health and hashed files are open', () => {
    const open = routes.filter((route) => route.open).map(({ key }) => key);
    expect(open.toSorted()).toEqual([
      'GET /assets/:file',
      'GET /healthz',
      'GET /readyz',
      'GET /sign-in',
      'GET /sign-in/invitation/:token',
      'POST /sign-in',
      'POST /sign-in/invitation/:token',
    ]);
  });

  test('without a session every one goes to sign-in', async () => {
    for (const route of guarded) {
      const response = await send(pages(), route);
      expect([route.key, response.status]).toEqual([route.key, 303]);
      expect(response.headers.get('location')).toMatch(/^\/sign-in(\?next=%2F[^/]*)?/);
    }
  });

  test.each(ROLES)('%s is refused exactly what the matrix refuses', async (role) => {
    const app = pages([role]);
    for (const route of guarded) {
      const refused = (await send(app, route)).status === 403;
      expect([route.key, refused]).toEqual([route.key, !may({ roles: [role] }, ROUTE_PERMISSIONS[route.key] as Permission)]);
    }
  });

  test('an auditor may post nothing but signing out', () => {
    const posts = guarded.filter(
      ({ method, key }) => method !== 'GET' && may({ roles: ['auditor'] }, ROUTE_PERMISSIONS[key] as Permission),
    );
    expect(posts.map(({ key }) => key)).toEqual(['POST /sign-out']);
  });
});
