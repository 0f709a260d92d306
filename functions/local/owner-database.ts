// The database of a data folder as its owner: the one DATABASE_URL names, the running platform's, or the folder's own server for a while.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../workflows/definition/errors.ts';
import { isAlive } from './child.ts';
import { readRunning } from './data-folder.ts';
import { layoutOf, type LocalEnv } from './env.ts';
import { startPostgres } from './postgres.ts';
import { openFolder, serverUser } from './postgres-folder.ts';

export interface OwnerDatabase {
  readonly ownerUrl: string;
  /** Whether a platform is running on it right now. */
  readonly live: boolean;
  /** Stops what was started for this. */
  close(): Promise<void>;
}

/** @throws AppError 'unavailable' with the remedy */
export async function openOwnerDatabase(env: LocalEnv, progress?: (line: string) => void): Promise<OwnerDatabase> {
  const layout = layoutOf(env.dataDir);
  const note = readRunning(layout.running);
  const live = note !== undefined && isAlive(note.pid);
  if (env.DATABASE_URL !== undefined) return { ownerUrl: env.DATABASE_URL, live, close: async () => {} };
  if (live) {
    const folder = await openFolder(layout.postgres, serverUser());
    const port = portOfRunning(folder.data);
    if (port === undefined)
      throw new AppError('unavailable', `AIX runs on ${env.dataDir} but its database does not; look at ${layout.logs}.`);
    return { ownerUrl: `postgres://postgres:${folder.password}@127.0.0.1:${port}/aix`, live, close: async () => {} };
  }
  const server = await startPostgres({ dataDir: layout.postgres, ...(progress ? { progress } : {}) });
  return { ownerUrl: server.ownerUrl, live, close: async () => await server.stop() };
}

/** From the file that PostgreSQL keeps while it runs: line 1 its process, line 4 its port. */
function portOfRunning(data: string): number | undefined {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return Number.isInteger(pid) && isAlive(pid) && port > 0 ? port : undefined;
}
