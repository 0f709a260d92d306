// `call: openapi` of Open Workflow Specification 1.0.3: fetches the document, finds the operation, makes its request.
import { AppError } from '../definition/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../definition/json.ts';
import { exchange } from './exchange.ts';
import { parseGuardedUrl, shownUrl } from './guarded-url.ts';
import { endpointOf, outputOf } from './http-call.ts';
import { findOperation, parseApiDocument, type DocumentCache } from './openapi-document.ts';
import { apiRequest } from './openapi-request.ts';
import type { CallTools } from './outbound-call.ts';
import { encodeBody } from './request-body.ts';
import { expandUri } from './uri-template.ts';

/** Published documents reach several megabytes; they never leave the activity. */
const MAX_DOCUMENT_BYTES = 16 * 1_048_576;
const KEPT_MILLISECONDS = 300_000;
const MOST_DOCUMENTS = 20;

/** @throws AppError `invalid` for an unknown operation or parameters that do not fit it, and whatever the exchange throws. */
export async function openapiCall(tools: CallTools, cache: DocumentCache): Promise<Json> {
  const { args, call } = tools;
  const operationId = args['operationId'];
  if (typeof operationId !== 'string') throw new AppError('invalid', '"operationId" must be text.');
  const resource = args['document'];
  const { uri, authentication } = endpointOf(isJsonObject(resource) ? resource['endpoint'] : resource);
  const url = parseGuardedUrl(expandUri(uri, call.uriVariables ?? {}));
  const document = await keptDocument(tools, cache, url, authentication);
  const operation = findOperation(document, operationId, url);
  const parameters = args['parameters'] ?? {};
  if (!isJsonObject(parameters)) throw new AppError('invalid', '"parameters" must be an object.');
  const request = apiRequest(operation, parameters);
  const body = request.body === undefined ? undefined : await encodeBody(request.body, operation.body?.mediaType);
  const authorization = await tools.authorize(args['authentication']);
  return await exchange(tools, {
    method: operation.method,
    url: request.url,
    headers: request.headers,
    output: outputOf(args['output']),
    redirect: args['redirect'] === true,
    ...(body ? { body } : {}),
    ...(authorization ? { authorization } : {}),
  });
}

async function keptDocument(tools: CallTools, cache: DocumentCache, url: URL, authentication: Json | undefined): Promise<JsonObject> {
  const key = `${tools.call.run.tenant}/${tools.call.run.runId} ${url.href}`;
  const kept = cache.entries.get(key);
  if (kept && kept.expires > tools.now()) return await kept.document;
  const document = fetchDocument(tools, url, authentication);
  cache.entries.delete(key);
  cache.entries.set(key, { document, expires: tools.now() + KEPT_MILLISECONDS });
  for (const oldest of cache.entries.keys()) {
    if (cache.entries.size <= MOST_DOCUMENTS) break;
    cache.entries.delete(oldest);
  }
  try {
    return await document;
  } catch (error) {
    cache.entries.delete(key);
    throw error;
  }
}

async function fetchDocument(tools: CallTools, url: URL, authentication: Json | undefined): Promise<JsonObject> {
  const authorization = await tools.authorize(authentication);
  const headers: Record<string, string> = { accept: 'application/json, application/yaml, text/yaml, */*;q=0.5' };
  if (authorization?.parameter !== undefined) headers['authorization'] = `${authorization.scheme} ${authorization.parameter}`;
  const response = await tools.client.request({
    method: 'GET',
    url: url.href,
    headers,
    redirect: true,
    signal: tools.signal,
    maxBytes: MAX_DOCUMENT_BYTES,
  });
  if (response.status !== 200) {
    throw new AppError('unavailable', `The API document at ${shownUrl(url)} answered ${response.status}.`, {
      context: { status: response.status, title: 'API document not available' },
    });
  }
  return parseApiDocument(Buffer.from(response.body).toString('utf8'));
}
