// The bundles out of the synthesized assembly, run as they would be deployed: the API against a real database is the system tests' business;
// here it must load, hold nothing native, stay small, and answer real function-URL events.
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EdgeEvent, handler as bodyHash } from '../../functions/edge/body-hash.ts';
import { functionUrlEvent, installLambdaHost, type StreamedAnswer } from './lambda-host.ts';
import { type Synthesized, synthesize } from './synthesized.ts';

let assembly: Synthesized;
let aws: Server;
let api: (event: unknown) => Promise<StreamedAnswer>;
const assets = (): string[] =>
  readdirSync(assembly.outdir)
    .filter((name) => name.startsWith('asset.'))
    .map((name) => join(assembly.outdir, name));
const bundleWith = (file: string): string => {
  const found = assets().find(
    (folder) =>
      existsSync(join(folder, 'index.mjs')) &&
      (file === '' ? !existsSync(join(folder, 'assets')) && readdirSync(folder).length === 1 : existsSync(join(folder, file))),
  );
  if (found === undefined) throw new Error(`No bundle has ${file}.`);
  return found;
};

/** Secrets Manager and Parameter Store as far as the API asks them. */
async function startAws(): Promise<Server> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { SecretId } = JSON.parse(body) as { SecretId?: string };
      response.end(
        JSON.stringify(
          SecretId === undefined
            ? { Parameter: { Value: 'https://aix.example' } }
            : { SecretString: SecretId === 'payload' ? 'ab'.repeat(32) : 's'.repeat(48) },
        ),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

beforeAll(async () => {
  assembly = synthesize('Dev', {}, { bundle: true });
  aws = await startAws();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`,
    AWS_REGION: 'ap-northeast-2',
    AWS_ACCESS_KEY_ID: 'none',
    AWS_SECRET_ACCESS_KEY: 'none',
    STAGE: 'dev',
    BASE_URL_PARAMETER: '/aix/dev/base-url',
    DATABASE_HOST: '127.0.0.1:1',
    DATABASE_USER: 'aix_app',
    DATABASE_NAME: 'nowhere',
    DATABASE_SSLMODE: 'disable',
    DATABASE_PASSWORD_SECRET: 'password',
    SIGN_IN_SECRET: 'sign-in',
    PAYLOAD_KEY_SECRET: 'payload',
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    TEMPORAL_NAMESPACE: 'default',
    TEMPORAL_API_KEY_SECRET: '',
    ARTIFACT_STORE: 's3://bucket/artifacts/',
  });
  installLambdaHost();
  const module = (await import(pathToFileURL(join(bundleWith('assets'), 'index.mjs')).href)) as { handler: typeof api };
  api = module.handler;
});
afterAll(() => new Promise((resolve) => aws.close(resolve)));

describe('the API bundle', () => {
  test('holds no native module and no worker, and stays within 5 MB zipped', () => {
    const folder = bundleWith('assets');
    const files = readdirSync(folder, { recursive: true }).map(String);
    expect(files.filter((name) => name.endsWith('.node'))).toEqual([]);
    const code = readFileSync(join(folder, 'index.mjs'), 'utf8');
    expect(code).not.toMatch(/@temporalio\/core-bridge|temporal-sdk-typescript-bridge/);
    const zipped = files
      .filter((name) => !name.endsWith('.map') && statSync(join(folder, name)).isFile())
      .reduce((size, name) => size + gzipSync(readFileSync(join(folder, name))).length, 0);
    expect(zipped).toBeLessThan(5 * 1024 * 1024);
  });

  test('answers a health check and a page of sign-in, with the assets that it names', async () => {
    expect(await api(functionUrlEvent({ method: 'GET', path: '/healthz' }))).toMatchObject({ statusCode: 200, body: '{"status":"alive"}' });
    const page = await api(functionUrlEvent({ method: 'GET', path: '/sign-in', query: 'next=%2Fruns' }));
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['strict-transport-security']).toBeDefined();
    const sheet = /\/assets\/style\.[0-9a-f]{16}\.css/.exec(page.body)?.[0];
    expect(await api(functionUrlEvent({ method: 'GET', path: sheet ?? '/assets/none' }))).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'text/css; charset=utf-8' },
    });
  });

  test('refuses without credentials: pages go to sign-in, the API answers 401; the origin’s own signature is nobody’s', async () => {
    expect(await api(functionUrlEvent({ method: 'GET', path: '/runs' }))).toMatchObject({
      statusCode: 303,
      headers: { location: '/sign-in?next=%2Fruns' },
    });
    expect(await api(functionUrlEvent({ method: 'GET', path: '/api/v1/runs' }))).toMatchObject({
      statusCode: 401,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    });
  });

  test('sees a key that the front door kept, and says 503 with the database away', async () => {
    const key = `Bearer aixk_${'0'.repeat(32)}_${'A'.repeat(43)}`;
    const answer = await api(functionUrlEvent({ method: 'GET', path: '/api/v1/runs', headers: { 'x-aix-authorization': key } }));
    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
  });

  test('measures a body itself: one beyond the limit is 413 though its length says otherwise', async () => {
    const event = functionUrlEvent({
      method: 'POST',
      path: '/sign-in',
      headers: { 'content-length': '10', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'a'.repeat(1024 * 1024 + 1),
    });
    expect((await api(event)).statusCode).toBe(413);
  });

  test('readiness names what is down', async () => {
    const ready = await api(functionUrlEvent({ method: 'GET', path: '/readyz' }));
    expect(ready.statusCode).toBe(503);
    expect(JSON.parse(ready.body)).toMatchObject({ components: { database: { state: 'down' }, temporal: { state: 'down' } } });
  });
});

test('the relay bundle sweeps while database and Temporal are away, and ends in its time', async () => {
  const folder = assets().find((name) => existsSync(join(name, 'failure-converter.cjs')) && !existsSync(join(name, 'assets')));
  const { handler } = (await import(pathToFileURL(join(folder ?? '', 'index.mjs')).href)) as { handler: (event: object) => Promise<void> };
  await expect(handler({ sweepMilliseconds: 300 })).resolves.toBeUndefined();
});

describe('the edge bundle', () => {
  const event = (body?: { data: string; encoding: 'base64' | 'text'; inputTruncated: boolean }) =>
    ({ Records: [{ cf: { request: { method: 'POST', headers: {}, ...(body === undefined ? {} : { body }) } } }] }) satisfies EdgeEvent;
  const load = async (): Promise<typeof bodyHash> =>
    ((await import(pathToFileURL(join(bundleWith(''), 'index.mjs')).href)) as { handler: typeof bodyHash }).handler;

  test('is small enough for a viewer function, too', () => {
    expect(gzipSync(readFileSync(join(bundleWith(''), 'index.mjs'))).length).toBeLessThan(1024 * 1024);
  });

  test('adds the hash of the very bytes, also of none', async () => {
    const handler = await load();
    const bytes = Buffer.from('lotNumber=로트-1', 'utf8');
    const sha256 = (value: Buffer | string): string => createHash('sha256').update(value).digest('hex');
    const hashed = await handler(event({ data: bytes.toString('base64'), encoding: 'base64', inputTruncated: false }));
    expect(hashed.headers['x-amz-content-sha256']?.[0]?.value).toBe(sha256(bytes));
    expect((await handler(event())).headers['x-amz-content-sha256']?.[0]?.value).toBe(sha256(''));
  });

  test('refuses a body that reached it cut off: its hash would be of another body', async () => {
    const handler = await load();
    expect(await handler(event({ data: 'AAAA', encoding: 'base64', inputTruncated: true }))).toMatchObject({ status: '413' });
  });
});
