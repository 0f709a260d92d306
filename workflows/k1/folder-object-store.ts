// Object storage for asynchronous answers on one machine: s3://bucket/key becomes <folder>/bucket/key. Objects here may be overwritten: they are traces, not evidence.
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../definition/errors.ts';
import type { ModelObjectStore } from './transport.ts';

export function createFolderObjectStore(folder: string): ModelObjectStore {
  return {
    async get(location) {
      try {
        return await readFile(pathOf(folder, location));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async put(location, bytes) {
      const path = pathOf(folder, location);
      await mkdir(dirname(path), { recursive: true });
      // Whole or not at all: a reader polls for this file while it is written.
      const unfinished = `${path}.${randomUUID()}`;
      await writeFile(unfinished, bytes);
      await rename(unfinished, path);
    },
  };
}

/** Locations come from an endpoint's answer: they name a place below the folder or nothing. */
function pathOf(folder: string, location: string): string {
  const parts = location.replace(/^s3:\/\//, '').split('/');
  if (parts.every((part) => /^[\w.-]{1,200}$/.test(part) && !/^\.+$/.test(part))) return join(folder, ...parts);
  throw new AppError('invalid', `"${location.slice(0, 200)}" is no location of an asynchronous answer.`);
}
