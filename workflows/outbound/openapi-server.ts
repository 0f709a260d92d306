// Where an operation of an API document is served: `servers` of OpenAPI 3, schemes, host and basePath of Swagger 2. Pure.
import { AppError } from '../definition/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../definition/json.ts';

/** @returns an absolute URL without a slash at its end. The nearest list of servers counts: operation, path, document. */
export function serverUrl(document: JsonObject, item: JsonObject, operation: JsonObject, documentUrl: URL): string {
  const text = document['swagger'] === undefined ? firstServer([operation, item, document]) : swaggerBase(document, operation, documentUrl);
  if (!URL.canParse(text, documentUrl)) throw new AppError('invalid', 'The API document names no usable server.');
  return new URL(text, documentUrl).href.replace(/\/+$/, '');
}

function firstServer(places: readonly JsonObject[]): string {
  for (const place of places) {
    const servers = place['servers'];
    const server: Json | undefined = Array.isArray(servers) ? (servers as readonly Json[])[0] : undefined;
    if (isJsonObject(server) && typeof server['url'] === 'string') return withVariables(server['url'], server['variables']);
  }
  return '/';
}

function withVariables(url: string, variables: Json | undefined): string {
  return url.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const variable = isJsonObject(variables) && Object.hasOwn(variables, name) ? variables[name] : undefined;
    return isJsonObject(variable) && typeof variable['default'] === 'string' ? variable['default'] : '';
  });
}

function swaggerBase(document: JsonObject, operation: JsonObject, documentUrl: URL): string {
  const schemes = operation['schemes'] ?? document['schemes'];
  const offered = Array.isArray(schemes) ? (schemes as readonly Json[]).map(String) : [];
  // Of several the document's own, so that nobody is led from https to http, nor from a local service to a certificate it lacks.
  const own = documentUrl.protocol.slice(0, -1);
  const scheme = offered.length === 0 || offered.includes(own) ? own : offered.includes('https') ? 'https' : 'http';
  const host = typeof document['host'] === 'string' ? document['host'] : documentUrl.host;
  const base = typeof document['basePath'] === 'string' ? document['basePath'] : '';
  return `${scheme}://${host}${base}`;
}
