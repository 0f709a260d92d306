// The API's bundle as Lambda would run it, on a real database and a real Temporal server: a person signs in by form, opens a form, posts it,
// and a machine does the same by key. Bundled here with the very options that CDK uses; test/cdk runs the asset out of the assembly.
import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { publishLibrary } from '../../functions/local/library.ts';
import { createSignIn } from '../../functions/shared/sign-in.ts';
import { writeAssets } from '../../functions/web/asset-folder.ts';
import { buildAssets } from '../../functions/web/build-assets.ts';
import { functionUrlEvent, installLambdaHost, type StreamedAnswer } from '../cdk/lambda-host.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const root = new URL('../../', import.meta.url).pathname;
const SECRET = 's'.repeat(48);
let db: TestDatabase;
let folder: string;
let aws: Server;
let call: (event: unknown) => Promise<StreamedAnswer>;

async function startAws(password: string): Promise<Server> {
  const secrets: Record<string, string> = { password, 'sign-in': SECRET, payload: 'ab'.repeat(32) };
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { SecretId } = JSON.parse(body) as { SecretId?: string };
      response.end(
        JSON.stringify(SecretId === undefined ? { Parameter: { Value: 'https://aix.example' } } : { SecretString: secrets[SecretId] }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function bundle(into: string): Promise<void> {
  const shared = { bundle: true, platform: 'node', target: 'node20', logLevel: 'silent', minify: true, keepNames: true } as const;
  const banner = {
    js: "import { createRequire as aixCreateRequire } from 'node:module'; const require = aixCreateRequire(import.meta.url);",
  };
  await build({
    ...shared,
    entryPoints: [`${root}functions/api/lambda.ts`],
    outfile: join(into, 'index.mjs'),
    format: 'esm',
    mainFields: ['module', 'main'],
    banner,
  });
  await build({
    ...shared,
    entryPoints: [`${root}workflows/payload/failure-converter.cjs`],
    outfile: join(into, 'failure-converter.cjs'),
    format: 'cjs',
  });
  await writeAssets(await buildAssets(), join(into, 'assets'));
}

beforeAll(async () => {
  db = await createTestDatabase();
  const url = new URL(db.url);
  aws = await startAws(decodeURIComponent(url.password));
  folder = await mkdtemp(join(tmpdir(), 'aix-lambda-'));
  await bundle(folder);
  const { members } = createSignIn({ database: db.database, baseUrl: 'https://aix.example', secret: SECRET });
  const admin = { email: 'a@plant.example', name: '관리자', username: 'admin', password: 'long-enough-1' };
  const { tenant } = await members.createTenantWithAdmin({ tenantName: 'Plant', admin, roles: ['admin', 'operator'] });
  await publishLibrary({ database: db.database, tenant });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`,
    AWS_REGION: 'ap-northeast-2',
    AWS_ACCESS_KEY_ID: 'none',
    AWS_SECRET_ACCESS_KEY: 'none',
    STAGE: 'test',
    BASE_URL_PARAMETER: '/base-url',
    DATABASE_HOST: url.host,
    DATABASE_USER: url.username,
    DATABASE_NAME: url.pathname.slice(1),
    DATABASE_SSLMODE: 'disable',
    DATABASE_PASSWORD_SECRET: 'password',
    SIGN_IN_SECRET: 'sign-in',
    PAYLOAD_KEY_SECRET: 'payload',
    TEMPORAL_ADDRESS: inject('temporalAddress') ?? '127.0.0.1:1',
    TEMPORAL_NAMESPACE: 'default',
    TEMPORAL_API_KEY_SECRET: '',
    ARTIFACT_STORE: 's3://bucket/artifacts/',
  });
  installLambdaHost();
  ({ handler: call } = (await import(pathToFileURL(join(folder, 'index.mjs')).href)) as { handler: typeof call });
}, 120_000);
afterAll(async () => {
  await new Promise((resolve) => aws.close(resolve));
  await rm(folder, { recursive: true, force: true });
  await db.close();
});

const ORIGIN = { origin: 'https://aix.example' };
const FORM = { ...ORIGIN, 'content-type': 'application/x-www-form-urlencoded' };
const COUNT = { line: 'L1', product: 'juice', shiftDate: '2026-11-24', shift: 'day', produced: 100, good: 98 };
let session: string;

describe('a person, by plain forms', () => {
  test('signs in with a __Host- cookie and opens the form of a definition', async () => {
    const body = new URLSearchParams({ user: 'admin', password: 'long-enough-1', next: '/forms' }).toString();
    const signedIn = await call(functionUrlEvent({ method: 'POST', path: '/sign-in', headers: FORM, body }));
    expect([signedIn.statusCode, signedIn.headers['location']]).toEqual([303, '/forms']);
    expect(signedIn.cookies[0]).toMatch(/^__Host-aix\.session=.*; Path=\/.*Secure/i);
    session = signedIn.cookies[0]?.split(';')[0] ?? '';
    const page = await call(functionUrlEvent({ method: 'GET', path: '/forms/production/production-count', cookies: [session] }));
    expect([page.statusCode, page.body.includes('생산')]).toEqual([200, true]);
  });
});

describe('a machine, by key', () => {
  test('starts a run through CloudFront’s header for Authorization, and Temporal has it', async () => {
    const made = await call(
      functionUrlEvent({
        method: 'POST',
        path: '/api/v1/api-keys',
        headers: { ...ORIGIN, 'content-type': 'application/json' },
        cookies: [session],
        body: JSON.stringify({ name: 'gateway', roles: ['operator'] }),
      }),
    );
    expect(made.statusCode).toBe(201);
    const { key } = JSON.parse(made.body) as { key: string };
    const headers = { 'x-aix-authorization': `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': 'k-1' };
    const post = () =>
      call(
        functionUrlEvent({
          method: 'POST',
          path: '/api/v1/definitions/production/production-count/submissions',
          headers,
          body: JSON.stringify(COUNT),
        }),
      );
    const started = await post();
    expect([started.statusCode, started.body]).toEqual([202, expect.stringContaining('"created":true')]);
    expect(JSON.parse(started.body)).toMatchObject({ started: inject('temporalAddress') !== undefined });
    expect(JSON.parse((await post()).body)).toMatchObject({ created: false });
  });

  test('a refusal lists every fault', async () => {
    const answer = await call(
      functionUrlEvent({
        method: 'POST',
        path: '/api/v1/definitions/production/production-count/submissions',
        headers: { ...ORIGIN, 'content-type': 'application/json' },
        cookies: [session],
        body: '{}',
      }),
    );
    expect(answer.statusCode).toBe(422);
    expect((JSON.parse(answer.body) as { issues: unknown[] }).issues.length).toBeGreaterThan(1);
  });
});
