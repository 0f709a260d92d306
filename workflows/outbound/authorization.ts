// Authentication policies of a definition to Authorization headers: basic, bearer, digest, oauth2, oidc; in place, by name, or by secret.
import { randomBytes } from 'node:crypto';
import { AppError } from '../definition/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../definition/json.ts';
import type { SecretReader } from './call-arguments.ts';
import { digestHeader } from './digest.ts';
import type { Mask } from './mask.ts';
import type { TokenSource } from './oauth-token.ts';

/** How one call signs in. */
export interface Authorization {
  readonly scheme: string;
  /** What follows the scheme; absent where the server must ask first. */
  readonly parameter?: string;
  /** The header that answers a 401, or undefined when there is nothing more to say. */
  answer?(challenge: string, request: { method: string; uri: string }): Promise<string | undefined>;
}

export interface AuthorizeDeps {
  readonly secrets: SecretReader;
  readonly mask: Mask;
  readonly tokens: TokenSource;
  readonly authentications: Readonly<Record<string, JsonObject>>;
}

/** @param policy evaluated, except where it is named by `use`: the named one is evaluated here. @throws AppError `invalid`, `not-found`, `unauthenticated` */
export async function authorize(policy: Json | undefined, deps: AuthorizeDeps): Promise<Authorization | undefined> {
  if (policy === undefined || policy === null) return undefined;
  if (!isJsonObject(policy)) throw new AppError('invalid', 'An authentication is an object such as {use: name} or {basic: {...}}.');
  const settled = typeof policy['use'] === 'string' ? named(policy['use'], deps) : policy;
  const [kind, given] = Object.entries(settled)[0] ?? [];
  if (kind === undefined || !isJsonObject(given))
    throw new AppError('invalid', 'The authentication names no policy; give one of basic, bearer, digest, oauth2, oidc.');
  const settings = bySecret(kind, given, deps);
  switch (kind) {
    case 'basic':
      return basic(settings, deps.mask);
    case 'bearer':
      return bearer(text(settings, 'token', kind), deps.mask);
    case 'digest':
      return digest(settings, deps.mask);
    case 'oauth2':
    case 'oidc':
      return await byToken(kind, settings, deps);
    default:
      throw new AppError('invalid', `"${kind}" is no authentication policy; use basic, bearer, digest, oauth2 or oidc.`);
  }
}

function named(name: string, deps: AuthorizeDeps): JsonObject {
  const found = Object.hasOwn(deps.authentications, name) ? deps.authentications[name] : undefined;
  if (!found) throw new AppError('invalid', `"${name}" names no policy of use.authentications.`);
  return deps.secrets.evaluate(found) as JsonObject;
}

/** {use: secret}: the secret holds the whole policy. A bearer secret may be the bare token. */
function bySecret(kind: string, given: JsonObject, deps: AuthorizeDeps): JsonObject {
  const name = given['use'];
  if (typeof name !== 'string') return given;
  const value = deps.secrets.get(name);
  if (isJsonObject(value)) return value;
  if (kind === 'bearer' && typeof value === 'string') return { token: value };
  throw new AppError('invalid', `The secret "${name}" must be an object with the members of a ${kind} policy.`);
}

function text(settings: JsonObject, key: string, kind: string): string {
  const value = settings[key];
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number') return String(value);
  throw new AppError('invalid', `The ${kind} policy has no "${key}".`);
}

function basic(settings: JsonObject, mask: Mask): Authorization {
  const username = text(settings, 'username', 'basic');
  const password = text(settings, 'password', 'basic');
  if (username.includes(':')) throw new AppError('invalid', 'A user name for basic authentication must not hold a colon.');
  const parameter = Buffer.from(`${username}:${password}`).toString('base64');
  mask.add(password);
  mask.addSecret(parameter);
  return { scheme: 'Basic', parameter };
}

function bearer(token: string, mask: Mask): Authorization {
  mask.add(token);
  return { scheme: 'Bearer', parameter: token };
}

function digest(settings: JsonObject, mask: Mask): Authorization {
  const username = text(settings, 'username', 'digest');
  const password = text(settings, 'password', 'digest');
  mask.add(password);
  return {
    scheme: 'Digest',
    answer: async (challenge, { method, uri }) =>
      digestHeader(challenge, { username, password, method, uri, cnonce: randomBytes(12).toString('hex') }),
  };
}

async function byToken(kind: 'oauth2' | 'oidc', settings: JsonObject, deps: AuthorizeDeps): Promise<Authorization> {
  const token = await deps.tokens.get(kind, settings, deps.mask);
  return {
    scheme: token.scheme,
    parameter: token.value,
    // A server may have withdrawn the token before its time: one more, then its word stands.
    answer: async () => {
      const fresh = await deps.tokens.renew(kind, settings, deps.mask);
      return `${fresh.scheme} ${fresh.value}`;
    },
  };
}
