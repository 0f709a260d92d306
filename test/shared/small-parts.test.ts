// The small pure parts of functions/shared, each with the guarantee it gives.
import { describe, expect, test } from 'vitest';
import { newApiKey, readApiKey, sameHash } from '../../functions/shared/api-keys.ts';
import { checkHealth } from '../../functions/shared/health.ts';
import { createLogger } from '../../functions/shared/logging.ts';
import { sniffMediaType } from '../../functions/shared/media-type.ts';
import { may, PERMISSIONS, ROLES, ROUTE_PERMISSIONS } from '../../functions/shared/permissions.ts';
import { problemOf, problemResponse } from '../../functions/shared/problem.ts';
import { safeNext } from '../../functions/shared/public-paths.ts';
import { createRateLimiter } from '../../functions/shared/rate-limit.ts';
import { AppError } from '../../workflows/definition/errors.ts';

describe('safeNext', () => {
  test.each(['/runs', '/runs?state=waiting', '/forms/quality/incoming-inspection', '/'])('keeps %s', (next) => {
    expect(safeNext(next)).toBe(next);
  });
  test.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/%0d%0aSet-Cookie:x'.replace('%0d%0a', '\r\n'),
    'javascript:alert(1)',
    'runs',
    '',
    '/sign-in',
    '/sign-in/invitation/x',
    '/api/v1/runs',
    '/a\u0000b',
    `/${'a'.repeat(3000)}`,
    '/.//evil.example',
    '/a/..//evil.example',
  ])('gives the first page for %j', (next) => {
    expect(safeNext(next)).toBe('/');
  });
});

describe('API keys', () => {
  const tenant = '0b3c2a10-1111-4222-8333-444455556666';
  test('a new key is read back to its tenant and hash, and shows in no list', () => {
    const { key, hash, prefix } = newApiKey(tenant);
    expect(readApiKey(`Bearer ${key}`)).toEqual({ tenant, hash });
    expect(key.startsWith(prefix)).toBe(false);
    expect(prefix.length).toBeLessThan(16);
  });
  test.each(['Basic x', 'Token x', 'Bearer', 'Bearer x', 'bearer aixk_', `Bearer aixk_${'0'.repeat(32)}_short`])(
    '%s is no key',
    (header) => {
      expect(readApiKey(header)).toBeUndefined();
    },
  );
  test('two keys of one tenant differ', () => {
    expect(sameHash(newApiKey(tenant).hash, newApiKey(tenant).hash)).toBe(false);
  });
});

describe('permissions', () => {
  test('an auditor reads and changes nothing but their own session', () => {
    const changing = Object.entries(ROUTE_PERMISSIONS).filter(
      ([route, permission]) => !route.startsWith('GET ') && may({ roles: ['auditor'] }, permission),
    );
    expect(changing.map(([route]) => route)).toEqual(['POST /sign-out', 'POST /api/auth/sign-out']);
  });
  test('an operator reaches no route that changes definitions, schedules, members, keys', () => {
    const reached = Object.entries(ROUTE_PERMISSIONS).filter(([, permission]) => may({ roles: ['operator'] }, permission));
    expect(
      reached.filter(([route]) => /^(POST|PUT|DELETE).*(definitions(?!.*submissions)|schedules|members|api-keys)/.test(route)),
    ).toEqual([]);
  });
  test('every permission names known roles only, and no role holds more by being two', () => {
    for (const roles of Object.values(PERMISSIONS)) for (const role of roles) expect(ROLES).toContain(role);
    expect(may({ roles: ['operator', 'owner', 'root', '*'] }, 'definition.publish')).toBe(false);
  });
});

describe('problems', () => {
  test('an unknown error leaves a code and a request id, no message and no stack', () => {
    const problem = JSON.stringify(problemOf(new Error('password=hunter2 at /srv/app/db.ts'), 'r-1'));
    expect(problem).toContain('r-1');
    expect(problem).not.toMatch(/hunter2|\.ts|stack/);
  });
  test('context facts that are not listed stay inside', () => {
    const error = new AppError('conflict', 'Taken.', { context: { first: { outcome: 'approve' }, sql: 'select secret' } });
    expect(problemOf(error, 'r')).toMatchObject({ status: 409, first: { outcome: 'approve' } });
    expect(JSON.stringify(problemOf(error, 'r'))).not.toContain('select');
  });
  test('429 and 503 say when to come back', () => {
    expect(problemResponse(new AppError('unavailable', 'Down.'), 'r').headers.get('retry-after')).toBe('5');
    expect(
      problemResponse(new AppError('too-many-requests', 'Slow down.', { context: { retryAfterSeconds: 30 } }), 'r').headers.get(
        'retry-after',
      ),
    ).toBe('30');
  });
});

describe('rate limits', () => {
  test('a bucket empties, refuses with the time to wait, and fills again', () => {
    let now = 0;
    const limiter = createRateLimiter({ burst: 2, perSecond: 0.5 }, () => now);
    limiter.take('a');
    limiter.take('a');
    expect(() => limiter.take('a')).toThrow(expect.objectContaining({ code: 'too-many-requests', context: { retryAfterSeconds: 2 } }));
    limiter.take('b');
    now = 2000;
    limiter.take('a');
    expect(() => limiter.take('a')).toThrow();
  });
  test('what is given back may be taken again, and never more than the burst', () => {
    const limiter = createRateLimiter({ burst: 1, perSecond: 0.001 }, () => 0);
    limiter.give('a', 50);
    limiter.take('a');
    expect(() => limiter.take('a')).toThrow();
  });
});

describe('uploads', () => {
  const bytes = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
  test.each([
    ['image/jpeg', '\xff\xd8\xff\xe0', 'image/jpeg'],
    ['image/png', '\x89PNG\r\n\x1a\n', 'image/png'],
    ['image/jpeg', '\x89PNG\r\n\x1a\n', 'image/png'],
    ['image/jpeg', '<html><script>', undefined],
    ['image/svg+xml', '<svg onload=1>', undefined],
    ['application/pdf', '%PDF-1.7', 'application/pdf'],
    ['text/csv', 'a,b\n1,2\n', 'text/csv'],
    ['text/plain', 'MZ\x00\x01', undefined],
  ])('%s with the bytes %j is %s', (declared, content, expected) => {
    expect(sniffMediaType(bytes(content), declared)).toBe(expected);
  });
});

test('health names what is down and does not wait for what hangs', async () => {
  const report = await checkHealth(
    {
      database: async () => 'PostgreSQL 18',
      model: () => new Promise(() => undefined),
      worker: async () => Promise.reject(new Error('no poller')),
    },
    30,
  );
  expect(report).toEqual({
    status: 'not-ready',
    components: {
      database: { state: 'ok', detail: 'PostgreSQL 18' },
      model: { state: 'down', detail: 'no answer within 30 ms' },
      worker: { state: 'down', detail: 'no poller' },
    },
  });
});

test('a log line is one JSON object', () => {
  const lines: string[] = [];
  createLogger(
    (line) => lines.push(line),
    () => new Date(0),
  ).log('info', 'x', { a: 'line\nbreak' });
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toEqual({ at: '1970-01-01T00:00:00.000Z', level: 'info', event: 'x', a: 'line\nbreak' });
});
