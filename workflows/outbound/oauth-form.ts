// The body and headers of a token request (RFC 6749, 7523, 8693). Pure.
import { createHmac, randomUUID } from 'node:crypto';
import { AppError } from '../definition/errors.ts';
import { isJsonObject, type JsonObject } from '../definition/json.ts';
import type { Mask } from './mask.ts';

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';

export interface TokenForm {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** @throws AppError `invalid` naming what the policy lacks. */
export function tokenForm(settings: JsonObject, mask: Mask): TokenForm {
  const fields: Record<string, string> = { grant_type: textOf(settings, 'grant') };
  if (fields['grant_type'] === 'authorization_code' || fields['grant_type'] === 'refresh_token') {
    throw new AppError(
      'invalid',
      `The grant "${fields['grant_type']}" needs a person at a browser; use client_credentials, password or token-exchange.`,
    );
  }
  if (fields['grant_type'] === 'password') {
    fields['username'] = textOf(settings, 'username');
    fields['password'] = textOf(settings, 'password');
  }
  if (fields['grant_type'] === EXCHANGE) {
    exchanged(settings, fields, 'subject', mask);
    if (settings['actor'] !== undefined) exchanged(settings, fields, 'actor', mask);
  }
  const scopes = listOf(settings, 'scopes');
  if (scopes.length > 0) fields['scope'] = scopes.join(' ');
  const audiences = listOf(settings, 'audiences');
  const headers: Record<string, string> = {};
  identify(settings, fields, headers, mask);
  const request = settings['request'];
  const isJson = isJsonObject(request) && request['encoding'] === 'application/json';
  if (isJson) {
    const audience = audiences.length === 0 ? {} : { audience: audiences.length === 1 ? audiences[0] : audiences };
    return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ ...fields, ...audience }) };
  }
  const form = new URLSearchParams(fields);
  for (const audience of audiences) form.append('audience', audience);
  return { headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, body: form.toString() };
}

function identify(settings: JsonObject, fields: Record<string, string>, headers: Record<string, string>, mask: Mask): void {
  const client = isJsonObject(settings['client']) ? settings['client'] : {};
  const method = client['authentication'] ?? 'client_secret_post';
  mask.add(client['secret']);
  mask.add(client['assertion']);
  if (method === 'none') {
    if (typeof client['id'] === 'string') fields['client_id'] = client['id'];
    return;
  }
  const id = textOf(client, 'id', 'client.');
  if (method === 'client_secret_basic') {
    const pair = Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(textOf(client, 'secret', 'client.'))}`).toString('base64');
    mask.addSecret(pair);
    headers['authorization'] = `Basic ${pair}`;
    return;
  }
  fields['client_id'] = id;
  if (method === 'client_secret_post') fields['client_secret'] = textOf(client, 'secret', 'client.');
  else {
    fields['client_assertion_type'] = ASSERTION;
    fields['client_assertion'] =
      method === 'client_secret_jwt' && client['assertion'] === undefined
        ? signed(id, textOf(client, 'secret', 'client.'), settings)
        : textOf(client, 'assertion', 'client.');
  }
}

/** A JWT that the client signs with its secret (RFC 7523), good for a minute. */
function signed(id: string, secret: string, settings: JsonObject): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: id, sub: id, aud: settings['authority'], jti: randomUUID(), iat: now, exp: now + 60 })}`;
  return `${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`;
}

function exchanged(settings: JsonObject, fields: Record<string, string>, name: 'subject' | 'actor', mask: Mask): void {
  const token = isJsonObject(settings[name]) ? settings[name] : {};
  fields[`${name}_token`] = textOf(token, 'token', `${name}.`);
  fields[`${name}_token_type`] = textOf(token, 'type', `${name}.`);
  mask.add(token['token']);
}

function textOf(settings: JsonObject, key: string, prefix = ''): string {
  const value = settings[key];
  if (typeof value === 'string' && value !== '') return value;
  throw new AppError('invalid', `The policy lacks "${prefix}${key}".`);
}

function listOf(settings: JsonObject, key: string): string[] {
  const value = settings[key];
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}
