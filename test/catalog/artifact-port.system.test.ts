// Files as tasks see them: found by id or by key, within one tenant only.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, test } from 'vitest';
import { insertArtifact } from '../../db/repositories/artifact.ts';
import type { ArtifactPort } from '../../workflows/catalog/runner.ts';
import { createFolderStore } from '../../workflows/payload/folder-store.ts';
import { createArtifactPort } from '../../workflows/worker/artifact-port.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const PHOTO = new TextEncoder().encode('a photo');

let data: TestDatabase;
let folder: string;
let port: ArtifactPort;
let tenant: string;
let stranger: string;
beforeAll(async () => {
  data = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'aix-artifacts-'));
  port = createArtifactPort({ database: data.database, store: createFolderStore(folder) });
  [tenant, stranger] = [await data.createTenant(), await data.createTenant()];
});
afterAll(async () => {
  await data?.close();
  await rm(folder, { recursive: true, force: true });
});

async function kept(): Promise<{ id: string; storageKey: string }> {
  const { storageKey, sha256, size } = await port.put(tenant, 'photo.png', 'image/png', PHOTO);
  const row = {
    tenant,
    id: randomUUID(),
    kind: 'upload',
    name: 'photo.png',
    mediaType: 'image/png',
    bytes: size,
    sha256,
    storeKey: storageKey,
    createdBy: 'test',
  } as const;
  const { id } = await data.database.withTenant(tenant, async (tx) => await insertArtifact(tx, row));
  return { id, storageKey };
}

it('gives the bytes by the id of the artifact and by its key', async () => {
  const { id, storageKey } = await kept();
  for (const reference of [id, storageKey]) expect(new Uint8Array(await port.get(tenant, reference))).toEqual(PHOTO);
});

it('answers another tenant’s file as one that does not exist', async () => {
  const { id, storageKey } = await kept();
  for (const reference of [id, storageKey]) await expect(port.get(stranger, reference)).rejects.toMatchObject({ code: 'not-found' });
});

test.each(['no-such-file', '../../etc/passwd', randomUUID()])('refuses %s as a reference', async (reference) => {
  await expect(port.get(tenant, reference)).rejects.toMatchObject({ code: 'not-found' });
});

it('lets no key climb out of its tenant', async () => {
  const { storageKey } = await kept();
  await expect(port.get(stranger, `${stranger}/../${storageKey}`)).rejects.toMatchObject({ code: 'not-found' });
});
