// A composed app over two invented routes, one page and one API operation, for tests of the guard itself: no database, no sign-in library.
import { Hono } from 'hono';
import type { Actor } from '../../functions/shared/actor.ts';
import { composeApp } from '../../functions/shared/app.ts';
import type { AppEnv } from '../../functions/shared/app-env.ts';

export const ORIGIN = 'http://localhost';
export const ACTORS: Readonly<Record<string, Actor>> = Object.fromEntries(
  ['operator', 'inspector', 'quality-manager', 'planner', 'admin', 'auditor'].map((role) => [
    role,
    { userId: `u-${role}`, name: role, roles: [role], tenant: 't-1', kind: 'session' },
  ]),
);

/** `Cookie: role=planner` signs in as that role; `Authorization: Bearer machine` is an API key of a planner. */
export function guardedApp(reached: string[] = []): Hono<AppEnv> {
  const api = new Hono<AppEnv>();
  const seen = (name: string) => reached.push(name);
  api.get('/api/v1/runs', (c) => c.json({ ran: seen('runs') }));
  api.post('/api/v1/definitions', async (c) => c.json({ ran: seen('publish'), length: (await c.req.text()).length }));
  api.post('/api/v1/tasks/:id/decision', (c) => c.json({ ran: seen('decision') }));
  api.get('/api/v1/unlisted', (c) => c.json({ ran: seen('unlisted') }));
  const web = new Hono<AppEnv>();
  web.get('/sign-in', (c) => c.html('<form method="post"></form>'));
  web.get('/', (c) => c.html('home'));
  web.get('/assets/:file', (c) => c.text('asset'));
  return composeApp({
    api,
    web,
    baseUrl: ORIGIN,
    signIn: {
      authenticate: async (request) => {
        if (request.headers.get('authorization') === 'Bearer machine') return { ...ACTORS.planner, kind: 'api-key' } as Actor;
        const role = /role=([a-z-]+)/.exec(request.headers.get('cookie') ?? '')?.[1];
        return role === undefined ? undefined : ACTORS[role];
      },
    },
    health: { database: async () => undefined },
  });
}
