// Access tokens of OAuth 2.0 and OpenID Connect, fetched through the guarded client and kept for the length of a run.
import { createHash } from 'node:crypto';
import { AppError } from '../definition/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../definition/json.ts';
import type { GuardedClient } from './guarded-client.ts';
import type { Mask } from './mask.ts';
import { tokenForm } from './oauth-form.ts';

export interface AccessToken {
  readonly scheme: string;
  readonly value: string;
}

export interface TokenSource {
  get(kind: 'oauth2' | 'oidc', settings: JsonObject, mask: Mask): Promise<AccessToken>;
  /** The same, past what is kept. */
  renew(kind: 'oauth2' | 'oidc', settings: JsonObject, mask: Mask): Promise<AccessToken>;
}

/** Tokens of all runs of a process, by run and policy; the oldest go first. */
export interface TokenCache {
  readonly entries: Map<string, { readonly token: Promise<AccessToken>; expires: number }>;
}

const MOST_ENTRIES = 1000;
const DEFAULT_LIFE_MILLISECONDS = 300_000;
/** A token that ends sooner than this would end on its way. */
const MARGIN_MILLISECONDS = 30_000;

export function createTokenCache(): TokenCache {
  return { entries: new Map() };
}

/** @param owner tenant and run: a token is never shared beyond them. */
export function createTokenSource(deps: {
  client: GuardedClient;
  cache: TokenCache;
  owner: string;
  signal: AbortSignal;
  now(): number;
}): TokenSource {
  const keyOf = (kind: string, settings: JsonObject): string =>
    createHash('sha256')
      .update(JSON.stringify([deps.owner, kind, settings]))
      .digest('hex');
  const renew: TokenSource['renew'] = async (kind, settings, mask) => {
    const key = keyOf(kind, settings);
    const { entries } = deps.cache;
    const entry = {
      token: fetchToken(deps, kind, settings, mask, (life) => {
        entry.expires = deps.now() + life;
      }),
      expires: deps.now() + DEFAULT_LIFE_MILLISECONDS,
    };
    entries.delete(key);
    entries.set(key, entry);
    for (const oldest of entries.keys()) {
      if (entries.size <= MOST_ENTRIES) break;
      entries.delete(oldest);
    }
    try {
      return await entry.token;
    } catch (error) {
      entries.delete(key);
      throw error;
    }
  };
  return {
    renew,
    get: async (kind, settings, mask) => {
      const kept = deps.cache.entries.get(keyOf(kind, settings));
      if (!kept || kept.expires - MARGIN_MILLISECONDS <= deps.now()) return await renew(kind, settings, mask);
      const token = await kept.token;
      mask.addSecret(token.value);
      return token;
    },
  };
}

async function fetchToken(
  deps: { client: GuardedClient; signal: AbortSignal },
  kind: 'oauth2' | 'oidc',
  settings: JsonObject,
  mask: Mask,
  lives: (milliseconds: number) => void,
): Promise<AccessToken> {
  mask.add(settings['password']);
  const url = kind === 'oidc' ? await discovered(deps, settings) : tokenEndpoint(settings);
  const form = tokenForm(settings, mask);
  const response = await deps.client.request({
    method: 'POST',
    url,
    headers: { accept: 'application/json', ...form.headers },
    body: form.body,
    signal: deps.signal,
  });
  const answer = parsed(response.body);
  const value = answer?.['access_token'];
  if (response.status !== 200 || typeof value !== 'string') {
    // `error` is one of a few words of RFC 6749, 5.2; its description is free text and stays out.
    const reason = typeof answer?.['error'] === 'string' ? ` (${answer['error'].replace(/[^\w-]/g, '').slice(0, 40)})` : '';
    throw new AppError('unauthenticated', `The authority gave no access token: status ${response.status}${reason}.`, {
      context: { title: 'No access token' },
      retryable: response.status >= 500,
    });
  }
  mask.addSecret(value);
  checkIssuer(settings, value);
  const life = Number(answer?.['expires_in']);
  if (Number.isFinite(life) && life > 0) lives(life * 1000);
  const type = answer?.['token_type'];
  return { scheme: typeof type !== 'string' || /^bearer$/i.test(type) ? 'Bearer' : type.replace(/[^\w-]/g, ''), value };
}

function authorityOf(settings: JsonObject): string {
  const authority = settings['authority'];
  if (typeof authority !== 'string' || !URL.canParse(authority))
    throw new AppError('invalid', 'The policy has no "authority" that is an absolute URL.');
  return authority.replace(/\/+$/, '');
}

/** The endpoint is relative to the whole authority, path included; an absolute one stands for itself. */
function tokenEndpoint(settings: JsonObject): string {
  const endpoints = settings['endpoints'];
  const given = isJsonObject(endpoints) && typeof endpoints['token'] === 'string' ? endpoints['token'] : '/oauth2/token';
  return /^https?:/i.test(given) ? given : `${authorityOf(settings)}/${given.replace(/^\/+/, '')}`;
}

async function discovered(deps: { client: GuardedClient; signal: AbortSignal }, settings: JsonObject): Promise<string> {
  const suffix = '/.well-known/openid-configuration';
  const authority = authorityOf(settings);
  const response = await deps.client.request({
    method: 'GET',
    url: authority.endsWith(suffix) ? authority : `${authority}${suffix}`,
    headers: { accept: 'application/json' },
    signal: deps.signal,
  });
  const endpoint = response.status === 200 ? parsed(response.body)?.['token_endpoint'] : undefined;
  if (typeof endpoint === 'string') return endpoint;
  throw new AppError('unauthenticated', `The authority's OpenID configuration names no token endpoint: status ${response.status}.`, {
    context: { title: 'No access token' },
  });
}

function parsed(body: Uint8Array): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Where the policy lists issuers, a token that is a JWT must be of one of them. Its signature is the called server's to check. */
function checkIssuer(settings: JsonObject, token: string): void {
  const issuers = settings['issuers'];
  if (!Array.isArray(issuers) || issuers.length === 0) return;
  const claims = parsed(Buffer.from(token.split('.')[1] ?? '', 'base64url'));
  const issuer: Json | undefined = claims?.['iss'];
  if (typeof issuer !== 'string' || !(issuers as readonly Json[]).includes(issuer))
    throw new AppError('unauthenticated', 'The access token is of none of the listed issuers.', { context: { title: 'Unknown issuer' } });
}
