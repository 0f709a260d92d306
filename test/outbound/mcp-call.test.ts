// `call: mcp` over Streamable HTTP against the official server on loopback, through the guarded client.
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createGuardedClient } from '../../workflows/outbound/guarded-client.ts';
import { createProtocolCaller } from '../../workflows/outbound/protocol-caller.ts';
import { createCallOnce, RUN, scope } from './call-once.ts';

let server: Server;
let origin: string;
const seen: { method: string; headers: IncomingMessage['headers'] }[] = [];
const call = createCallOnce({ key: 'canary-mcp-secret' });

function createTools(): McpServer {
  const tools = new McpServer({ name: 'gauge', version: '1.0.0' });
  tools.registerTool('measure', { description: 'Measures', inputSchema: { part: z.string() } }, async ({ part }) => {
    if (part === 'broken') throw new Error('no such part');
    if (part === 'slow') await new Promise((resolve) => setTimeout(resolve, 5000));
    return { content: [{ type: 'text', text: `${part}: 5.01` }] };
  });
  tools.registerResource('drawing', 'plant://drawing/1', {}, async () => ({ contents: [{ uri: 'plant://drawing/1', text: 'rev C' }] }));
  tools.registerPrompt('greet', {}, async () => ({ messages: [{ role: 'user', content: { type: 'text', text: 'hello' } }] }));
  return tools;
}

beforeAll(async () => {
  server = createServer((request, response) => {
    void (async () => {
      seen.push({ method: request.method ?? '', headers: request.headers });
      if (request.url === '/busy') return void response.writeHead(503).end('private');
      if (request.url === '/redirect') return void response.writeHead(307, { location: 'http://169.254.169.254/' }).end();
      if (request.method !== 'POST') return void response.writeHead(405).end();
      const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
      await createTools().connect(transport as never);
      await transport.handleRequest(request, response);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen.length = 0;
});

const mcp = (method: string, parameters: object = {}, more: object = {}, path = '/mcp') => ({
  task: 'mcp',
  with: { method, parameters: parameters as never, transport: { http: { endpoint: `${origin}${path}` } }, ...more },
});

describe('MCP over Streamable HTTP', () => {
  it.each([
    ['tools/list', {}, { tools: [{ name: 'measure' }] }],
    ['tools/call', { name: 'measure', arguments: { part: 'P1' } }, { content: [{ type: 'text', text: 'P1: 5.01' }] }],
    ['resources/list', {}, { resources: [{ uri: 'plant://drawing/1' }] }],
    ['resources/templates/list', {}, { resourceTemplates: [] }],
    ['resources/read', { uri: 'plant://drawing/1' }, { contents: [{ text: 'rev C' }] }],
    ['prompts/list', {}, { prompts: [{ name: 'greet' }] }],
    ['prompts/get', { name: 'greet' }, { messages: [{ role: 'user' }] }],
  ])('%s gives the JSON-RPC result', async (method, parameters, expected) => {
    expect(await call(mcp(method, parameters))).toMatchObject(expected);
  });
  it('sends headers and signs in with a secret', async () => {
    await call({
      ...mcp(
        'tools/list',
        {},
        {
          transport: {
            http: {
              endpoint: { uri: `${origin}/mcp`, authentication: { bearer: { token: '${ $secrets.key }' } } },
              headers: { 'x-plant': 'P1' },
            },
          },
        },
      ),
      more: scope(['key'], ['/transport/http/endpoint/authentication/bearer/token']),
    });
    expect(seen.find((request) => request.method === 'POST')?.headers).toMatchObject({
      authorization: 'Bearer canary-mcp-secret',
      'x-plant': 'P1',
    });
  });
  it('a tool that reports a failure is a result; an error of the protocol is a runtime error', async () => {
    expect(await call(mcp('tools/call', { name: 'measure', arguments: { part: 'broken' } }))).toMatchObject({ isError: true });
    await expect(call(mcp('prompts/get', { name: 'nobody' }))).rejects.toMatchObject({ code: 'internal' });
  });
  it('a server that answers badly is named by its status alone', async () => {
    const error = await call(mcp('tools/list', {}, {}, '/busy')).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'internal', context: { status: 503 } });
    expect((error as Error).message).not.toContain('private');
  });
  it('ends with its time limit', async () => {
    const started = Date.now();
    await expect(
      call(mcp('tools/call', { name: 'measure', arguments: { part: 'slow' } }, { timeout: { milliseconds: 300 } })),
    ).rejects.toThrow();
    expect(Date.now() - started).toBeLessThan(4000);
  });
  it('follows no redirect', async () => {
    await expect(call(mcp('tools/list', {}, {}, '/redirect'))).rejects.toThrow();
    expect(seen.every((request) => request.method !== 'GET')).toBe(true);
  });
  it('is guarded like every call', async () => {
    const closed = createProtocolCaller({ client: createGuardedClient(), secrets: async () => undefined });
    await expect(
      closed(
        { run: RUN, step: 1, path: '/do/0/x', name: 'x', task: 'mcp', input: mcp('tools/list').with },
        { attempt: 1, signal: new AbortController().signal },
      ),
    ).rejects.toMatchObject({ code: 'forbidden' });
    expect(seen).toHaveLength(0);
  });
  it('never starts a process', async () => {
    await expect(
      call({ task: 'mcp', with: { method: 'tools/list', transport: { stdio: { command: 'touch', arguments: ['/tmp/never'] } } } }),
    ).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('stdio') as string });
  });
});
