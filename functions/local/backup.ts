// A data folder into one file and back: database, artifacts, keys, and the store of the local Temporal server.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { migrate } from '../../db/migrate.ts';
import { readOrCreateKey } from '../../workflows/payload/key-ring.ts';
import { AppError } from '../../workflows/definition/errors.ts';
import { isAlive } from './child.ts';
import { writeRelease } from './data-folder.ts';
import { layoutOf, type LocalEnv } from './env.ts';
import { openOwnerDatabase } from './owner-database.ts';
import { dumpTables, loadTables } from './table-dump.ts';

const run = promisify(execFile);
const FORMAT = 1;

export interface BackupSummary {
  readonly file: string;
  readonly rows: number;
  readonly artifacts: boolean;
  readonly engine: boolean;
}

/** May be taken while the platform runs. */
export async function backup(env: LocalEnv, file: string): Promise<BackupSummary> {
  const layout = layoutOf(env.dataDir);
  if (!existsSync(layout.keys.payload))
    throw new AppError('not-found', `${env.dataDir} holds no AIX data; set AIX_DATA to the folder that does.`);
  const target = resolve(file);
  const work = await mkdtemp(join(tmpdir(), 'aix-backup-'));
  try {
    // The engine's store first: a database that is ahead of it only makes steps be served from their records.
    const engine = await copyEngine(layout.temporal, join(work, 'temporal'));
    const counts = await withOwner(env, async (ownerUrl) => await dumpTables(ownerUrl, join(work, 'database')));
    await cp(dirname(layout.keys.payload), join(work, 'keys'), { recursive: true });
    const artifacts = existsSync(layout.artifacts);
    if (artifacts) await cp(layout.artifacts, join(work, 'artifacts'), { recursive: true });
    await writeFile(join(work, 'backup.json'), JSON.stringify({ format: FORMAT, version: '0.1.0', counts }));
    await mkdir(dirname(target), { recursive: true });
    await run('tar', ['-czf', target, '-C', work, '.']);
    return { file: target, rows: Object.values(counts).reduce((sum, count) => sum + count, 0), artifacts, engine };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** A running server is stopped for the moment of the copy: then store and write-ahead log belong together. */
async function copyEngine(from: string, to: string): Promise<boolean> {
  if (!existsSync(join(from, 'temporal.db'))) return false;
  const pidFile = join(from, 'temporal.pid');
  const pid = existsSync(pidFile) ? Number((await readFile(pidFile, 'utf8')).split('\n')[0]) : 0;
  const running = pid > 1 && isAlive(pid);
  if (running) process.kill(pid, 'SIGSTOP');
  try {
    await mkdir(to, { recursive: true });
    for (const name of await readdir(from)) if (/^temporal\.db(-wal)?$/.test(name)) await cp(join(from, name), join(to, name));
  } finally {
    if (running) process.kill(pid, 'SIGCONT');
  }
  return true;
}

/** Into an empty data folder (or an empty DATABASE_URL). @throws AppError conflict when something is there already */
export async function restore(env: LocalEnv, file: string): Promise<BackupSummary> {
  const layout = layoutOf(env.dataDir);
  if (existsSync(layout.keys.payload))
    throw new AppError('conflict', `${env.dataDir} holds AIX data already; set AIX_DATA to an empty folder.`);
  const work = await mkdtemp(join(tmpdir(), 'aix-restore-'));
  try {
    await unpack(resolve(file), work);
    await mkdir(env.dataDir, { recursive: true });
    await cp(join(work, 'keys'), dirname(layout.keys.payload), { recursive: true });
    const artifacts = existsSync(join(work, 'artifacts'));
    if (artifacts) await cp(join(work, 'artifacts'), layout.artifacts, { recursive: true });
    const engine = existsSync(join(work, 'temporal'));
    if (engine) await cp(join(work, 'temporal'), layout.temporal, { recursive: true });
    const counts = await withOwner(env, async (ownerUrl) => await loadInto(env, ownerUrl, join(work, 'database')));
    writeRelease(layout.release);
    return { file: resolve(file), rows: Object.values(counts).reduce((sum, count) => sum + count, 0), artifacts, engine };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function withOwner<T>(env: LocalEnv, work: (ownerUrl: string) => Promise<T>): Promise<T> {
  const owner = await openOwnerDatabase(env);
  try {
    return await work(owner.ownerUrl);
  } finally {
    await owner.close();
  }
}

async function loadInto(env: LocalEnv, ownerUrl: string, folder: string): Promise<Record<string, number>> {
  await migrate({ ownerUrl, appPassword: Buffer.from(readOrCreateKey(layoutOf(env.dataDir).keys.database)).toString('hex') });
  return await loadTables(ownerUrl, folder);
}

async function unpack(file: string, to: string): Promise<void> {
  if (!existsSync(file)) throw new AppError('unreadable', `"${file}" does not exist.`);
  try {
    await run('tar', ['-xzf', file, '-C', to]);
  } catch (error) {
    throw new AppError('unreadable', `"${file}" is not a backup of AIX (it cannot be unpacked).`, { cause: error });
  }
  const note = await readFile(join(to, 'backup.json'), 'utf8').catch(() => undefined);
  if (note === undefined) throw new AppError('unreadable', `"${file}" is not a backup of AIX.`);
  if ((JSON.parse(note) as { format: number }).format > FORMAT)
    throw new AppError('conflict', `"${file}" was made by a newer release of AIX; restore it with that release.`);
}
