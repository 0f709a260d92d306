// `aix restore FILE`: a backup into an empty data folder.
import { AppError } from '../../../workflows/definition/errors.ts';
import { restore } from '../../local/backup.ts';
import { readLocalEnv } from '../../local/env.ts';
import { EXIT, type Command } from '../command-io.ts';

export const restoreCommand: Command = async (args, io) => {
  const [file, ...rest] = args;
  if (file === undefined || rest.length > 0) throw new AppError('usage', 'Use: aix restore FILE (AIX_DATA names the data folder).');
  io.stdout(`${JSON.stringify(await restore(readLocalEnv(io.env), file))}\n`);
  return EXIT.ok;
};
