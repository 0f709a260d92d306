// The artifact store of the cloud: one bucket. The client is a parameter, so that tests speak to a local server.
import { GetObjectCommand, HeadObjectCommand, NoSuchKey, NotFound, PutObjectCommand, S3ServiceException, type S3Client } from '@aws-sdk/client-s3';
import { AppError } from '../definition/errors.ts';
import type { ArtifactStore } from './artifact-store.ts';

export function createS3Store(options: { client: S3Client; bucket: string; prefix?: string }): ArtifactStore {
  const at = (key: string) => ({ Bucket: options.bucket, Key: `${options.prefix ?? ''}${key}` });
  return {
    async put(key, bytes, mediaType) {
      await options.client.send(new PutObjectCommand({ ...at(key), Body: bytes, ContentType: mediaType, ChecksumAlgorithm: 'SHA256' }));
    },
    async get(key) {
      try {
        const { Body } = await options.client.send(new GetObjectCommand(at(key)));
        if (!Body) throw new AppError('not-found', 'No such artifact.');
        return await Body.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey) throw new AppError('not-found', 'No such artifact.');
        throw error;
      }
    },
    async has(key) {
      try {
        await options.client.send(new HeadObjectCommand(at(key)));
        return true;
      } catch (error) {
        if (error instanceof NotFound || (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404)) return false;
        throw error;
      }
    },
  };
}
