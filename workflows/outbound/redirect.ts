// A request as the guarded client takes it, and what becomes of it at a redirect (RFC 9110, 15.4). Pure.
import { AppError } from '../definition/errors.ts';

export interface OutboundRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** Follow redirects, each checked like the first address. Off by default. */
  readonly redirect?: boolean;
  readonly signal?: AbortSignal;
  readonly timeoutMilliseconds?: number;
  readonly maxBytes?: number;
}

/** Of a request that leaves its origin only these remain: a header of unknown name may be a key. */
const KEPT_ACROSS_ORIGINS: ReadonlySet<string> = new Set(['accept', 'accept-language', 'content-type', 'user-agent']);

/**
 * The request that a redirecting answer asks for, or undefined when it asks for none.
 * @throws AppError `forbidden` where it would carry a body to another origin, or leave https.
 */
export function nextHop(
  request: OutboundRequest,
  url: URL,
  response: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
): OutboundRequest | undefined {
  const location = response.headers['location'];
  if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined || !URL.canParse(location, url)) return undefined;
  const target = new URL(location, url);
  const method = request.method.toUpperCase();
  const becomesGet = response.status === 303 ? method !== 'HEAD' : response.status <= 302 && method === 'POST';
  const sameOrigin = target.origin === url.origin;
  if (url.protocol === 'https:' && target.protocol === 'http:')
    throw new AppError('forbidden', 'The server redirects from https to http, which is not followed.');
  if (!sameOrigin && !becomesGet && request.body !== undefined)
    throw new AppError('forbidden', 'The server redirects a request with a body to another origin; name that origin as the endpoint.');
  const headers = Object.entries(request.headers ?? {}).filter(([name]) => {
    if (!sameOrigin && !KEPT_ACROSS_ORIGINS.has(name.toLowerCase())) return false;
    return !(becomesGet && /^(?:content-type|idempotency-key)$/i.test(name));
  });
  const { body, ...rest } = request;
  return {
    ...rest,
    url: target.href,
    method: becomesGet ? 'GET' : method,
    headers: Object.fromEntries(headers),
    ...(body === undefined || becomesGet ? {} : { body }),
  };
}
