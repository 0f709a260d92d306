// Attack cases of sign-in and sessions against the real database and the real library.
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeApp } from '../../functions/shared/app.ts';
import type { AppEnv } from '../../functions/shared/app-env.ts';
import { newApiKey } from '../../functions/shared/api-keys.ts';
import { DEMO_USERS, demoExists, seedDemo } from '../../functions/shared/demo-tenant.ts';
import { createSignIn, type SignIn } from '../../functions/shared/sign-in.ts';
import { insertApiKey, revokeApiKey } from '../../db/repositories/api-key.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const ORIGIN = 'http://localhost';
const SECRET = 'test-secret-test-secret-test-secret-test';
let db: TestDatabase;
let signIn: SignIn;
let tenant: string;
let clock = Date.now();

beforeAll(async () => {
  db = await createTestDatabase();
  signIn = createSignIn({ database: db.database, baseUrl: ORIGIN, secret: SECRET, now: () => clock });
  tenant = (await seedDemo(signIn.members, { local: true })).tenant;
});
afterAll(() => db.close());

const request = (headers: Record<string, string> = {}) => new Request(`${ORIGIN}/`, { headers });
const cookieOf = (setCookie: readonly string[]): string => (setCookie[0] ?? '').split(';')[0] ?? '';
const login = async (username: string, password = `demo-${username}`): Promise<string> =>
  cookieOf((await signIn.signIn({ username, password, request: request() })).setCookie);
const actorOf = (cookie: string) => signIn.authenticate(request({ cookie }));

describe('signing in', () => {
  test.each(DEMO_USERS)('$username of the demo tenant has the roles $roles and no other', async ({ username, password, roles, name }) => {
    expect(await actorOf(await login(username, password))).toMatchObject({
      name,
      roles,
      tenant,
      kind: 'session',
      tenantName: '데모 공장 (Demo plant)',
    });
  });

  test('works by e-mail address and in any case of the user name', async () => {
    expect(await actorOf(await login('planner@demo.invalid', 'demo-planner'))).toMatchObject({ roles: ['planner'] });
    expect(await actorOf(await login('PLANNER', 'demo-planner'))).toMatchObject({ roles: ['planner'] });
  });

  test('seeding again changes nothing, and outside local mode it is refused', async () => {
    expect(await seedDemo(signIn.members, { local: true })).toEqual({ tenant, created: false });
    expect(await demoExists(signIn.members)).toBe(true);
    await expect(seedDemo(signIn.members, { local: false })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('gives one answer for every reason to refuse', async () => {
    const wrong = [
      { username: 'operator', password: 'not-the-password' },
      { username: 'nobody', password: 'not-the-password' },
      { username: 'nobody@demo.invalid', password: 'not-the-password' },
      { username: "x' or 1=1 --", password: 'not-the-password' },
      { username: '김', password: 'not-the-password' },
      { username: 'operator', password: '' },
      { username: 'operator', password: 'x'.repeat(5000) },
    ];
    const answers = await Promise.all(
      wrong.map((given) => signIn.signIn({ ...given, request: request() }).catch((error: Error) => `${error.name} ${error.message}`)),
    );
    expect(new Set(answers).size).toBe(1);
  });

  test('hashes a password for unknown and odd names too, so that time tells nothing', async () => {
    const times = async (username: string): Promise<number> => {
      const started = performance.now();
      await signIn.signIn({ username, password: 'wrong-password', request: request() }).catch(() => undefined);
      return performance.now() - started;
    };
    const known = Math.min(await times('auditor'), await times('auditor'));
    for (const username of ['someone', 'x y z', 'nobody@demo.invalid']) expect(await times(username)).toBeGreaterThan(known / 3);
  });

  test('stops guessing: the eleventh wrong password of a name is 429 and the right one does not help until time has passed', async () => {
    const attempt = (password: string) => signIn.signIn({ username: 'inspector', password, request: request() });
    for (let index = 0; index < 10; index += 1) await expect(attempt('wrong-password')).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(attempt('demo-inspector')).rejects.toMatchObject({ code: 'too-many-requests', context: { retryAfterSeconds: 30 } });
    clock += 31_000;
    await expect(attempt('demo-inspector')).resolves.toBeDefined();
  });

  test('makes a new token each time and ends the session that the browser had', async () => {
    const first = await login('quality');
    const again = await signIn.signIn({ username: 'quality', password: 'demo-quality', request: request({ cookie: first }) });
    expect(cookieOf(again.setCookie)).not.toBe(first);
    expect(await actorOf(first)).toBeUndefined();
    expect(await actorOf(cookieOf(again.setCookie))).toBeDefined();
  });
});

describe('the session cookie', () => {
  test('is HttpOnly, Lax, for "/" and without Domain; over https it has the __Host- prefix and Secure', async () => {
    const plain = (await signIn.signIn({ username: 'operator', password: 'demo-operator', request: request() })).setCookie[0] ?? '';
    expect(plain).toMatch(/^aix\.session=/);
    expect(plain).toMatch(/HttpOnly/i);
    expect(plain).toMatch(/SameSite=Lax/i);
    expect(plain).toMatch(/Path=\/(;|$)/i);
    expect(plain).not.toMatch(/Domain=/i);
    const https = createSignIn({ database: db.database, baseUrl: 'https://aix.example', secret: SECRET, now: () => clock });
    const secure = await https.signIn({ username: 'operator', password: 'demo-operator', request: request() });
    expect(secure.setCookie[0]).toMatch(/^__Host-aix\.session=/);
    expect(secure.setCookie[0]).toMatch(/; Secure/i);
    expect(await https.authenticate(request({ cookie: cookieOf(secure.setCookie) }))).toBeDefined();
  });

  test('with another signature, another secret or no signature is nobody', async () => {
    const cookie = await login('operator');
    const [name = '', value = ''] = cookie.split('=');
    const [token = ''] = decodeURIComponent(value).split('.');
    const other = createSignIn({ database: db.database, baseUrl: ORIGIN, secret: `${SECRET}-other` });
    expect(await actorOf(cookie)).toBeDefined();
    expect(await other.authenticate(request({ cookie }))).toBeUndefined();
    for (const forged of [token, `${token}.`, `${token}.AAAA`, `${value}x`, '']) expect(await actorOf(`${name}=${forged}`)).toBeUndefined();
  });

  test('is worth nothing after signing out', async () => {
    const cookie = await login('operator');
    expect((await signIn.signOut(new Headers({ cookie })))[0]).toMatch(/Max-Age=0/);
    expect(await actorOf(cookie)).toBeUndefined();
  });

  test('ends after thirty idle minutes, lives on with requests, and ends after twelve hours', async () => {
    clock = Date.now();
    const idle = await login('operator');
    clock += 29 * 60_000;
    expect(await actorOf(idle)).toBeDefined();
    clock += 29 * 60_000;
    expect(await actorOf(idle)).toBeDefined();
    clock += 31 * 60_000;
    expect(await actorOf(idle)).toBeUndefined();
    clock = Date.now();
    const long = await login('operator');
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      clock += 20 * 60_000;
      expect(await actorOf(long)).toBeDefined();
    }
    clock += 21 * 60_000;
    expect(await actorOf(long)).toBeUndefined();
    clock = Date.now();
  });
});

describe('what is taken away', () => {
  test('a role is gone at the next request', async () => {
    const { memberId } = await signIn.members.createUser({
      tenant,
      user: { email: 'two@demo.invalid', name: 'Two', username: 'two.roles', password: 'long-enough-1' },
      roles: ['operator', 'planner'],
    });
    const cookie = await login('two.roles', 'long-enough-1');
    expect(await actorOf(cookie)).toMatchObject({ roles: ['operator', 'planner'] });
    await signIn.members.setRoles({ tenant, memberId, roles: ['operator'] });
    expect(await actorOf(cookie)).toMatchObject({ roles: ['operator'] });
    await signIn.members.setActive({ tenant, memberId, active: false });
    expect(await actorOf(cookie)).toBeUndefined();
    await expect(login('two.roles', 'long-enough-1')).rejects.toMatchObject({ code: 'unauthenticated' });
    await signIn.members.setActive({ tenant, memberId, active: true });
    expect(await actorOf(cookie)).toBeUndefined();
    expect(await actorOf(await login('two.roles', 'long-enough-1'))).toBeDefined();
  });

  test('a membership that is closed by any way is closed for sessions that still stand', async () => {
    const cookie = await login('auditor');
    await db.asOwner('update auth.member set banned = true where user_id = (select id from auth.user where username = $1)', ['auditor']);
    expect(await actorOf(cookie)).toBeUndefined();
    await db.asOwner('update auth.member set banned = false');
    expect(await actorOf(cookie)).toBeDefined();
  });

  test('the last administrator stays', async () => {
    const adminMember = (await signIn.members.listMembers(tenant)).find((member) => member.username === 'admin');
    const memberId = adminMember?.id ?? '';
    await expect(signIn.members.setActive({ tenant, memberId, active: false })).rejects.toMatchObject({ code: 'conflict' });
    await expect(signIn.members.setRoles({ tenant, memberId, roles: ['operator'] })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a member of another tenant cannot be changed', async () => {
    const other = await signIn.members.createTenantWithAdmin({
      tenantName: 'Other plant',
      admin: { email: 'a@other.invalid', name: 'A', username: 'other.admin', password: 'long-enough-1' },
    });
    const [foreign] = await signIn.members.listMembers(other.tenant);
    await expect(signIn.members.setRoles({ tenant, memberId: foreign?.id ?? '', roles: ['operator'] })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await signIn.members.listMembers(tenant)).map((member) => member.username)).not.toContain('other.admin');
    expect(await actorOf(await login('other.admin', 'long-enough-1'))).toMatchObject({ tenant: other.tenant });
  });
});

describe('invitations', () => {
  const person = { name: 'New', username: 'new.person', password: 'long-enough-1' };
  const invite = async (email: string) => {
    const admin = (await signIn.members.listMembers(tenant)).find((member) => member.username === 'admin');
    const { link } = await signIn.invitations.invite({ tenant, email, roles: ['inspector'], invitedBy: admin?.userId ?? '' });
    return new URL(link).pathname.split('/').at(-1) ?? '';
  };

  test('is accepted once, by the person it names, with the roles it names', async () => {
    const token = await invite('new@demo.invalid');
    expect(await signIn.invitations.find(token)).toMatchObject({ email: 'new@demo.invalid', roles: ['inspector'], tenant });
    const [first, second] = await Promise.allSettled([
      signIn.invitations.accept({ token, ...person }),
      signIn.invitations.accept({ token, ...person, username: 'new.second' }),
    ]);
    expect([first?.status, second?.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await signIn.invitations.find(token)).toBeUndefined();
  });

  test('its id alone opens nothing', async () => {
    const token = await invite('guess@demo.invalid');
    const [id = ''] = token.split('.');
    for (const forged of [id, `${id}.${'0'.repeat(64)}`, `${crypto.randomUUID()}.${token.split('.')[1]}`]) {
      expect(await signIn.invitations.find(forged)).toBeUndefined();
    }
  });

  test('nobody registers by themselves: the library has no open door', async () => {
    const app = composeApp({ api: new Hono<AppEnv>(), signIn, baseUrl: ORIGIN, health: {} });
    for (const path of ['/api/auth/sign-up/email', '/api/auth/organization/create', '/api/auth/is-username-available']) {
      const response = await app.request(path, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
      expect(response.status).toBe(401);
    }
  });
});

describe('API keys', () => {
  const bearer = (key: string) => signIn.authenticate(request({ authorization: `Bearer ${key}` }));
  const make = async (roles: string[]) => {
    const made = newApiKey(tenant);
    const row = await db.database.withTenant(tenant, (tx) =>
      insertApiKey(tx, {
        tenant,
        name: 'line 1 gateway',
        prefix: made.prefix,
        hash: made.hash,
        roles,
        createdBy: crypto.randomUUID(),
        createdByName: 'admin',
      }),
    );
    return { ...made, ...row };
  };

  test('speak for their tenant with their own roles; unknown roles give nothing', async () => {
    const { key } = await make(['operator', 'root']);
    expect(await bearer(key)).toMatchObject({ tenant, roles: ['operator'], kind: 'api-key', name: 'line 1 gateway' });
  });

  test('are not kept: the database holds the hash only', async () => {
    const { key } = await make(['operator']);
    const rows = await db.asOwner<{ row: string }>('select api_key::text as row from api_key');
    expect(rows.map(({ row }) => row).join()).not.toContain(key.slice(-43));
  });

  test('end when revoked', async () => {
    const { key, id } = await make(['operator']);
    expect(await bearer(key)).toBeDefined();
    await db.database.withTenant(tenant, (tx) => revokeApiKey(tx, { tenant, apiKeyId: id, by: 'admin' }));
    expect(await bearer(key)).toBeUndefined();
  });

  test('of one tenant with the name of another in them are nobody', async () => {
    const { key } = await make(['operator']);
    const other = await db.createTenant();
    expect(await bearer(key.replace(tenant.replaceAll('-', ''), other.replaceAll('-', '')))).toBeUndefined();
  });

  test('that are wrong are nobody, even beside a good cookie', async () => {
    const cookie = await login('operator');
    for (const authorization of ['Bearer x', 'Basic eDp5', 'Token x', `Bearer aixk_${tenant.replaceAll('-', '')}_${'A'.repeat(43)}`, '']) {
      const actor = await signIn.authenticate(request({ cookie, authorization }));
      expect(actor).toBeUndefined();
    }
  });
});
