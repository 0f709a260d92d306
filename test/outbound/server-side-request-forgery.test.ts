// Attack cases against the one door to the network: what a hostile definition, a hostile name server or a hostile server may try.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../workflows/definition/errors.ts';
import { createGuardedClient } from '../../workflows/outbound/guarded-client.ts';
import type { PinnedAddress } from '../../workflows/outbound/resolve-host.ts';
import { startStub, type StubServer } from './stub-server.ts';

async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    () => new Error('was not refused'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

const at = (address: string): PinnedAddress => ({ address, family: address.includes(':') ? 6 : 4 });
const never = async (): Promise<never> => await Promise.reject(new Error('nothing may be resolved'));

describe('URLs that no workflow may call', () => {
  const client = createGuardedClient({ resolve: never, allowPrivate: true });
  const CASES: readonly [string, 'invalid' | 'forbidden'][] = [
    ['file:///etc/passwd', 'invalid'],
    ['gopher://127.0.0.1:70/_x', 'invalid'],
    ['data:text/plain,hello', 'invalid'],
    ['ftp://ok.example/', 'invalid'],
    ['javascript:alert(1)', 'invalid'],
    ['//evil.example/', 'invalid'],
    ['not a url', 'invalid'],
    ['http://', 'invalid'],
    ['http://ok.example@evil.example/', 'invalid'],
    ['http://user:secret-canary@ok.example/', 'invalid'],
    ['http://2130706433/', 'invalid'],
    ['http://0177.0.0.1/', 'invalid'],
    ['http://0x7f.1/', 'invalid'],
    ['http://127.1/', 'invalid'],
    ['http://１２７.0.0.1/', 'invalid'],
    ['http:\\\\2130706433\\', 'invalid'],
    ['http://metadata.google.internal/computeMetadata/v1/', 'forbidden'],
    ['http://METADATA.google.internal./', 'forbidden'],
    ['http://instance-data/latest/', 'forbidden'],
    ['http://169.254.169.254/latest/meta-data/', 'forbidden'],
    ['http://[::ffff:169.254.169.254]/', 'forbidden'],
    ['http://[::ffff:a9fe:a9fe]/', 'forbidden'],
    ['http://[fe80::1]/', 'forbidden'],
    ['http://[fd00:ec2::254]/', 'forbidden'],
    ['http://[64:ff9b::7f00:1]/', 'forbidden'],
    ['http://[2002:7f00:1::]/', 'forbidden'],
    ['http://0.0.0.0/', 'forbidden'],
    ['http://255.255.255.255/', 'forbidden'],
    ['http://[::]/', 'forbidden'],
  ];
  it.each(CASES)('%s is refused even where private addresses are open', async (url, code) => {
    const error = await refusal(client.request({ method: 'GET', url }));
    expect(error.code).toBe(code);
    expect(error.retryable).toBe(false);
    expect(error.message).not.toContain('secret-canary');
  });
});

describe('addresses that the platform does not open', () => {
  const client = createGuardedClient({ resolve: never });
  const CASES = [
    '127.0.0.1',
    '127.8.8.8',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    '100.127.255.255',
    '[::1]',
    '[fc00::1]',
    '[fdff::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:10.0.0.1]',
    '[0:0:0:0:0:ffff:7f00:1]',
  ];
  it.each(CASES)('http://%s is refused', async (host) => {
    expect((await refusal(client.request({ method: 'GET', url: `http://${host}:1/` }))).code).toBe('forbidden');
  });

  it('refuses a name of which one address of several is private', async () => {
    const mixed = createGuardedClient({ resolve: async () => [at('93.184.216.34'), at('10.0.0.5')] });
    const error = await refusal(mixed.request({ method: 'GET', url: 'http://mixed.example/' }));
    expect(error.code).toBe('forbidden');
    // Addresses of the inside are nobody's business outside.
    expect(error.message).not.toContain('10.0.0.5');
  });

  it('lets an opened name lead into a private network, but never to a metadata service', async () => {
    const open = createGuardedClient({ allowHosts: ['mes.plant.example'], resolve: async () => [at('169.254.169.254')] });
    expect((await refusal(open.request({ method: 'GET', url: 'http://mes.plant.example/' }))).code).toBe('forbidden');
  });

  it.each(['10.0.0.0/33', 'http://host/', 'a b', '10.0.0.0/x'])('says that "%s" is no entry of the allow list', (entry) => {
    expect(() => createGuardedClient({ allowHosts: [entry] })).toThrow(/neither a host name/);
  });
});

describe('a name server that changes its mind', () => {
  let allowed: StubServer;
  let inside: StubServer;
  beforeAll(async () => {
    // 127.0.0.2 stands for the public address of the attacker: it is on the allow list, 127.0.0.1 is not.
    allowed = await startStub((_request, response) => response.end('outside'), { host: '127.0.0.2' });
    inside = await startStub((_request, response) => response.end('inside'), { host: '127.0.0.1', port: allowed.port });
  });
  afterAll(async () => {
    await allowed.stop();
    await inside.stop();
  });

  it('cannot move the connection: it is pinned to the address that was checked, and the next request is checked anew', async () => {
    let asked = 0;
    const client = createGuardedClient({
      allowHosts: ['127.0.0.2/32'],
      resolve: async () => [at((asked += 1) === 1 ? '127.0.0.2' : '127.0.0.1')],
    });
    const url = `http://rebind.example:${allowed.port}/`;
    const first = await client.request({ method: 'GET', url });
    expect(Buffer.from(first.body).toString()).toBe('outside');
    expect(asked).toBe(1);
    expect(allowed.seen[0]?.headers.host).toBe(`rebind.example:${allowed.port}`);
    expect((await refusal(client.request({ method: 'GET', url }))).code).toBe('forbidden');
    expect(inside.seen).toHaveLength(0);
  });
});

describe('a server that redirects', () => {
  let stub: StubServer;
  let other: StubServer;
  beforeAll(async () => {
    other = await startStub((_request, response) => response.end('other'), { host: '127.0.0.3' });
    stub = await startStub(
      ({ url }, response) => {
        const to: Record<string, string> = {
          '/inside': 'http://127.0.0.1:1/',
          '/metadata': 'http://169.254.169.254/latest/',
          '/file': 'file:///etc/passwd',
          '/userinfo': 'http://a:b@127.0.0.2/',
          '/other': `${other.origin}/x`,
          '/loop': '/loop',
          '/once': '/end',
        };
        const location = to[url];
        if (location === undefined) return void response.end('end');
        response.writeHead(url === '/other' ? 307 : 302, { location });
        response.end();
      },
      { host: '127.0.0.2' },
    );
  });
  afterAll(async () => {
    await stub.stop();
    await other.stop();
  });
  const client = createGuardedClient({ allowHosts: ['127.0.0.2/32', '127.0.0.3/32'] });

  it.each([
    ['/inside', 'forbidden'],
    ['/metadata', 'forbidden'],
    ['/file', 'invalid'],
    ['/userinfo', 'invalid'],
    ['/loop', 'unavailable'],
  ])('%s is stopped at the hop', async (path, code) => {
    expect((await refusal(client.request({ method: 'GET', url: `${stub.origin}${path}`, redirect: true }))).code).toBe(code);
  });

  it('follows nothing unless asked to', async () => {
    expect((await client.request({ method: 'GET', url: `${stub.origin}/once` })).status).toBe(302);
    expect((await client.request({ method: 'GET', url: `${stub.origin}/once`, redirect: true })).status).toBe(200);
  });

  it('carries no credential and no body to another origin', async () => {
    await client.request({
      method: 'GET',
      url: `${stub.origin}/other`,
      redirect: true,
      headers: { authorization: 'Bearer canary', 'x-api-key': 'canary', cookie: 'canary', accept: 'text/plain' },
    });
    const seen = other.seen.at(-1);
    expect(JSON.stringify(seen?.headers)).not.toContain('canary');
    expect(seen?.headers.accept).toBe('text/plain');
    expect((await refusal(client.request({ method: 'POST', url: `${stub.origin}/other`, redirect: true, body: 'canary' }))).code).toBe(
      'forbidden',
    );
  });
});
