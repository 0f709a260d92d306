// Every way by which a definition, or a server it trusts, can name an address goes through the guard: none is forgotten.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../workflows/definition/json.ts';
import { createGuardedClient } from '../../workflows/outbound/guarded-client.ts';
import { createProtocolCaller } from '../../workflows/outbound/protocol-caller.ts';
import { RUN } from './call-once.ts';
import { json, startStub, type StubServer } from './stub-server.ts';

let outside: StubServer;
let inside: StubServer;

beforeAll(async () => {
  // As on a platform: 127.0.0.2 stands for the internet (opened by name), 127.0.0.1 for the platform's own services.
  inside = await startStub((_request, response) => json(response, { access_token: 'inside' }));
  outside = await startStub(
    ({ url }, response) => {
      if (url === '/openapi.json')
        json(response, { openapi: '3.0.0', servers: [{ url: inside.origin }], paths: { '/x': { get: { operationId: 'x' } } } });
      else if (url === '/realm/.well-known/openid-configuration') json(response, { token_endpoint: `${inside.origin}/token` });
      else if (url === '/moved') response.writeHead(302, { location: inside.origin }).end();
      else json(response, {});
    },
    { host: '127.0.0.2' },
  );
});
afterAll(async () => {
  await inside.stop();
  await outside.stop();
});
beforeEach(() => {
  inside.seen.length = 0;
});

const client = createGuardedClient({ allowHosts: '127.0.0.2,'.split(',') });
const caller = createProtocolCaller({ client, secrets: async () => undefined });
const call = async (task: string, input: JsonObject): Promise<Json> =>
  await caller(
    { run: { ...RUN, runId: `${Math.random()}` }, step: 1, path: '/do/0/x', name: 'x', task, input },
    { attempt: 1, signal: new AbortController().signal },
  );

describe('on a platform', () => {
  const signed = (policy: object): JsonObject => ({
    method: 'get',
    endpoint: { uri: `${outside.origin}/`, authentication: policy } as never,
  });
  const oauth = { grant: 'client_credentials', client: { id: 'a', secret: 'b' } };
  const CASES: readonly [string, () => [string, JsonObject]][] = [
    ['http', () => ['http', { method: 'get', endpoint: `${inside.origin}/` }]],
    ['http by name', () => ['http', { method: 'get', endpoint: `http://localhost:${inside.port}/` }]],
    ['a redirect', () => ['http', { method: 'get', endpoint: `${outside.origin}/moved`, redirect: true }]],
    ['an OpenAPI document', () => ['openapi', { document: { endpoint: `${inside.origin}/openapi.json` }, operationId: 'x' }]],
    [
      'the server of an OpenAPI document',
      () => ['openapi', { document: { endpoint: `${outside.origin}/openapi.json` }, operationId: 'x' }],
    ],
    ['MCP', () => ['mcp', { method: 'tools/list', transport: { http: { endpoint: `${inside.origin}/` } } }]],
    ['an OAuth authority', () => ['http', signed({ oauth2: { authority: inside.origin, ...oauth } })]],
    [
      'an absolute token endpoint',
      () => ['http', signed({ oauth2: { authority: outside.origin, endpoints: { token: `${inside.origin}/token` }, ...oauth } })],
    ],
    ['an OpenID authority', () => ['http', signed({ oidc: { authority: inside.origin, ...oauth } })]],
    ['a discovered token endpoint', () => ['http', signed({ oidc: { authority: `${outside.origin}/realm`, ...oauth } })]],
  ];
  it.each(CASES)('%s cannot reach the services inside', async (_what, given) => {
    await expect(call(...given())).rejects.toMatchObject({ code: 'forbidden', retryable: false });
    expect(inside.seen).toHaveLength(0);
  });

  it('what an operator has opened can be reached', async () => {
    expect(await call('http', { method: 'get', endpoint: `${outside.origin}/` })).toEqual({});
  });
});
