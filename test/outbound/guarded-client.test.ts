// The limits of the one client: size, time, decompression, headers, certificates, and what its errors say.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createTls, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../workflows/definition/errors.ts';
import { createGuardedClient } from '../../workflows/outbound/guarded-client.ts';
import { retryAfterMilliseconds } from '../../workflows/outbound/retry-after.ts';
import { startStub, type StubServer } from './stub-server.ts';

let stub: StubServer;
const client = createGuardedClient({ allowPrivate: true, maxBytes: 1000, timeoutMilliseconds: 5000 });

beforeAll(async () => {
  stub = await startStub(({ url }, response) => {
    const send = (body: Buffer | string, headers: Record<string, string> = {}): void => {
      response.writeHead(200, headers);
      response.end(body);
    };
    if (url === '/gzip') send(gzipSync('hello'), { 'content-encoding': 'gzip' });
    else if (url === '/brotli') send(brotliCompressSync('hello'), { 'content-encoding': 'br' });
    else if (url === '/bomb') send(gzipSync(Buffer.alloc(5_000_000)), { 'content-encoding': 'gzip' });
    else if (url === '/unknown') send('x', { 'content-encoding': 'zstd' });
    else if (url === '/broken') send('not gzip at all', { 'content-encoding': 'gzip' });
    else if (url === '/large') send(Buffer.alloc(1001));
    else if (url === '/chunked') {
      response.write(Buffer.alloc(600));
      response.end(Buffer.alloc(600));
    } else if (url.startsWith('/cut')) {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      setImmediate(() => response.destroy());
    } else if (url === '/slow') response.write('...');
    else if (url !== '/silent') send('ok');
  });
});
afterAll(async () => await stub.stop());

async function errorOf(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}
const get = async (path: string, more = {}) => await client.request({ method: 'GET', url: `${stub.origin}${path}`, ...more });

describe('answers', () => {
  it.each(['/gzip', '/brotli'])('%s is unpacked', async (path) => {
    expect(Buffer.from((await get(path)).body).toString()).toBe('hello');
  });
  it.each(['/bomb', '/large', '/chunked'])('%s is cut off at the cap', async (path) => {
    expect((await errorOf(get(path))).code).toBe('too-large');
  });
  it.each(['/unknown', '/broken', '/cut'])('%s is a failed communication, not a crash', async (path) => {
    expect((await errorOf(get(path))).code).toBe('unavailable');
  });
  it.each(['/silent', '/slow'])('%s ends with the time limit, and says so', async (path) => {
    const error = await errorOf(get(path, { timeoutMilliseconds: 80 }));
    expect(error.context['status']).toBe(504);
    expect(error.retryable).toBe(true);
  });
  it('says that the outcome is unknown when a request that changes things got no answer', async () => {
    const error = await errorOf(client.request({ method: 'POST', url: `${stub.origin}/cut`, body: 'x' }));
    expect(error.retryable).toBe(false);
    expect(error.message).toContain('unknown');
  });
  it('passes a cancellation on as it came', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled by the run');
    const pending = get('/silent', { signal: controller.signal });
    controller.abort(reason);
    await expect(pending).rejects.toBe(reason);
  });
});

describe('requests', () => {
  it.each(['Host', 'Transfer-Encoding', 'connection', 'Proxy-Authorization', 'Upgrade'])('cannot set %s', async (name) => {
    expect((await errorOf(get('/', { headers: { [name]: 'x' } }))).message).toContain('set by the platform');
  });
  it('cannot carry a line break in a header, and do not repeat its value', async () => {
    const error = await errorOf(get('/', { headers: { 'x-key': 'canary\r\nevil: 1' } }));
    expect(error.code).toBe('invalid');
    expect(error.message).not.toContain('canary');
  });
  it('say nothing of query and headers in errors', async () => {
    const error = await errorOf(get('/cut?token=canary', { headers: { authorization: 'canary' } }));
    expect(`${error.message} ${JSON.stringify(error.context)}`).not.toContain('canary');
  });
  it('are repeated when nobody listens', async () => {
    const error = await errorOf(client.request({ method: 'POST', url: 'http://127.0.0.1:1/', body: 'x' }));
    expect(error.retryable).toBe(true);
    expect(error.message).toContain('ECONNREFUSED');
  });
});

describe('certificates', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aix-tls-'));
  let server: Server;
  beforeAll(async () => {
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
        '-subj',
        '/CN=localhost',
        '-keyout',
        join(folder, 'key.pem'),
        '-out',
        join(folder, 'cert.pem'),
      ],
      { stdio: 'ignore' },
    );
    server = createTls({ key: readFileSync(join(folder, 'key.pem')), cert: readFileSync(join(folder, 'cert.pem')) }, (_request, response) =>
      response.end('secret'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('that nobody vouches for are refused, whatever the environment says', async () => {
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      const error = await errorOf(client.request({ method: 'GET', url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/` }));
      expect(error.message).toContain('SELF_SIGNED');
      expect(error.retryable).toBe(false);
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each([
    ['0', 0],
    ['120', 120_000],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['86400', undefined],
    ['soon', undefined],
    ['-5', undefined],
  ])('%s means %s ms', (header, wait) => expect(retryAfterMilliseconds(header, now)).toBe(wait));
});
