// The one door to the network for workflows: names are resolved once, every address is checked, and the connection is pinned to
// what was checked, so that a name server cannot answer one thing to the check and another to the connection.
import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { AppError } from '../definition/errors.ts';
import { createAllowList } from './address-policy.ts';
import { ACCEPT_ENCODING, boundedBody, readAll } from './bounded-body.ts';
import { hostOf, parseGuardedUrl, shownUrl } from './guarded-url.ts';
import { nextHop, type OutboundRequest } from './redirect.ts';
import { mayCall, resolveHost, systemResolve, type AddressPolicy, type PinnedAddress, type Resolve } from './resolve-host.ts';

export type { OutboundRequest } from './redirect.ts';

export interface GuardedClientOptions {
  /** Loopback and private networks; true only where the user runs everything on a machine of their own. */
  readonly allowPrivate?: boolean;
  /** Host names, `*.domain`, addresses and CIDRs that are opened besides. */
  readonly allowHosts?: readonly string[];
  readonly resolve?: Resolve;
  /** Cap of an answer, after decompression. */
  readonly maxBytes?: number;
  /** For the whole exchange, redirects included. */
  readonly timeoutMilliseconds?: number;
}

export interface OutboundResponse {
  readonly status: number;
  /** Names in lower case; several values joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Where the answer came from, after redirects. */
  readonly url: URL;
}

export interface OpenResponse extends Omit<OutboundResponse, 'body'> {
  readonly stream: Readable;
}

export interface GuardedClient {
  /** @throws AppError `invalid`, `forbidden`, `too-large`, `unavailable` (retryable where nothing can have reached the server, or the method is safe to repeat). */
  request(request: OutboundRequest): Promise<OutboundResponse>;
  /** The same with the body as a stream; who opens it must read or destroy it. */
  open(request: OutboundRequest): Promise<OpenResponse>;
}

export const DEFAULT_MAX_BYTES = 1_048_576;
const DEFAULT_TIMEOUT_MILLISECONDS = 30_000;
const MAX_REDIRECTS = 5;
const REPEATABLE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);
/** The client's own: a definition must not smuggle requests or speak to another virtual host than the one that was checked. */
const RESERVED = /^(?:host|connection|keep-alive|transfer-encoding|te|trailer|upgrade|expect|proxy-.*|accept-encoding|content-length)$/i;

interface Settled {
  readonly resolve: Resolve;
  readonly policy: AddressPolicy;
  readonly maxBytes: number;
  readonly timeoutMilliseconds: number;
}

export function createGuardedClient(options: GuardedClientOptions = {}): GuardedClient {
  const settled: Settled = {
    resolve: options.resolve ?? systemResolve,
    policy: { allowPrivate: options.allowPrivate ?? false, allowed: createAllowList(options.allowHosts ?? []) },
    maxBytes: options.maxBytes ?? DEFAULT_MAX_BYTES,
    timeoutMilliseconds: options.timeoutMilliseconds ?? DEFAULT_TIMEOUT_MILLISECONDS,
  };
  const open = async (request: OutboundRequest): Promise<OpenResponse> => await follow(settled, request);
  return {
    open,
    request: async (request) => {
      const { stream, ...head } = await open(request);
      try {
        return { ...head, body: await readAll(stream) };
      } catch (error) {
        throw mapped(error, request, head.url, true);
      }
    },
  };
}

async function follow(settled: Settled, first: OutboundRequest): Promise<OpenResponse> {
  const limit = AbortSignal.timeout(first.timeoutMilliseconds ?? settled.timeoutMilliseconds);
  const signal = first.signal ? AbortSignal.any([first.signal, limit]) : limit;
  let request = first;
  for (let hop = 0; ; hop += 1) {
    const url = parseGuardedUrl(request.url);
    const response = await exchange(settled, request, url, signal);
    const next = first.redirect === true ? nextHop(request, url, response) : undefined;
    if (!next) return response;
    response.stream.destroy();
    if (hop >= MAX_REDIRECTS)
      throw new AppError('unavailable', `${shownUrl(url)} redirects more than ${MAX_REDIRECTS} times.`, {
        context: { status: 508, title: 'Too many redirects' },
      });
    request = next;
  }
}

async function exchange(settled: Settled, request: OutboundRequest, url: URL, signal: AbortSignal): Promise<OpenResponse> {
  const headers = checkedHeaders(request.headers ?? {});
  const addresses = await abortable(resolveHost(url, settled.resolve, settled.policy), signal, request, url);
  const progress = { connected: false };
  try {
    const message = await send(settled, request, url, headers, addresses, signal, progress);
    const stream = boundedBody(message, request.maxBytes ?? settled.maxBytes);
    // Whoever reads the body must learn why it ended: the time limit, not the broken connection that follows from it.
    const stop = (): void => void stream.destroy(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    stream.once('close', () => signal.removeEventListener('abort', stop));
    return { status: message.statusCode ?? 0, headers: flatHeaders(message), stream, url };
  } catch (error) {
    throw mapped(error, request, url, progress.connected);
  }
}

function send(
  settled: Settled,
  request: OutboundRequest,
  url: URL,
  headers: Record<string, string>,
  addresses: readonly PinnedAddress[],
  signal: AbortSignal,
  progress: { connected: boolean },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const make = url.protocol === 'https:' ? requestHttps : requestHttp;
    const body = request.body;
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    // Verification is set here so that no environment variable of the process can switch it off.
    const sent: ClientRequest = make(url, {
      method: request.method,
      headers: { 'accept-encoding': ACCEPT_ENCODING, ...headers, ...length },
      agent: false,
      lookup: pinned(addresses),
      signal,
      rejectUnauthorized: true,
    });
    sent.on('socket', (socket) => {
      socket.once('connect', () => {
        progress.connected = true;
        const remote = socket.remoteAddress;
        if (remote === undefined || !mayCall(hostOf(url), remote, settled.policy))
          sent.destroy(new AppError('forbidden', 'The connection led to an address that may not be called.'));
      });
    });
    sent.once('response', resolve);
    sent.once('error', reject);
    sent.end(body);
  });
}

/** Answers the socket's question with what was checked, whoever asks and however often. */
function pinned(addresses: readonly PinnedAddress[]): LookupFunction {
  const first = addresses[0];
  return (_host, options, callback) => {
    if (options.all === true) (callback as (error: null, all: readonly PinnedAddress[]) => void)(null, addresses);
    else if (first) callback(null, first.address, first.family);
  };
}

function checkedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const checked: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (RESERVED.test(name)) throw new AppError('invalid', `The header "${name}" is set by the platform itself; leave it out.`);
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name))
      throw new AppError('invalid', 'A header name holds characters that HTTP does not allow.');
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value))
      throw new AppError(
        'invalid',
        `The header "${name}" holds characters that HTTP does not allow (line breaks, or text outside Latin-1); encode it.`,
      );
    checked[name.toLowerCase()] = value;
  }
  return checked;
}

function flatHeaders(message: IncomingMessage): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined && name !== '__proto__') flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

async function abortable<T>(work: Promise<T>, signal: AbortSignal, request: OutboundRequest, url: URL): Promise<T> {
  signal.throwIfAborted();
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(mapped(signal.reason, request, url, false));
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}

function mapped(error: unknown, request: OutboundRequest, url: URL, sent: boolean): unknown {
  if (error instanceof AppError) return error;
  // The caller's own cancellation is no fault of the server: it passes as it came.
  if (request.signal?.aborted === true) return request.signal.reason;
  const retryable = !sent || REPEATABLE.has(request.method.toUpperCase());
  const cause = error instanceof Error && error.name === 'AbortError' ? error.cause : error;
  if (cause instanceof Error && cause.name === 'TimeoutError') {
    return new AppError('unavailable', `${request.method.toUpperCase()} ${shownUrl(url)} did not answer in time.`, {
      retryable,
      context: { status: 504, title: 'No answer in time' },
    });
  }
  const code = String((error as NodeJS.ErrnoException | undefined)?.code ?? 'connection failed').replace(/[^\w -]/g, '');
  const lost = sent && !retryable ? ' Whether the server acted on it is unknown.' : '';
  // A certificate does not mend itself within seconds.
  const isCertificate = /CERT|SELF_SIGNED|UNABLE_TO_|TLS|SSL/.test(code);
  return new AppError('unavailable', `${request.method.toUpperCase()} ${shownUrl(url)} failed: ${code}.${lost}`, {
    retryable: retryable && !isCertificate,
    context: { status: 502, title: 'Connection failed' },
  });
}
