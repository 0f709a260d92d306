// The data folder: one living platform at a time, and a note of the release that wrote it.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { AppError } from '../../workflows/definition/errors.ts';
import { isAlive } from './child.ts';
import { layoutOf, type LocalEnv } from './env.ts';

/** Layout of the folder, not of the database (migrations see to that). */
const FORMAT = 1;

export interface RunningNote {
  readonly pid: number;
  readonly baseUrl: string;
}

/** @returns the release of the claim. Throws AppError 'conflict' when a living AIX has the folder. */
export function claimFolder(env: LocalEnv): () => Promise<void> {
  const { running, release } = layoutOf(env.dataDir);
  const other = readRunning(running);
  if (other && other.pid !== process.pid && isAlive(other.pid)) {
    throw new AppError(
      'conflict',
      `AIX runs already on ${env.dataDir} (process ${other.pid}, ${other.baseUrl}); stop it, or set AIX_DATA to another folder.`,
    );
  }
  refuseOtherFormat(release, env.dataDir);
  writeFileSync(running, `${JSON.stringify({ pid: process.pid, baseUrl: env.baseUrl } satisfies RunningNote)}\n`);
  return async () => {
    if (readRunning(running)?.pid === process.pid) rmSync(running, { force: true });
  };
}

export function readRunning(path: string): RunningNote | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RunningNote;
  } catch {
    return undefined;
  }
}

function refuseOtherFormat(path: string, dataDir: string): void {
  if (!existsSync(path)) return;
  const { format } = JSON.parse(readFileSync(path, 'utf8')) as { format: number };
  if (format > FORMAT)
    throw new AppError(
      'conflict',
      `${dataDir} was written by a newer release of AIX; start that release, or restore a backup made with this one.`,
    );
}

export function writeRelease(path: string): void {
  writeFileSync(path, `${JSON.stringify({ format: FORMAT, version: '0.1.0' })}\n`);
}
