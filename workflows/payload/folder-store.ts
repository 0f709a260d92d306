// The artifact store of a machine: a folder. Writes go through a temporary name, so a crash never leaves half a file under a key.
import { randomUUID } from 'node:crypto';
import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { AppError } from '../definition/errors.ts';
import type { ArtifactStore } from './artifact-store.ts';

export function createFolderStore(folder: string): ArtifactStore {
  const root = resolve(folder);
  const pathOf = (key: string): string => {
    const path = resolve(join(root, key));
    if (!path.startsWith(root + sep)) throw new AppError('not-found', 'No such artifact.');
    return path;
  };
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      if (await exists(path)) return;
      await mkdir(dirname(path), { recursive: true });
      const staged = `${path}.${randomUUID()}`;
      await writeFile(staged, bytes, { flush: true });
      await rename(staged, path);
    },
    async get(key) {
      try {
        return await readFile(pathOf(key));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new AppError('not-found', 'No such artifact.');
        throw error;
      }
    },
    has: async (key) => await exists(pathOf(key)),
  };
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
