// The database of a command that runs beside the platform: the one DATABASE_URL names, that of the platform running on this folder,
// or, when none runs, the folder's own server for as long as the command takes.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase, type Database } from '../../db/client.ts';
import { APPLICATION_ROLE, applicationUrl, migrate } from '../../db/migrate.ts';
import { AppError } from '../../workflows/definition/errors.ts';
import { readOrCreateKey } from '../../workflows/payload/key-ring.ts';
import { isAlive } from '../local/child.ts';
import { readRunning } from '../local/data-folder.ts';
import { layoutOf, readLocalEnv } from '../local/env.ts';
import { startPostgres } from '../local/postgres.ts';
import { openFolder, serverUser } from '../local/postgres-folder.ts';
import type { CommandIo } from './command-io.ts';

/** `close` also stops what was started for the command. */
export type OpenDatabase = (io: Pick<CommandIo, 'env' | 'stderr'>) => Promise<Database>;

/** Port of a living server, from the file that PostgreSQL keeps while it runs (line 1 its process, line 4 its port). */
function portOfRunning(data: string): number | undefined {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return Number.isInteger(pid) && isAlive(pid) && port > 0 ? port : undefined;
}

/** @throws AppError 'unavailable' with the remedy, as the platform's own start does. */
export const openDatabase: OpenDatabase = async (io) => {
  const env = readLocalEnv(io.env);
  const layout = layoutOf(env.dataDir);
  const password = Buffer.from(readOrCreateKey(layout.keys.database)).toString('hex');
  if (env.DATABASE_URL !== undefined) {
    await migrate({ ownerUrl: env.DATABASE_URL, appPassword: password });
    return createDatabase({ url: applicationUrl(env.DATABASE_URL, password), max: 2 });
  }
  const note = readRunning(layout.running);
  if (note !== undefined && isAlive(note.pid)) {
    const port = portOfRunning((await openFolder(layout.postgres, serverUser())).data);
    if (port === undefined)
      throw new AppError('unavailable', `AIX runs on ${env.dataDir} but its database does not; look at ${layout.logs}.`);
    return createDatabase({ url: `postgres://${APPLICATION_ROLE}:${password}@127.0.0.1:${port}/aix`, max: 2 });
  }
  const server = await startPostgres({ dataDir: layout.postgres, progress: (line) => io.stderr(`${line}\n`) });
  try {
    await migrate({ ownerUrl: server.ownerUrl, appPassword: password });
    const database = createDatabase({ url: applicationUrl(server.ownerUrl, password), max: 2 });
    return {
      ...database,
      close: async () => {
        await database.close();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
};
