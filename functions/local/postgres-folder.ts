// The folder of an embedded PostgreSQL: who owns it, where its data really lies, its password, and what an earlier start left running.
import { spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '../../workflows/definition/errors.ts';
import { isAlive } from './child.ts';
import { canTraverse, openSharedRoot, SHARED_ROOT, type ServerUser } from './postgres-binaries.ts';

export interface PostgresFolder {
  /** Given by the caller; holds password, log and owner file. */
  readonly base: string;
  /** PGDATA. */
  readonly data: string;
  readonly log: string;
  readonly password: string;
}

/** Root may not run PostgreSQL: the user `postgres` where there is one, else `nobody`. Undefined = this process's own user. */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found = lines.find((fields) => fields[0] === 'postgres') ?? lines.find((fields) => fields[0] === 'nobody');
  return { uid: Number(found?.[2] ?? 65_534), gid: Number(found?.[3] ?? 65_534) };
}

/** Makes the folder and its password (mode 600, beside the data) unless they exist. */
export async function openFolder(dataDir: string, user: ServerUser | undefined): Promise<PostgresFolder> {
  const base = resolve(dataDir);
  await mkdir(base, { recursive: true });
  const passwordFile = join(base, 'password');
  const data = await dataFolder(base, user);
  if (!existsSync(passwordFile)) {
    if (existsSync(join(data, 'PG_VERSION'))) {
      throw new AppError(
        'unavailable',
        `${passwordFile} is missing although the database exists; bring it back from a backup, or move ${base} away to begin anew.`,
      );
    }
    await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  }
  return { base, data, log: join(base, 'postgres.log'), password: (await readFile(passwordFile, 'utf8')).trim() };
}

/**
 * Below the base where the server's user can get there; otherwise (root in a folder of mode 700) below /var/lib/aix, under a random name
 * that the base keeps: a base that was removed and made again never finds old data.
 */
async function dataFolder(base: string, user: ServerUser | undefined): Promise<string> {
  const marker = join(base, 'data-location');
  const marked = await readFile(marker, 'utf8').catch(() => undefined);
  const inside = join(base, 'data');
  const elsewhere = user !== undefined && !existsSync(inside) && !(await canTraverse(base, user));
  const data = marked?.trim() ?? (elsewhere ? join(SHARED_ROOT, `data-${randomUUID()}`) : inside);
  if (marked === undefined && data !== inside) await writeFile(marker, `${data}\n`);
  if (data !== inside) await openSharedRoot();
  await mkdir(data, { recursive: true, mode: 0o700 });
  if (user) {
    if (!(await canTraverse(join(data, '..'), user))) {
      throw new AppError(
        'unavailable',
        `PostgreSQL refuses to run as root, and the unprivileged user (uid ${user.uid}) cannot enter ${data}; open its parent folders (chmod o+x), start AIX as an ordinary user, or set DATABASE_URL.`,
      );
    }
    await chown(data, user.uid, user.gid);
  }
  await chmod(data, 0o700);
  return data;
}

/** Removes a stopped server's folder, and its data also where that had to lie elsewhere. For throw-away folders: nothing asks back. */
export async function removeFolder(dataDir: string): Promise<void> {
  const base = resolve(dataDir);
  const elsewhere = (await readFile(join(base, 'data-location'), 'utf8').catch(() => '')).trim();
  // Only what this file makes: the marker is data, and a wrong one must not name another folder.
  if (dirname(elsewhere) === SHARED_ROOT && basename(elsewhere).startsWith('data-')) await rm(elsewhere, { recursive: true, force: true });
  await rm(base, { recursive: true, force: true });
}

const ownerFile = (folder: Pick<PostgresFolder, 'base'>): string => join(folder.base, 'owner.pid');

/** @throws AppError 'unavailable' when a server ran here before, so that an empty database never takes the place of lost data. */
export function refuseLostData(folder: PostgresFolder): void {
  if (!existsSync(ownerFile(folder))) return;
  throw new AppError(
    'unavailable',
    `${folder.data} is gone, which held the database of ${folder.base}; bring it back from a backup, or move ${folder.base} away to begin anew.`,
  );
}

export async function recordOwner(folder: PostgresFolder, serverPid: number): Promise<void> {
  await writeFile(ownerFile(folder), `${process.pid}\n${serverPid}\n`);
}

/**
 * Ends a server that a killed start left on this very folder. A server whose starter still lives is not touched.
 * @throws AppError 'conflict' when the folder is in use.
 */
export async function stopOrphan(folder: Pick<PostgresFolder, 'base' | 'data'>): Promise<void> {
  const lockFile = join(folder.data, 'postmaster.pid');
  const lines = (await readFile(lockFile, 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  // The lock names a process; pids are reused, so it must really be a postgres of this folder.
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid) || !isPostgresOf(pid, folder.data)) {
    await rm(lockFile, { force: true });
    return;
  }
  const owner = Number((await readFile(ownerFile(folder), 'utf8').catch(() => '')).split('\n')[0]);
  if (owner !== process.pid && isAlive(owner) && parentOf(pid) === owner) {
    throw new AppError('conflict', `${folder.base} is in use by another AIX (process ${owner}); stop that one, or choose another folder.`);
  }
  // Fast shutdown first; immediate where that hangs: the write-ahead log makes both safe.
  for (const [signal, milliseconds] of [
    ['SIGINT', 5_000],
    ['SIGQUIT', 3_000],
    ['SIGKILL', 2_000],
  ] as const) {
    process.kill(pid, signal);
    for (let waited = 0; waited < milliseconds && isAlive(pid); waited += 20) await new Promise((done) => setTimeout(done, 20));
    if (!isAlive(pid)) return;
  }
  throw new AppError('unavailable', `An earlier PostgreSQL (process ${pid}) on ${folder.data} does not end; stop it by hand.`);
}

function isPostgresOf(pid: number, data: string): boolean {
  const command = existsSync('/proc/self/cmdline') ? readProc(pid, 'cmdline').split('\0').join(' ') : askPs(pid, 'command');
  return command.includes('postgres') && ` ${command} `.includes(` ${data} `);
}

function parentOf(pid: number): number {
  // In /proc the name in parentheses may hold spaces; what follows the last one is state and parent.
  return Number(existsSync('/proc/self/stat') ? readProc(pid, 'stat').split(') ').at(-1)?.split(' ')[1] : askPs(pid, 'ppid'));
}

/** Empty when the process has ended meanwhile. */
function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** For macOS, which has no /proc. */
function askPs(pid: number, column: string): string {
  return spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '';
}
