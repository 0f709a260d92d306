// `aix backup FILE`: database, artifacts, keys and engine store of a data folder into one file.
import { AppError } from '../../../workflows/definition/errors.ts';
import { backup } from '../../local/backup.ts';
import { readLocalEnv } from '../../local/env.ts';
import { EXIT, type Command } from '../command-io.ts';

export const backupCommand: Command = async (args, io) => {
  const [file, ...rest] = args;
  if (file === undefined || rest.length > 0) throw new AppError('usage', 'Use: aix backup FILE (AIX_DATA names the data folder).');
  io.stdout(`${JSON.stringify(await backup(readLocalEnv(io.env), file))}\n`);
  return EXIT.ok;
};
