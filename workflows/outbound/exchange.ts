// One HTTP exchange as the specification wants its outcome: content, response or raw; anything but success is a communication error.
import { STATUS_CODES } from 'node:http';
import { AppError } from '../definition/errors.ts';
import type { Json, JsonObject } from '../definition/json.ts';
import type { Authorization } from './authorization.ts';
import type { OutboundResponse } from './guarded-client.ts';
import { shownUrl } from './guarded-url.ts';
import { idempotencyKey, type CallTools } from './outbound-call.ts';
import type { EncodedBody } from './request-body.ts';
import { base64Of, responseContent } from './response-content.ts';
import { retryAfterMilliseconds } from './retry-after.ts';

export type OutputFormat = 'content' | 'response' | 'raw';

export interface ExchangeRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: EncodedBody;
  readonly output: OutputFormat;
  readonly redirect: boolean;
  readonly authorization?: Authorization;
}

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
/** Headers that name the caller, whatever they hold. */
const CREDENTIALS = /^(?:authorization|cookie|set-cookie|proxy-authorization|x-api-key|api-key)$/;

export async function exchange(tools: CallTools, request: ExchangeRequest): Promise<Json> {
  const method = request.method.toUpperCase();
  const headers = headersOf(tools, { ...request, method });
  const send = async (more: Record<string, string>): Promise<OutboundResponse> =>
    await tools.client.request({
      method,
      url: request.url,
      headers: { ...headers, ...more },
      redirect: request.redirect,
      signal: tools.signal,
      ...(request.body ? { body: request.body.bytes } : {}),
    });
  let response = await send({});
  const challenge = response.headers['www-authenticate'] ?? '';
  // The answer belongs to the origin that was asked, never to one that a redirect led to.
  if (response.status === 401 && request.authorization?.answer && response.url.origin === new URL(request.url).origin) {
    const answer = await request.authorization.answer(challenge, { method, uri: `${response.url.pathname}${response.url.search}` });
    if (answer !== undefined) response = await send({ authorization: answer });
  }
  const limit = request.redirect ? 400 : 300;
  if (response.status < 200 || response.status >= limit) throw failed(tools, method, response);
  return outcome(tools, { method, url: request.url, headers }, response, request.output);
}

function headersOf(tools: CallTools, request: ExchangeRequest): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json, text/*;q=0.9, */*;q=0.8', 'user-agent': 'aix' };
  for (const [name, value] of Object.entries(request.headers)) headers[name.toLowerCase()] = value;
  if (request.body) headers['content-type'] = request.body.contentType;
  if (request.authorization?.parameter !== undefined)
    headers['authorization'] = `${request.authorization.scheme} ${request.authorization.parameter}`;
  if (!SAFE.has(request.method)) headers['idempotency-key'] ??= idempotencyKey(tools.call);
  return headers;
}

function outcome(
  tools: CallTools,
  request: { method: string; url: string; headers: Record<string, string> },
  response: OutboundResponse,
  output: OutputFormat,
): Json {
  if (output === 'raw') return base64Of(response.body);
  const content = tools.mask.content(responseContent(response.body, response.headers['content-type']));
  if (output === 'content') return content;
  return {
    request: { method: request.method.toLowerCase(), uri: tools.mask.text(request.url), headers: shownHeaders(tools, request.headers) },
    statusCode: response.status,
    headers: shownHeaders(tools, response.headers),
    content,
  };
}

function shownHeaders(tools: CallTools, headers: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, CREDENTIALS.test(name) ? '***' : tools.mask.text(value)]),
  );
}

/** Retried by the worker only where the server says when; else the definition's own `try` decides. */
function failed(tools: CallTools, method: string, response: OutboundResponse): AppError {
  const { status } = response;
  const wait = status === 429 || status === 503 ? retryAfterMilliseconds(response.headers['retry-after'], tools.now()) : undefined;
  const title = STATUS_CODES[status] ?? `Status ${status}`;
  const redirected = status >= 300 && status < 400 ? ' Set "redirect: true" to follow redirects.' : '';
  return new AppError('unavailable', tools.mask.text(`${method} ${shownUrl(response.url)} answered ${status} ${title}.${redirected}`), {
    retryable: wait !== undefined,
    context: { status, title, ...(wait === undefined ? {} : { retryAfterMilliseconds: wait }) },
  });
}
