// The page behind an invitation's link, as a browser without script uses it, on the real database.
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeApp } from '../../functions/shared/app.ts';
import type { AppEnv } from '../../functions/shared/app-env.ts';
import { createSignIn } from '../../functions/shared/sign-in.ts';
import { buildAssets } from '../../functions/web/build-assets.ts';
import type { WebDeps } from '../../functions/web/web-deps.ts';
import { createWeb } from '../../functions/web/web.tsx';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const ORIGIN = 'http://localhost';
let db: TestDatabase;
let app: Hono<AppEnv>;
let path: string;
beforeAll(async () => {
  db = await createTestDatabase();
  const signIn = createSignIn({ database: db.database, baseUrl: ORIGIN, secret: 's'.repeat(40) });
  const admin = { email: 'a@plant.example', name: 'A', username: 'plant.admin', password: 'long-enough-1' };
  const { tenant, userId } = await signIn.members.createTenantWithAdmin({ tenantName: '수원 <b>공장</b>', admin });
  path = new URL((await signIn.invitations.invite({ tenant, email: 'new@plant.example', roles: ['inspector'], invitedBy: userId })).link)
    .pathname;
  const web = createWeb({
    assets: await buildAssets(),
    now: () => new Date(),
    signIn: signIn.signInToPage,
    invitations: signIn.invitations,
  } as unknown as WebDeps);
  app = composeApp({ api: new Hono<AppEnv>(), web, signIn, baseUrl: ORIGIN, health: {} });
});
afterAll(() => db.close());

const post = (fields: Record<string, string>, origin = ORIGIN) =>
  app.request(path, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });

test('the link shows who invites to what, in Korean and English, with the tenant’s name as text', async () => {
  const korean = await (await app.request(path)).text();
  expect(korean).toContain('초대 받기');
  expect(korean).toContain('new@plant.example');
  expect(korean).toContain('수원 &lt;b&gt;공장&lt;/b&gt;');
  expect(await (await app.request(`${path}?lang=en`)).text()).toContain('Accept the invitation');
});

test('a wrong form comes back with every fault, what was typed, and without the password', async () => {
  const response = await post({ name: '', username: '!', password: 'short-pw' });
  const html = await response.text();
  expect(response.status).toBe(422);
  expect(html.match(/aria-invalid="true"/g)).toHaveLength(3);
  expect(html).not.toContain('short-pw');
});

test('a user name that is taken says so, and nothing is used up', async () => {
  expect((await post({ name: 'New', username: 'plant.admin', password: 'long-enough-1' })).status).toBe(409);
  expect((await app.request(path)).status).toBe(200);
});

test('from another site it is refused; from here it makes the account, once, which can then sign in', async () => {
  const person = { name: '새 사람', username: 'new.person', password: 'long-enough-1' };
  expect((await post(person, 'https://evil.example')).status).toBe(403);
  expect(await (await post(person)).text()).toContain('계정을 만들었습니다');
  expect((await post({ ...person, username: 'again' })).status).toBe(404);
  expect((await app.request(path)).status).toBe(404);
  const signedIn = await app.request('/sign-in', {
    method: 'POST',
    headers: { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ user: 'new.person', password: person.password, next: '/runs' }).toString(),
  });
  expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, '/runs']);
});
