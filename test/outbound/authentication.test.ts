// Signing in: each policy against a stub that checks it, named policies, secrets, and where secrets must not appear.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { digestHeader } from '../../workflows/outbound/digest.ts';
import { createLocalSecrets, createTenantSecrets } from '../../workflows/outbound/secret-source.ts';
import { createCallOnce, RUN, scope } from './call-once.ts';
import { json, startStub, type StubServer } from './stub-server.ts';

const CANARY = 'canary-3f9a-secret';
let stub: StubServer;
let tokens = 0;

beforeAll(async () => {
  stub = await startStub((request, response) => {
    const { pathname } = new URL(request.url, 'http://x');
    if (pathname === '/realm/.well-known/openid-configuration') json(response, { token_endpoint: `${stub.origin}/realm/oauth2/token` });
    else if (pathname.endsWith('/token')) {
      const isKnown = request.body.includes(CANARY) || (request.headers.authorization ?? '').startsWith('Basic ');
      if (isKnown) json(response, { access_token: `token-${(tokens += 1)}`, token_type: 'bearer', expires_in: 3600 });
      else json(response, { error: 'invalid_client', error_description: `wrong: ${request.body}` }, 401);
    } else if (pathname === '/digest') {
      const given = request.headers.authorization;
      if (given?.startsWith('Digest ')) json(response, { given });
      else
        response
          .writeHead(401, {
            'www-authenticate': 'Basic realm="x", Digest realm="plant", qop="auth", algorithm=SHA-256, nonce="abc", opaque="xyz"',
          })
          .end();
    } else if (pathname === '/expired' && request.headers.authorization === 'Bearer token-1') response.writeHead(401).end();
    else if (pathname === '/fail') response.writeHead(500).end(request.headers.authorization);
    else
      json(response, { authorization: request.headers.authorization ?? null, echo: request.body, key: request.headers['x-key'] ?? null });
  });
});
afterAll(async () => await stub.stop());
afterEach(() => {
  tokens = 0;
  stub.seen.length = 0;
});

const endpoint = (authentication: object, path = '/') => ({
  method: 'post',
  endpoint: { uri: `${stub.origin}${path}`, authentication } as never,
});
const sent = (): string | undefined => stub.seen.at(-1)?.headers.authorization;

describe('policies', () => {
  it('basic', async () => {
    await createCallOnce()({ with: endpoint({ basic: { username: 'kim', password: CANARY } }) });
    expect(sent()).toBe(`Basic ${Buffer.from(`kim:${CANARY}`).toString('base64')}`);
  });
  it('bearer, by the name of a policy whose token is an expression', async () => {
    await createCallOnce()({
      with: endpoint({ use: 'plant' }),
      more: { authentications: { plant: { bearer: { token: '${ .token }' } } }, ...scope([], [], { token: 'abc-token' }) },
    });
    expect(sent()).toBe('Bearer abc-token');
  });
  it('digest, by the answer to a challenge (RFC 7616, 3.9.1)', async () => {
    const answer = await createCallOnce()({ with: endpoint({ digest: { username: 'kim', password: CANARY } }, '/digest') });
    expect(JSON.stringify(answer)).toMatch(/realm=\\"plant\\".*opaque=\\"xyz\\".*algorithm=SHA-256, qop=auth, nc=00000001/);
    const example = {
      username: 'Mufasa',
      password: 'Circle of Life',
      method: 'GET',
      uri: '/dir/index.html',
      cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
    };
    const challenge = (algorithm: string): string =>
      `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;
    expect(digestHeader(challenge('MD5'), example)).toContain('response="8ca523f5e9506fed4657c9700eebdbec"');
    expect(digestHeader(challenge('SHA-256'), example)).toContain(
      'response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"',
    );
  });
  const client = { id: 'aix', secret: CANARY };
  it('oauth2, with one token for the whole run and a new one for the next run', async () => {
    const call = createCallOnce();
    const policy = {
      oauth2: { authority: `${stub.origin}/realm`, grant: 'client_credentials', client, scopes: ['a', 'b'], audiences: ['x'] },
    };
    await call({ with: endpoint(policy) });
    await call({ with: endpoint(policy) });
    expect(sent()).toBe('Bearer token-1');
    expect(stub.seen.map((request) => request.url)).toEqual(['/realm/oauth2/token', '/', '/']);
    expect(Object.fromEntries(new URLSearchParams(stub.seen[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      scope: 'a b',
      client_id: 'aix',
      client_secret: CANARY,
      audience: 'x',
    });
    await call({ with: endpoint(policy), more: { run: { ...RUN, runId: 'r2' } } });
    expect(sent()).toBe('Bearer token-2');
  });
  it('oauth2 with another endpoint, JSON encoding and basic client authentication', async () => {
    await createCallOnce()({
      with: endpoint({
        oauth2: {
          authority: `${stub.origin}/realm/`,
          endpoints: { token: '/auth/token' },
          grant: 'client_credentials',
          client: { ...client, authentication: 'client_secret_basic' },
          request: { encoding: 'application/json' },
        },
      }),
    });
    expect(stub.seen[0]).toMatchObject({ url: '/realm/auth/token', body: '{"grant_type":"client_credentials"}' });
  });
  it('a token that the server no longer takes is renewed once', async () => {
    await createCallOnce()({ with: endpoint({ oauth2: { authority: stub.origin, grant: 'client_credentials', client } }, '/expired') });
    expect(sent()).toBe('Bearer token-2');
  });
  it('oidc finds its token endpoint', async () => {
    await createCallOnce()({ with: endpoint({ oidc: { authority: `${stub.origin}/realm`, grant: 'client_credentials', client } }) });
    expect(stub.seen.map((request) => request.url)).toEqual(['/realm/.well-known/openid-configuration', '/realm/oauth2/token', '/']);
  });
  it('a refusing authority is an authentication error that repeats nothing of its text', async () => {
    const error = await createCallOnce()({
      with: endpoint({
        oauth2: { authority: stub.origin, grant: 'client_credentials', client: { id: 'aix', secret: 'not-the-right-one' } },
      }),
    }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'unauthenticated', retryable: false });
    expect((error as Error).message).toContain('invalid_client');
    expect((error as Error).message).not.toContain('not-the-right-one');
  });
  it.each([
    [{ use: 'nobody' }],
    [{}],
    [{ basic: {} }],
    [{ magic: {} }],
    [{ oauth2: { grant: 'client_credentials' } }],
    [{ oauth2: { authority: 'https://x', grant: 'authorization_code' } }],
    [{ basic: { username: 'a:b', password: 'c' } }],
  ])('%j is refused with a reason', async (policy) => {
    await expect(createCallOnce()({ with: endpoint(policy) })).rejects.toMatchObject({ code: 'invalid' });
    expect(stub.seen).toHaveLength(0);
  });
});

describe('secrets', () => {
  const call = createCallOnce({ key: CANARY, login: { username: 'kim', password: CANARY } });
  it('are evaluated where the document names them', async () => {
    await call({
      with: { method: 'get', endpoint: `${stub.origin}/`, headers: { 'x-key': '${ "k=" + $secrets.key }' } },
      more: scope(['key'], ['/headers/x-key']),
    });
    expect(stub.seen.at(-1)?.headers['x-key']).toBe(`k=${CANARY}`);
  });
  it('are never evaluated in data, whatever it looks like', async () => {
    const answer = await call({
      with: {
        method: 'post',
        endpoint: `${stub.origin}/`,
        headers: { 'x-key': '${ $secrets.key }' },
        body: { comment: '${ $secrets.key }' },
      },
      more: scope(['key'], ['/headers/x-key']),
    });
    expect(stub.seen.at(-1)?.body).toBe('{"comment":"${ $secrets.key }"}');
    expect(answer).toMatchObject({ key: '***' });
  });
  it('hold whole policies', async () => {
    await call({ with: endpoint({ basic: { use: 'login' } }), more: scope(['login'], []) });
    expect(sent()).toBe(`Basic ${Buffer.from(`kim:${CANARY}`).toString('base64')}`);
  });
  it('give $authorization its parameter', async () => {
    await call({
      with: {
        ...endpoint({ bearer: { token: '${ $secrets.key }' } }),
        headers: { 'x-key': '${ $authorization.scheme + " " + $authorization.parameter }' },
      },
      more: scope(['key'], ['/endpoint/authentication/bearer/token', '/headers/x-key']),
    });
    expect(stub.seen.at(-1)?.headers['x-key']).toBe(`Bearer ${CANARY}`);
  });
  it('appear neither in outputs nor in errors', async () => {
    const policy = { bearer: { token: '${ $secrets.key }' } };
    const more = scope(['key'], ['/endpoint/authentication/bearer/token']);
    const outputs = [];
    for (const output of ['content', 'response']) outputs.push(await call({ with: { ...endpoint(policy), output }, more }));
    outputs.push(await call({ with: endpoint(policy, '/fail'), more }).catch((thrown: Error) => thrown.message));
    outputs.push(
      await call({ with: { ...endpoint(policy), endpoint: `\${ $secrets.key }` }, more: scope(['key'], ['/endpoint']) }).catch(
        (thrown: Error) => thrown.message,
      ),
    );
    outputs.push(
      await call({ with: { ...endpoint(policy), endpoint: '${ $secrets.key | tonumber }' }, more: scope(['key'], ['/endpoint']) }).catch(
        (thrown: Error) => thrown.message,
      ),
    );
    expect(outputs).toHaveLength(5);
    expect(JSON.stringify(outputs)).not.toContain(CANARY);
  });
  it('bound to hosts go nowhere else, however they are named', async () => {
    const bound = createCallOnce({
      key: { value: CANARY, hosts: ['erp.example', '*.id.example'] },
      here: { value: CANARY, hosts: ['127.0.0.1'] },
    });
    const header = (text: string) => ({
      with: { method: 'get', endpoint: `${stub.origin}/`, headers: { 'x-key': text } },
      more: scope(['key'], ['/headers/x-key']),
    });
    const texts = ['${ $secrets.key }', '${ $secrets["key"] }', '${ "key" as $n | $secrets[$n] }', '${ $secrets | tojson }'];
    for (const text of texts)
      await expect(bound(header(text))).rejects.toMatchObject({ code: 'forbidden', message: expect.stringContaining('"key"') as string });
    await expect(bound({ with: endpoint({ bearer: { use: 'key' } }), more: scope(['key'], []) })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(
      bound({
        with: endpoint({
          oauth2: { authority: stub.origin, grant: 'client_credentials', client: { id: 'a', secret: '${ $secrets.key }' } },
        }),
        more: scope(['key'], ['/endpoint/authentication/oauth2/client/secret']),
      }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    expect(stub.seen).toHaveLength(0);
    await bound({ with: endpoint({ bearer: { use: 'here' } }), more: scope(['here'], []) });
    expect(sent()).toBe(`Bearer ${CANARY}`);
  });
  it('that are not set, or not declared, are named', async () => {
    await expect(
      call({ with: { method: 'get', endpoint: '${ $secrets.other }' }, more: scope(['other'], ['/endpoint']) }),
    ).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('AIX_SECRET_OTHER') as string });
    await expect(call({ with: endpoint({ basic: { use: 'login' } }), more: scope([], []) })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('where secrets are kept', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aix-secrets-'));
  const file = join(folder, 'secrets.json');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  it('locally: the environment before the file; objects from both', async () => {
    writeFileSync(file, JSON.stringify({ 'my-key': 'from file', login: { username: 'a' } }), { mode: 0o600 });
    const source = createLocalSecrets({ AIX_SECRET_MY_KEY: 'from env', AIX_SECRET_OBJECT: '{"a":1}' }, folder);
    expect([
      await source('t', 'my-key'),
      await source('t', 'login'),
      await source('t', 'object'),
      await source('t', 'constructor'),
    ]).toEqual(['from env', { username: 'a' }, { a: 1 }, undefined]);
  });
  it('on a platform: each tenant sees its own alone', async () => {
    writeFileSync(file, JSON.stringify({ a: { key: 'of a' }, b: {} }), { mode: 0o600 });
    const source = createTenantSecrets(file);
    expect([await source('a', 'key'), await source('b', 'key'), await source('__proto__', 'key')]).toEqual(['of a', undefined, undefined]);
  });
  it('a file that others can read is refused', async () => {
    chmodSync(file, 0o644);
    await expect(createTenantSecrets(file)('a', 'key')).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('600') as string,
    });
  });
});
