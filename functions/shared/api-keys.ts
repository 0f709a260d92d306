// API keys of machines: how one is made, hashed and recognised. Only the hash is kept; the key itself is shown once.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * aixk_<tenant: 32 hex>_<secret: 43 base64url>. The tenant in the key only says under which tenant's row-level security the hash is looked up;
 * it grants nothing, since the hash covers the whole text.
 */
const KEY = /^aixk_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/;

export interface NewApiKey {
  /** Shown once, never stored. */
  readonly key: string;
  readonly hash: string;
  /** What lists show to tell keys apart. */
  readonly prefix: string;
}

export function newApiKey(tenant: string): NewApiKey {
  const secret = randomBytes(32).toString('base64url');
  const key = `aixk_${tenant.replaceAll('-', '')}_${secret}`;
  return { key, hash: hashOfApiKey(key), prefix: `aixk_…${secret.slice(0, 6)}` };
}

/** SHA-256 in hex. 256 random bits need no slow hash. */
export function hashOfApiKey(key: string): string {
  return createHash('sha256').update(key, 'utf8').digest('hex');
}

/** The tenant to look under and the hash to look for; undefined for anything that is not one of our keys. */
export function readApiKey(authorization: string | null): { readonly tenant: string; readonly hash: string } | undefined {
  const text = authorization?.startsWith('Bearer ') === true ? authorization.slice('Bearer '.length) : undefined;
  const match = text === undefined ? null : KEY.exec(text);
  if (text === undefined || match?.[1] === undefined) return undefined;
  const tenant = match[1].replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { tenant, hash: hashOfApiKey(text) };
}

/** Compares two hex digests without telling by time where they differ. */
export function sameHash(left: string, right: string): boolean {
  const a = Buffer.from(left, 'utf8');
  const b = Buffer.from(right, 'utf8');
  return a.length === b.length && timingSafeEqual(a, b);
}
