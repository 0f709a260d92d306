// Where asynchronous answers are kept: whole objects by location, nothing outside the place that was given.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createFolderObjectStore } from '../../workflows/k1/folder-object-store.ts';
import { createS3ObjectStore } from '../../workflows/k1/s3-object-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'k1-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (found: Uint8Array | undefined) => (found === undefined ? undefined : new TextDecoder().decode(found));

describe('the folder', () => {
  const store = createFolderObjectStore(folder);

  it('keeps an object by its location and overwrites it whole', async () => {
    expect(await store.get('s3://aix-local/model/a.json')).toBeUndefined();
    await store.put('s3://aix-local/model/a.json', bytes('하나'));
    await store.put('s3://aix-local/model/a.json', bytes('둘'));
    expect(text(await store.get('s3://aix-local/model/a.json'))).toBe('둘');
    expect(readdirSync(join(folder, 'aix-local', 'model'))).toEqual(['a.json']);
  });

  it('a reader never sees half an object while it is written again and again', async () => {
    const location = 's3://b/k.json';
    const [one, two] = [bytes('1'.repeat(500_000)), bytes('2'.repeat(500_000))];
    await store.put(location, one);
    let writing = true;
    const writer = (async () => {
      for (let turn = 0; turn < 30; turn += 1) await store.put(location, turn % 2 === 0 ? two : one);
      writing = false;
    })();
    while (writing) expect(new Set(text(await store.get(location))).size).toBe(1);
    await writer;
  });

  it.each(['../outside', 's3://a/../../b', '/etc/passwd', 's3://a//b', 's3://a/..', 'a\\b', 's3://a/b\0', ''])(
    'refuses the location %j',
    async (location) => {
      await expect(store.get(location)).rejects.toMatchObject({ code: 'invalid' });
      await expect(store.put(location, bytes('x'))).rejects.toMatchObject({ code: 'invalid' });
    },
  );
});

describe('S3', () => {
  const sent: unknown[] = [];
  const answers: (() => unknown)[] = [];
  const client = {
    send(command: { input: unknown }) {
      sent.push(command.input);
      return Promise.resolve().then(() => answers.shift()?.());
    },
  };
  const store = createS3ObjectStore({ client: client as never, bucket: 'plant' });

  it('reads and writes by key within its bucket', async () => {
    answers.push(
      () => ({}),
      () => ({ Body: { transformToByteArray: () => Promise.resolve(bytes('x')) }, ContentLength: 1 }),
    );
    await store.put('s3://plant/model/a.json', bytes('x'));
    expect(text(await store.get('s3://plant/model/a.json'))).toBe('x');
    expect(sent).toMatchObject([
      { Bucket: 'plant', Key: 'model/a.json' },
      { Bucket: 'plant', Key: 'model/a.json' },
    ]);
  });

  it('an object that is not there is undefined; any other failure is a failure', async () => {
    answers.push(
      () => {
        throw Object.assign(new Error('no'), { name: 'NoSuchKey' });
      },
      () => {
        throw Object.assign(new Error('denied'), { name: 'AccessDenied' });
      },
    );
    expect(await store.get('s3://plant/a')).toBeUndefined();
    await expect(store.get('s3://plant/a')).rejects.toThrow('denied');
  });

  it('refuses another bucket and an object that is too large', async () => {
    await expect(store.get('s3://other/a')).rejects.toMatchObject({ code: 'invalid' });
    answers.push(() => ({ ContentLength: 30 * 1024 * 1024 }));
    await expect(store.get('s3://plant/a')).rejects.toMatchObject({ code: 'too-large' });
  });
});
