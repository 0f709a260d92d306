// Publishes the shipped definitions into a tenant, once per version. A tenant's own publish of a newer version is left alone.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database } from '../../db/client.ts';
import { createDefinitionDesk } from '../shared/definition-desk.ts';
import { AppError } from '../../workflows/definition/errors.ts';

const LIBRARY = fileURLToPath(new URL('../../workflows/library', import.meta.url));

export async function libraryFiles(): Promise<string[]> {
  return (await readdir(LIBRARY))
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(LIBRARY, name));
}

export async function publishLibrary({ database, tenant }: { database: Database; tenant: string }): Promise<void> {
  const desk = createDefinitionDesk({ database });
  const actor = { userId: 'library', name: 'AIX', roles: ['admin'], tenant, kind: 'api-key' } as const;
  for (const file of await libraryFiles()) {
    try {
      await desk.publish({ tenant, actor, text: await readFile(file, 'utf8') });
    } catch (error) {
      // The tenant has published something else under the shipped version: theirs stays.
      if (!(error instanceof AppError && error.code === 'conflict')) throw error;
    }
  }
}
