// What Temporal may see of our data: nothing. Payloads are encrypted with the tenant's key, and those over 64 KB are kept in the
// artifact store, with only a reference in the history. AAD is namespace and tenant: with the whole workflow id, scheduled starts
// could not be read, since the server appends the time to it.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { AppError } from '../definition/errors.ts';
import { artifactKey, type ArtifactStore } from './artifact-store.ts';
import type { KeyRing } from './key-ring.ts';

const ENCRYPTED = 'binary/aix-encrypted';
const REFERENCE = 'binary/aix-reference';
const LIMIT = 64 * 1024;
/** For the few payloads that belong to no workflow of a tenant. */
const NO_TENANT = '-';

export interface CodecOptions {
  readonly keys: KeyRing;
  readonly store: ArtifactStore;
  readonly namespace: string;
}

type Context = Parameters<PayloadCodec['encode']>[1];

export function createPayloadCodec(options: CodecOptions): PayloadCodec {
  return {
    encode: async (payloads, context) => await Promise.all(payloads.map(async (payload) => await encode(options, payload, tenantOf(context)))),
    decode: async (payloads) => await Promise.all(payloads.map(async (payload) => await decode(options, payload))),
  };
}

/** The prefix `t/<tenant>/` of the workflow id names the tenant. */
export function tenantOf(context: Context): string {
  const id = context?.workflowId;
  return (id === undefined ? undefined : /^t\/([^/]+)\//.exec(id)?.[1]) ?? NO_TENANT;
}

async function encode(options: CodecOptions, payload: Payload, tenant: string): Promise<Payload> {
  const key = await options.keys.current(tenant);
  const sealed = seal(key.key, aad(options.namespace, tenant), proto.temporal.api.common.v1.Payload.encode(payload).finish());
  const metadata = { 'encryption-key-id': utf8(key.id), tenant: utf8(tenant) };
  if (sealed.length <= LIMIT) return { metadata: { encoding: utf8(ENCRYPTED), ...metadata }, data: sealed };
  const storageKey = artifactKey(tenant, createHash('sha256').update(sealed).digest('hex'));
  await options.store.put(storageKey, sealed, 'application/octet-stream');
  return { metadata: { encoding: utf8(REFERENCE), ...metadata }, data: utf8(storageKey) };
}

async function decode(options: CodecOptions, payload: Payload): Promise<Payload> {
  const encoding = text(payload.metadata?.['encoding']);
  if (encoding !== ENCRYPTED && encoding !== REFERENCE) return payload;
  const tenant = text(payload.metadata?.['tenant']);
  const key = await options.keys.byId(tenant, text(payload.metadata?.['encryption-key-id']));
  const sealed = encoding === REFERENCE ? await options.store.get(ownKey(tenant, text(payload.data))) : (payload.data ?? new Uint8Array());
  return proto.temporal.api.common.v1.Payload.decode(open(key.key, aad(options.namespace, tenant), sealed));
}

/** A reference may only point into its own tenant's artifacts. */
function ownKey(tenant: string, storageKey: string): string {
  if (!storageKey.startsWith(`${tenant}/`)) throw new AppError('internal', 'A payload points outside its tenant.');
  return storageKey;
}

function seal(key: Uint8Array, associated: Uint8Array, plain: Uint8Array): Uint8Array {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associated);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function open(key: Uint8Array, associated: Uint8Array, sealed: Uint8Array): Uint8Array {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(associated);
  decipher.setAuthTag(sealed.subarray(sealed.length - 16));
  return Buffer.concat([decipher.update(sealed.subarray(12, sealed.length - 16)), decipher.final()]);
}

function aad(namespace: string, tenant: string): Uint8Array {
  return utf8(`${namespace}|${tenant}`);
}

function utf8(value: string): Uint8Array {
  return Buffer.from(value, 'utf8');
}

function text(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? new Uint8Array()).toString('utf8');
}
