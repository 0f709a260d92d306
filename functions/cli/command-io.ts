// What a command may touch: its streams and the files named on its command line. Commands are functions of this, so tests call them.
import { readFile } from 'node:fs/promises';
import { AppError } from '../../workflows/definition/errors.ts';
import type { Issue } from '../../workflows/definition/issue.ts';

export interface CommandIo {
  readonly stdin: AsyncIterable<Buffer | string>;
  stdout(text: string): void;
  stderr(text: string): void;
  readFile(path: string): Promise<string>;
  readonly env: NodeJS.ProcessEnv;
}

export type Command = (args: readonly string[], io: CommandIo) => Promise<number>;

/** Exit codes of the contract. */
export const EXIT = { ok: 0, error: 1, invalid: 2, faulted: 3, cancelled: 4, filter: 5 } as const;

export function processIo(): CommandIo {
  return {
    stdin: process.stdin,
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    readFile: readNamedFile,
    env: process.env,
  };
}

async function readNamedFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : code === 'EACCES' ? 'may not be read' : 'cannot be read';
    throw new AppError('unreadable', `"${path}" ${why}.`, { cause: error });
  }
}

/** The one shape of an error on stderr. */
export function errorLine(code: string, message: string, issues: readonly Issue[] = []): string {
  const listed = issues.map(({ path, code: issueCode, message: text, line }) => ({
    path,
    code: issueCode,
    message: text,
    ...(line === undefined ? {} : { line }),
  }));
  return `${JSON.stringify({ error: { code, message, ...(listed.length > 0 ? { issues: listed } : {}) } })}\n`;
}
