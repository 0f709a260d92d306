// The container's bytes for one accepted call: the stand-in's own completion, or those of a real model that calls are forwarded to.
import type { ChatRequest } from './chat-request.ts';
import { completionEvents, wholeCompletion } from './completion-wire.ts';
import type { ReasoningStyle } from './completion-wire.ts';
import type { TwinAnswer } from './twin-answer.ts';
import { servedName } from './upstream-model.ts';

/** A real model behind the twin: the wire stays, the judgement is real, and nothing is marked as a stand-in's. */
export interface Upstream {
  /** Up to and with /v1. */
  readonly baseUrl: string;
  /** Replaces the name in the body; unless given, the server is asked what it serves. */
  readonly model?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch: typeof fetch;
}

export class UpstreamError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'UpstreamError';
    this.status = status;
  }
}

/** The whole body of a direct call. Throws UpstreamError. */
export async function wholeBody(source: Source): Promise<Buffer> {
  if (source.upstream !== undefined) return Buffer.from(await (await forward(source.upstream, source)).arrayBuffer());
  return Buffer.from(JSON.stringify(wholeCompletion(source.answer, source)), 'utf8');
}

/** The bytes of a stream, an event at a time. Throws UpstreamError before the first. */
export async function streamBody(source: Source): Promise<AsyncIterable<Uint8Array>> {
  if (source.upstream === undefined) return ownEvents(source);
  const { body } = await forward(source.upstream, source);
  if (body === null) throw new UpstreamError(502, 'The model behind the twin sent no body.');
  return body as unknown as AsyncIterable<Uint8Array>;
}

export interface Source {
  readonly request: ChatRequest;
  readonly answer: TwinAnswer;
  readonly raw: Uint8Array<ArrayBuffer>;
  readonly reasoningStyle: ReasoningStyle;
  readonly created: number;
  readonly upstream: Upstream | undefined;
  readonly signal: AbortSignal;
}

async function* ownEvents(source: Source): AsyncGenerator<Uint8Array, void> {
  for (const event of completionEvents(source.answer, source)) yield Buffer.from(event, 'utf8');
}

async function forward(upstream: Upstream, source: Source): Promise<Response> {
  const { baseUrl, headers } = upstream;
  const model = upstream.model ?? (await servedName(upstream, source.request.model));
  const body =
    model === undefined ? source.raw : JSON.stringify({ ...(JSON.parse(new TextDecoder().decode(source.raw)) as object), model });
  let response: Response;
  try {
    const url = `${baseUrl.replace(/\/+$/, '')}/chat/completions`;
    response = await upstream.fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      signal: source.signal,
    });
  } catch (cause) {
    throw new UpstreamError(503, `The model behind the twin cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  if (response.ok) return response;
  throw new UpstreamError(response.status, (await response.text()).slice(0, 500));
}
