// OpenAI-compatible servers as a wire: POST <baseUrl>/chat/completions, one body or server-sent events, by a given fetch.
import { AppError } from '../definition/errors.ts';
import { kindOfNetworkError, kindOfStatus, ModelCallError } from './model-error.ts';
import type { ModelTransport, TransportCall } from './transport.ts';

export interface OpenAiTransportDeps {
  readonly fetch: typeof fetch;
  /** Authorization and the like, asked for at each call: tokens expire, and are never logged or stored. */
  readonly headers?: (baseUrl: string) => Promise<Readonly<Record<string, string>>>;
}

export function createOpenAiTransport(deps: OpenAiTransportDeps): ModelTransport {
  return {
    async invoke(call, maxBytes) {
      return collect((await post(deps, call)).body, maxBytes);
    },
    async stream(call) {
      const { body } = await post(deps, call);
      if (body === null) throw new ModelCallError('unreadable-answer', 'the stream has no body');
      return bytesOf(body);
    },
  };
}

async function post(deps: OpenAiTransportDeps, call: TransportCall): Promise<Response> {
  const { baseUrl } = call.profile;
  if (baseUrl === undefined)
    throw new AppError('usage', `Model profile "${call.profile.id}" names no server; set its baseUrl (up to and with /v1).`);
  const headers = { 'content-type': 'application/json', 'x-request-id': call.inferenceId, ...(await deps.headers?.(baseUrl)) };
  let response: Response;
  try {
    const url = `${baseUrl.replace(/\/+$/, '')}/chat/completions`;
    // A redirect would carry the credentials to another host.
    response = await deps.fetch(url, { method: 'POST', headers, body: call.body, signal: call.signal, redirect: 'error' });
  } catch (error) {
    throw networkError(error);
  }
  if (response.ok) return response;
  throw await statusError(response);
}

async function statusError(response: Response): Promise<ModelCallError> {
  const text = new TextDecoder().decode(await collect(response.body, 20_000).catch(() => new Uint8Array())).slice(0, 1_000);
  const retryAfterSeconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  // Servers that load on demand say so with 503 and these words.
  const starting = response.status === 503 && /loading|starting|warming|not ready/i.test(text);
  return new ModelCallError(starting ? 'asleep' : kindOfStatus(response.status), `HTTP ${response.status}: ${text}`, {
    status: response.status,
    ...(Number.isFinite(retryAfterSeconds) ? { retryAfterSeconds } : {}),
  });
}

async function collect(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<Uint8Array> {
  if (body === null) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of bytesOf(body)) {
    parts.push(part);
    size += part.byteLength;
    if (size > maxBytes) throw new ModelCallError('answer-too-large', `the answer has more than ${maxBytes} bytes`);
  }
  return Buffer.concat(parts);
}

async function* bytesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    throw networkError(error);
  } finally {
    // Lets the socket go when the reader stops early.
    await reader.cancel().catch(() => undefined);
  }
}

function networkError(error: unknown): ModelCallError {
  if (error instanceof ModelCallError) return error;
  const aborted = error instanceof Error && error.name === 'AbortError';
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  const message = `${error instanceof Error ? error.message : String(error)}${cause}`;
  return new ModelCallError(aborted ? 'cancelled' : (kindOfNetworkError(error) ?? 'network'), message, { cause: error });
}
