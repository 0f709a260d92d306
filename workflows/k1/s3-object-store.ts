// Object storage for asynchronous answers in S3, by location s3://bucket/key, within the one bucket that is given.
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { AppError } from '../definition/errors.ts';
import type { ModelObjectStore } from './transport.ts';

export interface S3ObjectStoreDeps {
  readonly client: Pick<S3Client, 'send'>;
  /** Locations in any other bucket are refused. */
  readonly bucket: string;
  /** Bytes read of one object at most; 25 MB unless given. */
  readonly maxBytes?: number;
}

export function createS3ObjectStore({ client, bucket, maxBytes = 25 * 1024 * 1024 }: S3ObjectStoreDeps): ModelObjectStore {
  const keyOf = (location: string) => {
    const prefix = `s3://${bucket}/`;
    if (location.startsWith(prefix) && location.length > prefix.length) return location.slice(prefix.length);
    throw new AppError('invalid', `"${location.slice(0, 200)}" is not in the bucket of asynchronous answers, ${bucket}.`);
  };
  return {
    async get(location) {
      try {
        const { Body, ContentLength } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(location) }));
        if ((ContentLength ?? 0) > maxBytes)
          throw new AppError('too-large', `The asynchronous answer has ${ContentLength} bytes; at most ${maxBytes} are read.`);
        return await Body?.transformToByteArray();
      } catch (error) {
        // Without the right to list, S3 says 403 for an object that is not there yet; that is a fault of set-up and is not hidden here.
        if (error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NotFound')) return undefined;
        throw error;
      }
    },
    async put(location, bytes) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: keyOf(location), Body: bytes, ContentType: 'application/json' }));
    },
  };
}
