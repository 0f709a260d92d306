// HTTP Digest access authentication (RFC 7616): the answer to a server's challenge. Pure but for hashing.
import { createHash } from 'node:crypto';

export interface DigestInput {
  readonly username: string;
  readonly password: string;
  readonly method: string;
  /** Path and query as sent. */
  readonly uri: string;
  readonly cnonce: string;
}

const HASHES: Readonly<Record<string, string>> = { md5: 'md5', 'sha-256': 'sha256', 'sha-512-256': 'sha512-256' };

/** @returns the Authorization header, or undefined when the challenge is not one that can be answered. */
export function digestHeader(challenge: string, input: DigestInput): string | undefined {
  const given = challengeOf(challenge);
  const algorithm = given?.['algorithm'] ?? 'MD5';
  const hash = HASHES[algorithm.toLowerCase().replace(/-sess$/, '')];
  if (!given || hash === undefined || given['nonce'] === undefined) return undefined;
  const offered = given['qop']?.split(',').map((part) => part.trim().toLowerCase());
  if (offered && !offered.includes('auth')) return undefined;
  const digest = (text: string): string => createHash(hash).update(text).digest('hex');
  const { realm = '', nonce, opaque } = given;
  const base = digest(`${input.username}:${realm}:${input.password}`);
  const first = /-sess$/i.test(algorithm) ? digest(`${base}:${nonce}:${input.cnonce}`) : base;
  const second = digest(`${input.method}:${input.uri}`);
  const response = offered ? digest(`${first}:${nonce}:00000001:${input.cnonce}:auth:${second}`) : digest(`${first}:${nonce}:${second}`);
  const parts = [
    ['username', input.username],
    ['realm', realm],
    ['nonce', nonce],
    ['uri', input.uri],
    ['response', response],
    ...(opaque === undefined ? [] : [['opaque', opaque]]),
    ...(offered ? [['cnonce', input.cnonce]] : []),
  ].map(([name, value]) => `${name}="${(value ?? '').replace(/["\\]/g, '\\$&')}"`);
  return `Digest ${[...parts, `algorithm=${algorithm}`, ...(offered ? ['qop=auth', 'nc=00000001'] : [])].join(', ')}`;
}

function challengeOf(header: string): Record<string, string> | undefined {
  const start = /(?:^|,\s*)Digest\s+/i.exec(header);
  if (!start) return undefined;
  const found: Record<string, string> = {};
  for (const match of header.slice(start.index + start[0].length).matchAll(/([a-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/gi)) {
    const name = (match[1] ?? '').toLowerCase();
    // A second challenge in the same header begins its own parameters; the first one's stand.
    if (!Object.hasOwn(found, name)) found[name] = match[2]?.replace(/\\(.)/g, '$1') ?? match[3] ?? '';
  }
  return found;
}
