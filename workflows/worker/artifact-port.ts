// Files as tasks see them: kept under their content, found again by the id of their row or by their key, always within one tenant.
import { createHash } from 'node:crypto';
import type { Database } from '../../db/client.ts';
import { findArtifact } from '../../db/repositories/artifact.ts';
import type { ArtifactPort } from '../catalog/runner.ts';
import { AppError } from '../definition/errors.ts';
import { artifactKey, type ArtifactStore } from '../payload/artifact-store.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function createArtifactPort({ database, store }: { database: Database; store: ArtifactStore }): ArtifactPort {
  return {
    put: async (tenant, _name, mediaType, bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const storageKey = artifactKey(tenant, sha256);
      await store.put(storageKey, bytes, mediaType);
      return { storageKey, sha256, size: bytes.byteLength };
    },
    get: async (tenant, reference) => await store.get(await keyOf(database, tenant, reference)),
  };
}

/** Keys begin with their tenant, and a path must not climb out of it; another tenant's file is answered as one that does not exist. */
async function keyOf(database: Database, tenant: string, reference: string): Promise<string> {
  if (UUID.test(reference)) {
    const artifact = await database.withTenant(tenant, async (tx) => await findArtifact(tx, { tenant, artifactId: reference }));
    if (artifact) return artifact.storeKey;
  } else if (reference.startsWith(`${tenant}/`) && !reference.split('/').includes('..')) return reference;
  throw new AppError('not-found', `There is no artifact "${reference}"; give the id of an uploaded file.`);
}
