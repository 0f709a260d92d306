// Bytes of artifacts for the doors: rows say who may see them, the store has the bytes.
import { createHash, randomUUID } from 'node:crypto';
import type { Database } from '../../db/client.ts';
import { findArtifact, insertArtifact } from '../../db/repositories/artifact.ts';
import { AppError } from '../../workflows/definition/errors.ts';
import { artifactKey, type ArtifactStore } from '../../workflows/payload/artifact-store.ts';
import type { Actor } from './actor.ts';

export interface StoredArtifact {
  readonly id: string;
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
}

export interface ArtifactDesk {
  /** @throws AppError not-found, also for another tenant's id */
  read(request: { readonly tenant: string; readonly artifactId: string }): Promise<Uint8Array>;
  store(request: {
    readonly tenant: string;
    readonly actor: Actor;
    readonly bytes: Uint8Array;
    readonly mediaType: string;
    readonly fileName: string;
  }): Promise<StoredArtifact>;
  /** Row and bytes together; undefined when the tenant has no such artifact. */
  open(request: {
    readonly tenant: string;
    readonly artifactId: string;
  }): Promise<{ readonly name: string; readonly contentType: string; readonly body: Uint8Array<ArrayBuffer> } | undefined>;
}

export function createArtifactDesk({ database, store }: { database: Database; store: ArtifactStore }): ArtifactDesk {
  const find = async (tenant: string, artifactId: string) =>
    await database.withTenant(tenant, async (tx) => await findArtifact(tx, { tenant, artifactId }));
  return {
    async read({ tenant, artifactId }) {
      const artifact = await find(tenant, artifactId);
      if (!artifact) throw new AppError('not-found', 'There is no such artifact.');
      return await store.get(artifact.storeKey);
    },
    async store({ tenant, actor, bytes, mediaType, fileName }) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const storeKey = artifactKey(tenant, sha256);
      // Bytes first: a row must never name what is not there.
      await store.put(storeKey, bytes, mediaType);
      const row = await database.withTenant(
        tenant,
        async (tx) =>
          await insertArtifact(tx, {
            tenant,
            id: randomUUID(),
            kind: 'upload',
            name: fileName,
            mediaType,
            bytes: bytes.byteLength,
            sha256,
            storeKey,
            createdBy: actor.userId,
          }),
      );
      return { id: row.id, sha256: row.sha256, size: row.bytes, mediaType: row.mediaType };
    },
    async open({ tenant, artifactId }) {
      const artifact = await find(tenant, artifactId);
      if (!artifact) return undefined;
      return { name: artifact.name, contentType: artifact.mediaType, body: new Uint8Array(await store.get(artifact.storeKey)) };
    },
  };
}
