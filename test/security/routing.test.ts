// Attack cases of paths, verbs and headers against the guard: the answer never depends on how a path is spelled.
import { describe, expect, test } from 'vitest';
import { guardedApp } from './guarded-app.ts';

const ODD_PATHS = [
  '/api/v1/runs',
  '/api/v1/runs?x=/healthz',
  '/api/v1/runs?x=/assets/a.js',
  '/api/v1/runs#/healthz',
  '//api/v1/runs',
  '///api//v1/runs',
  '/%61pi/v1/runs',
  '/api/%76%31/runs',
  '/api/./v1/runs',
  '/api/v1/x/%2e%2e/runs',
  '/healthz/../api/v1/runs',
  '/api/v1/runs;jsessionid=1',
  '/api/v1/runs/',
  '/api/v1/runs%00',
  '/API/v1/runs',
  '/api/v1/runs/healthz',
  '/api%2fv1%2fruns',
  '/api/v1/unlisted',
];

describe('without credentials', () => {
  test.each(ODD_PATHS)('%s is refused and nothing runs', async (path) => {
    const reached: string[] = [];
    const response = await guardedApp(reached).request(path);
    expect([401, 404, 303]).toContain(response.status);
    expect(reached).toEqual([]);
    expect(await response.text()).not.toContain('ran');
  });

  test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'])('%s on an API path is 401 problem+json', async (method) => {
    const response = await guardedApp().request('/api/v1/runs', { method });
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 401, code: 'unauthenticated' });
  });

  test('a page goes to sign-in and remembers where to', async () => {
    const response = await guardedApp().request('/runs?state=waiting');
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/sign-in?next=%2Fruns%3Fstate%3Dwaiting');
  });

  test('the way back never leaves this host', async () => {
    for (const path of ['//evil.example/x', '/\\evil.example', '/%5cevil.example', '/sign-in/x']) {
      const location = (await guardedApp().request(`http://localhost${path}`)).headers.get('location');
      expect(location === null || location === '/sign-in' || location.startsWith('/sign-in?next=%2F')).toBe(true);
      expect(decodeURIComponent(location ?? '')).not.toMatch(/next=\/[/\\]/);
    }
  });

  test.each(['/healthz', '/readyz', '/sign-in', '/assets/app.0a1b.js'])('%s answers 200', async (path) => {
    expect((await guardedApp().request(path)).status).toBe(200);
  });
});

describe('with a session', () => {
  const as = (role: string) => ({ cookie: `role=${role}` });

  test('a route without an entry in the matrix is refused to everyone', async () => {
    for (const role of ['operator', 'admin', 'auditor']) {
      expect((await guardedApp().request('/api/v1/unlisted', { headers: as(role) })).status).toBe(403);
    }
  });

  test('an operator cannot publish a definition, a planner can', async () => {
    const post = (role: string) =>
      guardedApp().request('/api/v1/definitions', { method: 'POST', body: 'x', headers: { ...as(role), origin: 'http://localhost' } });
    expect((await post('operator')).status).toBe(403);
    expect((await post('auditor')).status).toBe(403);
    expect((await post('planner')).status).toBe(200);
  });

  test('an unknown path is 404 problem+json', async () => {
    const response = await guardedApp().request('/api/nothing', { headers: as('admin') });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'not-found' });
  });

  test('a role that does not exist holds nothing', async () => {
    expect((await guardedApp().request('/api/v1/runs', { headers: { cookie: 'role=root' } })).status).toBe(401);
  });

  test('too many or too large headers are refused', async () => {
    const large = await guardedApp().request('/api/v1/runs', { headers: { ...as('admin'), 'x-large': 'a'.repeat(21_000) } });
    expect(large.status).toBe(413);
    const many = new Headers(as('admin'));
    for (let index = 0; index < 200; index += 1) many.set(`x-${index}`, '1');
    expect((await guardedApp().request('/api/v1/runs', { headers: many })).status).toBe(413);
  });
});

describe('cross-site requests', () => {
  const post = (headers: Record<string, string>) =>
    guardedApp().request('/api/v1/definitions', { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain', ...headers } });
  const cookie = 'role=planner';

  test.each([
    ['a cookie and no Origin', { cookie }],
    ['Origin: null', { cookie, origin: 'null' }],
    ['a foreign Origin', { cookie, origin: 'https://evil.example' }],
    ['a sibling subdomain', { cookie, origin: 'http://a.localhost' }],
    ['our name as a prefix', { cookie, origin: 'http://localhost.evil.example' }],
    ['another port', { cookie, origin: 'http://localhost:81' }],
    ['Sec-Fetch-Site: cross-site', { cookie, 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site: same-site', { cookie, 'sec-fetch-site': 'same-site' }],
    ['our Origin but cross-site', { cookie, origin: 'http://localhost', 'sec-fetch-site': 'cross-site' }],
  ])('with %s are refused', async (_name, headers) => {
    expect((await post(headers)).status).toBe(403);
  });

  test('from our own pages pass, and so does an API key without Origin', async () => {
    expect((await post({ cookie, origin: 'http://localhost' })).status).toBe(200);
    expect((await post({ cookie, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await post({ authorization: 'Bearer machine' })).status).toBe(200);
  });

  test.each(['https://evil.example', 'null', 'http://localhost.evil.example', 'http://localhost'])(
    'no origin is granted CORS (%s)',
    async (origin) => {
      const response = await guardedApp().request('/api/v1/runs', { headers: { cookie, origin } });
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      const preflight = await guardedApp().request('/api/v1/runs', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'GET' },
      });
      expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    },
  );
});

describe('bodies', () => {
  const headers = { authorization: 'Bearer machine' };

  test('a chunked body over the limit is 413 though the handler would not read it', async () => {
    const chunk = new Uint8Array(256 * 1024);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        if (sent > 20) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const response = await guardedApp().request('/api/v1/tasks/1/decision', {
      method: 'POST',
      body,
      headers,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(20);
  });

  test('an understated Content-Length does not help', async () => {
    const response = await guardedApp().request('/api/v1/definitions', {
      method: 'POST',
      body: 'a'.repeat(1024 * 1024 + 1),
      headers: { ...headers, 'content-length': '10' },
    });
    expect(response.status).toBe(413);
  });

  test('a body of exactly the limit passes whole', async () => {
    const response = await guardedApp().request('/api/v1/definitions', { method: 'POST', body: 'a'.repeat(1024 * 1024), headers });
    expect(await response.json()).toMatchObject({ length: 1024 * 1024 });
  });
});

test('every answer carries the security headers, refusals too', async () => {
  for (const path of ['/', '/api/v1/runs', '/sign-in', '/nothing']) {
    const response = await guardedApp().request(path);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('cache-control')).toBe('no-store');
  }
});
