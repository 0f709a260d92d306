// `call: mcp` of Open Workflow Specification 1.0.3 over Streamable HTTP, with the official client on top of the guarded one.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport, StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { McpError, ResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { AppError } from '../definition/errors.ts';
import { durationMilliseconds } from '../definition/duration.ts';
import type { Duration } from '../definition/document.ts';
import { isJsonObject, type Json, type JsonObject } from '../definition/json.ts';
import type { Authorization } from './authorization.ts';
import { createGuardedFetch, type GuardedFetch } from './guarded-fetch.ts';
import { parseGuardedUrl } from './guarded-url.ts';
import { endpointOf, textRecord } from './http-call.ts';
import { idempotencyKey, type CallTools } from './outbound-call.ts';
import { expandUri } from './uri-template.ts';

const METHODS: ReadonlySet<string> = new Set([
  'tools/list',
  'tools/call',
  'prompts/list',
  'prompts/get',
  'resources/list',
  'resources/read',
  'resources/templates/list',
]);
const DEFAULT_TIMEOUT_MILLISECONDS = 60_000;
const LONGEST_TIMEOUT_MILLISECONDS = 600_000;

/** @returns the JSON-RPC result, also of a tool that reports a failure (`isError`). @throws AppError `internal` (a runtime error of the specification) for JSON-RPC errors. */
export async function mcpCall(tools: CallTools): Promise<Json> {
  const { args } = tools;
  const method = args['method'];
  if (typeof method !== 'string' || !METHODS.has(method))
    throw new AppError('invalid', `"method" must be one of ${[...METHODS].join(', ')}.`);
  const http = isJsonObject(args['transport']) ? args['transport']['http'] : undefined;
  if (!isJsonObject(http))
    throw new AppError('invalid', 'MCP is spoken over Streamable HTTP only; give transport.http. Over stdio it would start a process.');
  const timeout = timeoutOf(args['timeout']);
  const { uri, authentication } = endpointOf(http['endpoint']);
  const url = parseGuardedUrl(expandUri(uri, tools.call.uriVariables ?? {}));
  const headers = {
    ...textRecord(http['headers'], 'headers'),
    ...signed(await tools.authorize(authentication)),
    'idempotency-key': idempotencyKey(tools.call),
  };
  const fetch = createGuardedFetch(tools.client, { timeoutMilliseconds: timeout, signal: tools.signal });
  const transport = new StreamableHTTPClientTransport(url, { fetch: fetch.fetch, requestInit: { headers } });
  const client = new Client(clientOf(args['client']), { capabilities: {} });
  try {
    const options = { timeout, signal: tools.signal };
    // The class declares an optional member as `string | undefined`, which exactOptionalPropertyTypes tells from its interface.
    await client.connect(transport as unknown as Parameters<Client['connect']>[0], options);
    const result = await client.request({ method, params: parametersOf(args['parameters']) }, ResultSchema, options);
    return tools.mask.content(JSON.parse(JSON.stringify(result)) as Json);
  } catch (error) {
    throw mapped(error, method, fetch, tools);
  } finally {
    await transport.terminateSession().catch(() => {});
    await client.close().catch(() => {});
    fetch.stop();
  }
}

function timeoutOf(given: Json | undefined): number {
  if (given === undefined || given === null) return DEFAULT_TIMEOUT_MILLISECONDS;
  return Math.min(LONGEST_TIMEOUT_MILLISECONDS, Math.max(1, durationMilliseconds(given as Duration)));
}

function signed(authorization: Authorization | undefined): Record<string, string> {
  if (!authorization) return {};
  if (authorization.parameter === undefined)
    throw new AppError('invalid', 'Digest authentication does not work with MCP; use basic, bearer, oauth2 or oidc.');
  return { authorization: `${authorization.scheme} ${authorization.parameter}` };
}

function parametersOf(given: Json | undefined): Record<string, unknown> {
  if (given === undefined || given === null) return {};
  if (!isJsonObject(given)) throw new AppError('invalid', '"parameters" must be an object.');
  return { ...given };
}

function clientOf(given: Json | undefined): { name: string; version: string } {
  const client: JsonObject = isJsonObject(given) ? given : {};
  return {
    name: typeof client['name'] === 'string' ? client['name'] : 'aix',
    version: typeof client['version'] === 'string' ? client['version'] : '1',
  };
}

function mapped(error: unknown, method: string, fetch: GuardedFetch, tools: CallTools): unknown {
  if (tools.signal.aborted) return tools.signal.reason;
  if (error instanceof AppError) return error;
  // What the guard refused says more than what the library makes of it.
  if (fetch.failure instanceof AppError) return fetch.failure;
  const title = 'The MCP call failed';
  if (error instanceof McpError)
    return new AppError('internal', tools.mask.text(`MCP ${method} failed: ${error.message.slice(0, 500)}`), {
      context: { status: 500, title },
    });
  const status =
    error instanceof StreamableHTTPError && error.code !== undefined && error.code >= 400
      ? error.code
      : fetch.lastStatus >= 400
        ? fetch.lastStatus
        : 500;
  return new AppError('internal', `MCP ${method} failed: the server answered ${status}.`, { context: { status, title } });
}
