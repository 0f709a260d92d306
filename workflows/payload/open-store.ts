// Opens the artifact store that a setting names: a folder, or s3://bucket/prefix.
import { S3Client } from '@aws-sdk/client-s3';
import type { ArtifactStore } from './artifact-store.ts';
import { createFolderStore } from './folder-store.ts';
import { createS3Store } from './s3-store.ts';

export function openArtifactStore(where: string, region: string): ArtifactStore {
  const bucket = /^s3:\/\/([^/]+)\/?(.*)$/.exec(where);
  if (!bucket?.[1]) return createFolderStore(where);
  return createS3Store({ client: new S3Client({ region }), bucket: bucket[1], prefix: bucket[2] ?? '' });
}
