// The database of a command that runs beside the platform or without one, through the application's own role.
import { createDatabase, type Database } from '../../db/client.ts';
import { applicationUrl, migrate } from '../../db/migrate.ts';
import { readOrCreateKey } from '../../workflows/payload/key-ring.ts';
import { layoutOf, readLocalEnv } from '../local/env.ts';
import { openOwnerDatabase } from '../local/owner-database.ts';
import type { CommandIo } from './command-io.ts';

/** `close` also stops what was started for the command. */
export type OpenDatabase = (io: Pick<CommandIo, 'env' | 'stderr'>) => Promise<Database>;

/** @throws AppError 'unavailable' with the remedy, as the platform's own start does. */
export const openDatabase: OpenDatabase = async (io) => {
  const env = readLocalEnv(io.env);
  const password = Buffer.from(readOrCreateKey(layoutOf(env.dataDir).keys.database)).toString('hex');
  const owner = await openOwnerDatabase(env, (line) => io.stderr(`${line}\n`));
  try {
    if (!owner.live) await migrate({ ownerUrl: owner.ownerUrl, appPassword: password });
    const database = createDatabase({ url: applicationUrl(owner.ownerUrl, password), max: 2 });
    return {
      ...database,
      close: async () => {
        await database.close();
        await owner.close();
      },
    };
  } catch (error) {
    await owner.close();
    throw error;
  }
};
