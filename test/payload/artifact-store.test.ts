// Both homes of artifacts keep the same promises; the S3 one speaks to a small server through the real SDK.
import { createServer, type Server } from 'node:http';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { artifactKey, type ArtifactStore } from '../../workflows/payload/artifact-store.ts';
import { createFolderStore } from '../../workflows/payload/folder-store.ts';
import { createS3Store } from '../../workflows/payload/s3-store.ts';

const KEY = artifactKey('11111111-1111-4111-8111-111111111111', 'ab'.repeat(32));

let folder: string;
let server: Server;
const objects = new Map<string, { body: Buffer; type: string }>();
const stores: Record<string, () => ArtifactStore> = {
  folder: () => createFolderStore(folder),
  s3: () => {
    const { port } = server.address() as { port: number };
    const client = new S3Client({
      region: 'ap-northeast-2',
      endpoint: `http://127.0.0.1:${port}`,
      forcePathStyle: true,
      maxAttempts: 1,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    return createS3Store({ client, bucket: 'plant', prefix: 'artifacts/' });
  },
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aix-artifacts-'));
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = decodeURIComponent(new URL(request.url ?? '/', 'http://s3').pathname);
      const found = objects.get(path);
      if (request.method === 'PUT') {
        objects.set(path, {
          body: unchunked(Buffer.concat(chunks), request.headers['content-encoding']),
          type: request.headers['content-type'] ?? '',
        });
        response.writeHead(200).end();
      } else if (!found)
        response
          .writeHead(404, { 'content-type': 'application/xml' })
          .end(request.method === 'HEAD' ? '' : '<Error><Code>NoSuchKey</Code></Error>');
      else
        response
          .writeHead(200, { 'content-type': found.type, 'content-length': found.body.length })
          .end(request.method === 'HEAD' ? undefined : found.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

/** The SDK sends bodies with a trailing checksum in chunks of their own framing. */
function unchunked(body: Buffer, encoding: string | undefined): Buffer {
  if (!encoding?.includes('aws-chunked')) return body;
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.subarray(at, end).toString().split(';')[0] ?? '0', 16);
    if (!(size > 0)) break;
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
  return Buffer.concat(parts);
}

describe.each(Object.keys(stores))('the %s store', (name) => {
  const store = (): ArtifactStore => (stores[name] as () => ArtifactStore)();

  it('gives back what was put, bytes and Korean alike', async () => {
    const bytes = new TextEncoder().encode('보고서\u0000 %PDF');
    await store().put(KEY, bytes, 'application/pdf');
    expect(Buffer.from(await store().get(KEY)).equals(Buffer.from(bytes))).toBe(true);
    expect(await store().has(KEY)).toBe(true);
  });

  it('says not-found for what it does not have', async () => {
    await expect(store().get(`${KEY}0`)).rejects.toMatchObject({ code: 'not-found' });
    expect(await store().has(`${KEY}0`)).toBe(false);
  });
});

describe('the folder store', () => {
  it('never leaves its folder, whatever the key says', async () => {
    for (const key of ['../outside', 'a/../../outside', '..', '/../outside'])
      await expect(createFolderStore(folder).put(key, new Uint8Array([1]), 'x')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('keeps the first of two writes under a key, and no half file', async () => {
    const store = createFolderStore(folder);
    const key = artifactKey('t', 'cd'.repeat(32));
    await Promise.all(Array.from({ length: 10 }, async () => await store.put(key, new Uint8Array([7]), 'x')));
    expect(await readdir(join(folder, 't', 'cd'))).toEqual(['cd'.repeat(32)]);
  });
});
