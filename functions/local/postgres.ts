// Runs the embedded PostgreSQL on a loopback port, as an unprivileged user when this process is root. Nothing of our schema here.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { AppError } from '../../workflows/definition/errors.ts';
import { databaseErrorCode } from '../../db/database-error.ts';
import { isAlive } from './child.ts';
import { findPostgres, type ServerUser } from './postgres-binaries.ts';
import { openFolder, recordOwner, refuseLostData, serverUser, stopOrphan, type PostgresFolder } from './postgres-folder.ts';
import { freePort } from './temporal.ts';

export interface PostgresServer {
  /** Of the database `aix`, as its superuser: for migrations and backups, never for the application. */
  readonly ownerUrl: string;
  readonly port: number;
  readonly pid: number;
  /** Where the data lies (PGDATA). */
  readonly data: string;
  /** Resolves when the server process has ended, wanted or not. */
  readonly exited: Promise<number | string>;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Made on the first start, with a random password; the next start finds the data again. */
  readonly dataDir: string;
  readonly port?: number;
  /** false: no fsync, for throw-away databases of tests. */
  readonly durable?: boolean;
  readonly progress?: (line: string) => void;
}

const OWNER = 'postgres';
const DATABASE = 'aix';
const DRAFT = '.draft-';
const run = promisify(execFile);

/** @throws AppError 'conflict' when the folder is in use by a living AIX, 'unavailable' with the remedy when it cannot start. */
export async function startPostgres({
  dataDir,
  port,
  durable = true,
  progress = () => undefined,
}: PostgresOptions): Promise<PostgresServer> {
  const user = serverUser();
  const native = await findPostgres(user);
  const folder = await openFolder(dataDir, user);
  await stopOrphan(folder);
  await sweepDrafts(folder);
  if (!existsSync(join(folder.data, 'PG_VERSION'))) {
    refuseLostData(folder);
    progress(`Making a database in ${folder.data}`);
    await initialise(native, folder, user);
  }
  await refuseOtherVersion(native, folder);
  // A port that was free may be taken before the server binds it: then another.
  for (let attempt = 1; ; attempt += 1) {
    const chosen = port ?? (await freePort());
    const child = await launch({ native, folder, user, port: chosen, durable });
    const exited = new Promise<number | string>((resolve) => {
      child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
      child.once('error', (error) => resolve(error.message));
    });
    const failure = await waitUntilReady(folder, child, exited);
    if (failure === undefined) return await serverOf(folder, child, exited, chosen);
    if (port !== undefined || attempt === 3)
      throw new AppError('unavailable', `${failure} See ${folder.log}, or set DATABASE_URL to a running server.`);
  }
}

/** Of starts that were killed. Their initdb may still be writing for a second, so a failure here is left to the next start. */
async function sweepDrafts(folder: PostgresFolder): Promise<void> {
  const prefix = `${basename(folder.data)}${DRAFT}`;
  for (const name of (await readdir(dirname(folder.data))).filter((entry) => entry.startsWith(prefix))) {
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (!isAlive(pid)) await rm(join(dirname(folder.data), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Made aside and then given its name: a start that is killed meanwhile leaves no half of a database. */
async function initialise(native: string, folder: PostgresFolder, user: ServerUser | undefined): Promise<void> {
  const draft = `${folder.data}${DRAFT}${process.pid}`;
  const secret = `${draft}.secret`;
  // The collation is PostgreSQL's own, so that it is the same on every machine; the C library's only classifies characters.
  const locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  const settings = [
    '--encoding=UTF8',
    `--locale=${locale}`,
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--auth=scram-sha-256',
  ];
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(secret, folder.password, { mode: 0o600 });
    if (user) for (const path of [draft, secret]) await chown(path, user.uid, user.gid);
    await run(join(native, 'bin', 'initdb'), ['-D', draft, '-U', OWNER, `--pwfile=${secret}`, ...settings], {
      ...user,
      cwd: '/',
      env: cleanEnvironment(),
      maxBuffer: 1_000_000,
    });
    await rename(draft, folder.data);
  } catch (error) {
    const lines = error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n') : [String(error)];
    throw new AppError(
      'unavailable',
      `The embedded PostgreSQL could not make ${folder.data}: ${lines.at(-1)}. Free the folder, or set DATABASE_URL.`,
      { cause: error },
    );
  } finally {
    await rm(secret, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

/** Another major version cannot open the data. */
async function refuseOtherVersion(native: string, folder: PostgresFolder): Promise<void> {
  const written = (await readFile(join(folder.data, 'PG_VERSION'), 'utf8')).trim();
  const { stdout } = await run(join(native, 'bin', 'postgres'), ['--version']);
  const present = /(\d+)/.exec(stdout.replace('(PostgreSQL)', ''))?.[1] ?? '';
  if (written !== present) {
    throw new AppError(
      'conflict',
      `${folder.data} was written by PostgreSQL ${written}, this release brings ${present}; restore a backup into a new folder, or run the earlier release.`,
    );
  }
}

interface Launch {
  readonly native: string;
  readonly folder: PostgresFolder;
  readonly user: ServerUser | undefined;
  readonly port: number;
  readonly durable: boolean;
}

async function launch({ native, folder, user, port, durable }: Launch): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port,
    max_connections: 100,
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const log = await open(folder.log, 'a', 0o600);
  try {
    // Straight to the file: through a pipe the server would lose its log with us. A group of its own: Ctrl-C must reach us only.
    const child = spawn(
      join(native, 'bin', 'postgres'),
      ['-D', folder.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      {
        cwd: '/',
        env: cleanEnvironment(),
        stdio: ['ignore', log.fd, log.fd],
        detached: true,
        ...user,
      },
    );
    if (child.pid !== undefined) await recordOwner(folder, child.pid);
    return child;
  } finally {
    await log.close();
  }
}

/** PG* variables of the caller would redirect or change the server. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_') && name !== 'LANG'),
  );
}

/** Undefined once it takes connections, else what went wrong. The lock file's eighth line is the server's own word. */
async function waitUntilReady(folder: PostgresFolder, child: ChildProcess, exited: Promise<number | string>): Promise<string | undefined> {
  let ended: number | string | undefined;
  void exited.then((code) => (ended = code));
  const until = Date.now() + 30_000;
  while (Date.now() < until) {
    if (ended !== undefined) return `The embedded PostgreSQL ended while starting (${ended}).`;
    const lines = (await readFile(join(folder.data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return undefined;
    await new Promise((done) => setTimeout(done, 5));
  }
  child.kill('SIGQUIT');
  return 'The embedded PostgreSQL was not ready within 30 s.';
}

async function serverOf(
  folder: PostgresFolder,
  child: ChildProcess,
  exited: Promise<number | string>,
  port: number,
): Promise<PostgresServer> {
  const url = (database: string): string => `postgres://${OWNER}:${folder.password}@127.0.0.1:${port}/${database}`;
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGINT');
    const harder = setTimeout(() => child.kill('SIGQUIT'), 5_000);
    await exited;
    clearTimeout(harder);
  };
  try {
    await createDatabase(url('postgres'));
  } catch (error) {
    await stop();
    throw error;
  }
  return { ownerUrl: url(DATABASE), port, pid: child.pid ?? -1, data: folder.data, exited, stop };
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    const found = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (found.rows.length === 0) await client.query(`create database ${DATABASE}`);
  } catch (error) {
    const reason = databaseErrorCode(error) === '28P01' ? 'the kept password does not fit its data' : String(error);
    throw new AppError('unavailable', `The embedded PostgreSQL does not let us in: ${reason}.`, { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}
