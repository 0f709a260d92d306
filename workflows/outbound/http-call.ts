// `call: http` of Open Workflow Specification 1.0.3.
import { AppError } from '../definition/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../definition/json.ts';
import { exchange, type OutputFormat } from './exchange.ts';
import type { CallTools } from './outbound-call.ts';
import { encodeBody } from './request-body.ts';
import { expandUri } from './uri-template.ts';

const METHOD = /^[A-Za-z]{1,20}$/;
/** CONNECT opens a tunnel and TRACE echoes credentials; neither is a call of a service. */
const REFUSED: ReadonlySet<string> = new Set(['CONNECT', 'TRACE']);

/** @throws AppError `invalid` for arguments that make no request, and whatever the exchange throws. */
export async function httpCall(tools: CallTools): Promise<Json> {
  const { args, call } = tools;
  const method = args['method'];
  if (typeof method !== 'string' || !METHOD.test(method) || REFUSED.has(method.toUpperCase()))
    throw new AppError('invalid', '"method" must be an HTTP method such as get or post.');
  const { uri, authentication } = endpointOf(args['endpoint']);
  const headers = textRecord(args['headers'], 'headers');
  const contentType = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const body = args['body'] === undefined ? undefined : await encodeBody(args['body'], contentType);
  const authorization = await tools.authorize(authentication);
  return await exchange(tools, {
    method,
    url: withQuery(expandUri(uri, call.uriVariables ?? {}), args['query']),
    headers,
    output: outputOf(args['output']),
    redirect: args['redirect'] === true,
    ...(body ? { body } : {}),
    ...(authorization ? { authorization } : {}),
  });
}

/** An endpoint is a URI, or an object with one. */
export function endpointOf(endpoint: Json | undefined): { uri: string; authentication?: Json } {
  const uri = isJsonObject(endpoint) ? endpoint['uri'] : endpoint;
  if (typeof uri !== 'string' || uri === '') throw new AppError('invalid', 'The endpoint has no URI.');
  const authentication = isJsonObject(endpoint) ? endpoint['authentication'] : undefined;
  return { uri, ...(authentication === undefined ? {} : { authentication }) };
}

export function outputOf(output: Json | undefined): OutputFormat {
  return output === 'response' || output === 'raw' ? output : 'content';
}

/** @throws AppError `invalid` naming the member that is not text. */
export function textRecord(value: Json | undefined, what: string): Record<string, string> {
  if (value === undefined || value === null) return {};
  if (!isJsonObject(value)) throw new AppError('invalid', `"${what}" must be an object.`);
  const record: Record<string, string> = {};
  for (const [name, entry] of Object.entries(value)) {
    if (entry === null) continue;
    if (typeof entry === 'object') throw new AppError('invalid', `"${name}" in "${what}" must be text, a number or a boolean.`);
    record[name] = String(entry);
  }
  return record;
}

function withQuery(uri: string, query: Json | undefined): string {
  if (query === undefined || query === null) return uri;
  if (!isJsonObject(query)) throw new AppError('invalid', '"query" must be an object.');
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly Json[]) : [value]).map((entry) => [name, entry] as const),
  );
  const text = new URLSearchParams(
    pairs
      .filter(([, entry]) => entry !== null)
      .map(([name, entry]): [string, string] => [name, typeof entry === 'object' ? JSON.stringify(entry as JsonObject) : String(entry)]),
  ).toString();
  if (text === '') return uri;
  const [before = '', fragment] = uri.split('#', 2);
  return `${before}${before.includes('?') ? '&' : '?'}${text}${fragment === undefined ? '' : `#${fragment}`}`;
}
