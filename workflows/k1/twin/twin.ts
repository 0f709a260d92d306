// The protocol twin: a server that speaks the wire of SageMaker's runtime and of OpenAI-compatible servers, so that everything runs with no model at hand.
// It judges nothing: every answer says that a stand-in gave it. With `upstream` it forwards to a real model and marks nothing.
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { ModelObjectStore } from '../transport.ts';
import { asyncInvocations } from './async-routes.ts';
import { createScript } from './behaviour.ts';
import type { ScriptEntry } from './behaviour.ts';
import type { Upstream } from './byte-source.ts';
import { createCallLog } from './call-log.ts';
import type { TwinCall } from './call-log.ts';
import type { ReasoningStyle } from './completion-wire.ts';
import { control } from './control-routes.ts';
import { awsError } from './error-reply.ts';
import { readBody, sendJson, sendReply } from './http-io.ts';
import { createMemoryStore } from './memory-store.ts';
import { chatCompletions } from './openai-routes.ts';
import { invocations, invocationsStream } from './sagemaker-routes.ts';
import { createScale } from './scale.ts';
import type { TwinDeps } from './twin-deps.ts';

export interface TwinOptions {
  /** 0: any free one. */
  readonly port?: number;
  readonly host?: string;
  readonly seed?: number;
  /** Multiplies the time a real endpoint would take; 0 takes none (the default), 1 is real. */
  readonly timingFactor?: number;
  /** Where asynchronous results go; in memory unless given. */
  readonly store?: ModelObjectStore;
  readonly outputPrefix?: string;
  /** K1_UPSTREAM: a real OpenAI-compatible server, up to and with /v1. */
  readonly upstream?: string | Omit<Upstream, 'fetch'>;
  readonly fetch?: typeof fetch;
  readonly reasoningStyle?: ReasoningStyle;
  readonly partBytes?: number;
  readonly startAsleep?: boolean;
  readonly idleMilliseconds?: number;
  readonly wakeMilliseconds?: number;
  readonly now?: () => number;
}

export interface Twin {
  readonly url: string;
  readonly port: number;
  readonly store: ModelObjectStore;
  close(): Promise<void>;
  calls(): readonly TwinCall[];
  script(...entries: readonly ScriptEntry[]): void;
  clearScript(): void;
  sleep(): void;
  wake(): void;
}

const LARGEST_BODY = 25 * 1024 * 1024;

export async function createTwin(options: TwinOptions = {}): Promise<Twin> {
  const now = options.now ?? Date.now;
  const { upstream, seed = 1 } = options;
  const given = typeof upstream === 'string' ? { baseUrl: upstream } : upstream;
  const deps: TwinDeps = {
    script: createScript(),
    log: createCallLog(),
    scale: createScale({
      now,
      idleMilliseconds: options.idleMilliseconds,
      wakeMilliseconds: options.wakeMilliseconds ?? 0,
      startAsleep: options.startAsleep ?? false,
    }),
    seed,
    forwards: given !== undefined,
    store: options.store ?? createMemoryStore(),
    outputPrefix: options.outputPrefix ?? 's3://aix-local/model-async/results/',
    upstream: given === undefined ? undefined : { ...given, fetch: options.fetch ?? fetch },
    reasoningStyle: options.reasoningStyle ?? 'reasoning',
    timingFactor: options.timingFactor ?? 0,
    partBytes: options.partBytes,
    now,
  };
  const jobs = new Set<NodeJS.Timeout>();
  const server = createServer((incoming, response) => {
    handle(deps, jobs, incoming, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { Message: `The twin failed: ${String(error)}` });
    });
  });
  const port = await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    store: deps.store,
    async close() {
      for (const job of jobs) clearTimeout(job);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
    calls: () => deps.log.list(),
    script: (...entries) => deps.script.add(entries),
    clearScript: () => deps.script.clear(),
    sleep: () => deps.scale.sleep(),
    wake: () => deps.scale.wake(),
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('the twin has no port'));
    });
  });
}

const ENDPOINT = /^\/endpoints\/([^/]+)(?:\/inference-components\/[^/]+)?\/(.+)$/;

async function handle(deps: TwinDeps, jobs: Set<NodeJS.Timeout>, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (incoming.url ?? '/').split('?')[0] ?? '/';
  if (path.startsWith('/__twin/')) return control(deps, path.slice('/__twin'.length), incoming, response);
  if (path === '/ping' || path === '/healthz') return sendJson(response, 200, { state: deps.scale.state, standIn: !deps.forwards });
  if (/^(\/openai)?\/v1\/models$/.test(path))
    return sendJson(response, 200, { object: 'list', data: [{ id: 'A.X-K1', object: 'model', owned_by: 'stand-in' }] });
  const [, name, operation] = ENDPOINT.exec(path) ?? [];
  const openAi = /^(?:openai\/)?v1\/chat\/completions$/.test(operation ?? path.slice(1));
  const known = openAi || ['invocations', 'invocations-response-stream', 'async-invocations'].includes(operation ?? '');
  if (!known || incoming.method !== 'POST')
    return sendReply(response, awsError(404, 'UnknownOperationException', { Message: `No operation at ${path}.` }));
  const body = await readBody(incoming, LARGEST_BODY);
  if (body === undefined)
    return sendReply(response, awsError(413, 'RequestEntityTooLargeException', { Message: `The body exceeds ${LARGEST_BODY} bytes.` }));
  const call = { endpoint: decodeURIComponent(name ?? ''), incoming, response, body: new Uint8Array(body) };
  if (openAi) return chatCompletions(deps, call);
  if (operation === 'invocations') return invocations(deps, call);
  return operation === 'async-invocations' ? asyncInvocations(deps, call, jobs) : invocationsStream(deps, call);
}
