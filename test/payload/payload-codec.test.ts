// What Temporal may see of our data: nothing, and no tenant can read another's.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPayloadConverter } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFolderStore } from '../../workflows/payload/folder-store.ts';
import { createDerivedKeyRing } from '../../workflows/payload/key-ring.ts';
import { createPayloadCodec, tenantOf } from '../../workflows/payload/payload-codec.ts';
import type { ArtifactStore } from '../../workflows/payload/artifact-store.ts';

const CANARY = 'canary-7f3a-김하나';
const A = '11111111-1111-4111-8111-111111111111';
const B = '22222222-2222-4222-8222-222222222222';
const context = (tenant: string) => ({ type: 'workflow', namespace: 'default', workflowId: `t/${tenant}/run/1` }) as const;

let folder: string;
let store: ArtifactStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aix-codec-'));
  store = createFolderStore(folder);
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

const codecOf = (options: { master?: number; namespace?: string } = {}) =>
  createPayloadCodec({
    keys: createDerivedKeyRing(new Uint8Array(32).fill(options.master ?? 7)),
    store,
    namespace: options.namespace ?? 'default',
  });

describe('payloads', () => {
  it('come back as they were, and show nothing of themselves', async () => {
    const codec = codecOf();
    const payload = defaultPayloadConverter.toPayload({ lot: CANARY });
    const [sealed] = await codec.encode([payload], context(A));
    expect(JSON.stringify(sealed) + Buffer.from(sealed?.data ?? []).toString('latin1')).not.toContain('canary');
    const [opened] = await codec.decode([sealed ?? payload]);
    expect(defaultPayloadConverter.fromPayload(opened ?? payload)).toEqual({ lot: CANARY });
  });

  it('over 64 KB travel by reference, encrypted in the store too', async () => {
    const codec = codecOf();
    const payload = defaultPayloadConverter.toPayload({ text: CANARY.repeat(8_000) });
    const [sealed] = await codec.encode([payload], context(A));
    expect(sealed?.data?.length).toBeLessThan(200);
    const key = Buffer.from(sealed?.data ?? []).toString();
    expect(key.startsWith(`${A}/`)).toBe(true);
    expect(Buffer.from(await store.get(key)).toString('latin1')).not.toContain('canary');
    const [opened] = await codec.decode([sealed ?? payload]);
    expect(defaultPayloadConverter.fromPayload(opened ?? payload)).toEqual({ text: CANARY.repeat(8_000) });
  });

  it('of one tenant do not open as another tenant, in another namespace, or with another key', async () => {
    const [sealed] = await codecOf().encode([defaultPayloadConverter.toPayload(CANARY)], context(A));
    const claimed = { ...sealed, metadata: { ...sealed?.metadata, tenant: Buffer.from(B) } };
    await expect(codecOf().decode([claimed])).rejects.toThrow();
    await expect(codecOf({ namespace: 'other' }).decode([sealed ?? {}])).rejects.toThrow();
    await expect(codecOf({ master: 8 }).decode([sealed ?? {}])).rejects.toThrow();
  });

  it('may not point into another tenant’s artifacts', async () => {
    const reference = {
      metadata: { encoding: Buffer.from('binary/aix-reference'), tenant: Buffer.from(A), 'encryption-key-id': Buffer.from('m1') },
      data: Buffer.from(`${B}/aa/file`),
    };
    await expect(codecOf().decode([reference])).rejects.toThrow(/outside its tenant/);
  });

  it('that were changed on the way are refused', async () => {
    const [sealed] = await codecOf().encode([defaultPayloadConverter.toPayload(CANARY)], context(A));
    const data = Uint8Array.from(sealed?.data ?? []);
    data[20] = (data[20] ?? 0) ^ 1;
    await expect(codecOf().decode([{ ...sealed, data }])).rejects.toThrow();
  });

  it('know their tenant by the workflow id, also when a schedule appends a time', () => {
    expect(tenantOf({ type: 'workflow', namespace: 'default', workflowId: `t/${A}/schedule/9/run-2026-11-24T08:00:00Z` })).toBe(A);
    expect(tenantOf({ type: 'workflow', namespace: 'default', workflowId: 'something-else' })).toBe('-');
    expect(tenantOf(undefined)).toBe('-');
  });
});
