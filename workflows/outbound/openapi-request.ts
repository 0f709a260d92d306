// Arguments of an OpenAPI operation into path, query, headers, cookies and body. Pure.
import { AppError } from '../definition/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../definition/json.ts';
import type { ApiBody, ApiOperation, ApiParameter } from './openapi-document.ts';

export interface ApiRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Before its encoding. */
  readonly body?: Json;
}

/** @throws AppError `invalid` naming the parameters that are missing, or that the operation does not have. */
export function apiRequest(operation: ApiOperation, given: JsonObject): ApiRequest {
  const missing = operation.parameters
    .filter((parameter) => parameter.required && (given[parameter.name] ?? null) === null)
    .map((parameter) => parameter.name);
  if (missing.length > 0) throw new AppError('invalid', `The operation needs: ${missing.join(', ')}.`);
  const query: string[] = [];
  const cookies: string[] = [];
  const headers: Record<string, string> = {};
  let path = operation.path;
  for (const parameter of operation.parameters) {
    const value = given[parameter.name];
    if (value === undefined || value === null) continue;
    if (parameter.place === 'path') path = path.replaceAll(`{${parameter.name}}`, joined(value, encodeURIComponent, parameter));
    else if (parameter.place === 'query') query.push(...pairs(parameter, value));
    else if (parameter.place === 'cookie')
      cookies.push(`${encodeURIComponent(parameter.name)}=${joined(value, encodeURIComponent, parameter)}`);
    else headers[parameter.name] = joined(value, (text) => text, parameter);
  }
  if (cookies.length > 0) headers['cookie'] = cookies.join('; ');
  const body = bodyOf(operation, given);
  return {
    url: `${operation.server}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    headers,
    ...(body === undefined ? {} : { body }),
  };
}

/** `body` (or the body parameter's own name) is the body; without it, what no parameter takes makes one. */
function bodyOf(operation: ApiOperation, given: JsonObject): Json | undefined {
  const taken = new Set(operation.parameters.map((parameter) => parameter.name));
  const rest = Object.entries(given).filter(([name]) => !taken.has(name));
  const { body } = operation;
  if (!body) {
    if (rest.length === 0) return undefined;
    throw new AppError(
      'invalid',
      `The operation has no parameter ${rest.map(([name]) => `"${name}"`).join(', ')}; it takes: ${[...taken].join(', ') || 'none'}.`,
    );
  }
  const whole = rest.find(([name]) => name === (body.name ?? 'body')) ?? rest.find(([name]) => name === 'body');
  if (whole && rest.length === 1) return whole[1];
  if (rest.length === 0) {
    if (body.required) throw new AppError('invalid', 'The operation needs a body; give it as "body".');
    return undefined;
  }
  refuseUnknownFields(body, rest);
  return Object.fromEntries(rest);
}

function refuseUnknownFields(body: ApiBody, rest: readonly (readonly [string, Json])[]): void {
  const { fields } = body;
  const unknown = fields ? rest.filter(([name]) => !fields.includes(name)) : [];
  if (unknown.length > 0)
    throw new AppError(
      'invalid',
      `The operation's form has no field ${unknown.map(([name]) => `"${name}"`).join(', ')}; it has: ${fields?.join(', ')}.`,
    );
}

function plain(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const SEPARATORS: Readonly<Record<string, string>> = { spaceDelimited: '%20', pipeDelimited: '%7C', tabDelimited: '%09' };

/** Lists a,b and objects k,v,k,v; exploded objects k=v,k=v (RFC 6570 simple expansion). */
function joined(value: Json, encode: (text: string) => string, parameter: ApiParameter): string {
  if (parameter.isJson) return encode(JSON.stringify(value));
  if (Array.isArray(value)) return (value as readonly Json[]).map((part) => encode(plain(part))).join(SEPARATORS[parameter.style] ?? ',');
  if (!isJsonObject(value)) return encode(plain(value));
  return Object.entries(value)
    .map(([key, part]) => `${encode(key)}${parameter.explode ? '=' : ','}${encode(plain(part))}`)
    .join(',');
}

function pairs(parameter: ApiParameter, value: Json): string[] {
  const name = encodeURIComponent(parameter.name);
  if (parameter.isJson || typeof value !== 'object') return [`${name}=${joined(value, encodeURIComponent, parameter)}`];
  if (Array.isArray(value) && parameter.explode)
    return (value as readonly Json[]).map((part) => `${name}=${encodeURIComponent(plain(part))}`);
  if (isJsonObject(value) && parameter.style === 'deepObject')
    return Object.entries(value).map(([key, part]) => `${name}%5B${encodeURIComponent(key)}%5D=${encodeURIComponent(plain(part))}`);
  if (isJsonObject(value) && parameter.explode)
    return Object.entries(value).map(([key, part]) => `${encodeURIComponent(key)}=${encodeURIComponent(plain(part))}`);
  return [`${name}=${joined(value, encodeURIComponent, parameter)}`];
}
