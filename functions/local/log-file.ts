// The platform's log as a file of JSON lines: the terminal is for people.
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createLogger, type Logger } from '../shared/logging.ts';

export function createFileLogger(folder: string, cleanups: (() => Promise<void>)[]): Logger {
  const stream = createWriteStream(join(folder, 'platform.log'), { flags: 'a' });
  // A full disk must not end the platform.
  stream.on('error', () => undefined);
  cleanups.push(async () => await new Promise((resolve) => stream.end(resolve)));
  return createLogger((line) => void stream.write(line.endsWith('\n') ? line : `${line}\n`));
}
