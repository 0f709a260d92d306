// Options of a command line, read by Node's own parser; what it refuses is a usage error with the command's usage behind it.
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { AppError } from '../../workflows/definition/errors.ts';

/** @throws AppError usage */
export function readOptions<const Config extends ParseArgsConfig>(config: Config, usage = ''): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new AppError('usage', `${error instanceof Error ? error.message : 'Unknown option.'} ${usage}`.trimEnd(), { cause: error });
  }
}
