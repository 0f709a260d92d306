// The guarded client in the shape of `fetch`, for libraries that bring their own protocol. Redirects are never followed here.
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AppError } from '../definition/errors.ts';
import type { GuardedClient } from './guarded-client.ts';

export interface GuardedFetch {
  fetch(url: string | URL, init?: RequestInit): Promise<Response>;
  /** What the guard last refused or could not reach. */
  readonly failure: unknown;
  /** Status of the last answer; 0 before there is one. */
  readonly lastStatus: number;
  /** Ends what is still open, such as a stream of events. */
  stop(): void;
}

const WITHOUT_BODY: ReadonlySet<number> = new Set([101, 204, 205, 304]);

export function createGuardedFetch(client: GuardedClient, options: { timeoutMilliseconds: number; signal: AbortSignal }): GuardedFetch {
  const ended = new AbortController();
  const state: { failure: unknown; lastStatus: number } = { failure: undefined, lastStatus: 0 };
  const fetch = async (url: string | URL, init: RequestInit = {}): Promise<Response> => {
    const signals = [options.signal, ended.signal, ...(init.signal ? [init.signal] : [])];
    const body = init.body ?? undefined;
    if (body !== undefined && typeof body !== 'string' && !(body instanceof URLSearchParams))
      throw new TypeError('Only text bodies are sent here.');
    try {
      const { status, headers, stream } = await client.open({
        method: init.method ?? 'GET',
        url: String(url),
        headers: Object.fromEntries(new Headers(init.headers)),
        signal: AbortSignal.any(signals),
        timeoutMilliseconds: options.timeoutMilliseconds,
        ...(body === undefined ? {} : { body: String(body) }),
      });
      state.lastStatus = status;
      const isEmpty = WITHOUT_BODY.has(status) || status < 200;
      if (isEmpty) stream.destroy();
      // Decoded already: whoever reads on must not decode again.
      const { 'content-encoding': _encoding, 'content-length': _length, ...rest } = headers;
      return new Response(isEmpty ? null : (Readable.toWeb(stream) as ReadableStream<Uint8Array> as unknown as BodyInit), {
        status: Math.max(200, status),
        headers: rest,
      });
    } catch (error) {
      if (error instanceof AppError) state.failure = error;
      throw error;
    }
  };
  return {
    fetch,
    get failure() {
      return state.failure;
    },
    get lastStatus() {
      return state.lastStatus;
    },
    stop: () => ended.abort(new Error('The call has ended.')),
  };
}
