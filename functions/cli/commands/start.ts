// `aix start`: the whole platform in the foreground until a signal; says where it is, who may sign in, and where data lies.
import { DEMO_USERS } from '../../shared/demo-tenant.ts';
import { readLocalEnv } from '../../local/env.ts';
import { startLocal, type LocalPlatform } from '../../local/platform.ts';
import { AppError } from '../../../workflows/definition/errors.ts';
import { EXIT, type Command, type CommandIo } from '../command-io.ts';

/** Longest a stop may take; then the rest is killed with the process. */
const STOP_WITHIN = 9_000;

export const startCommand: Command = async (args, io) => {
  if (args.length > 0)
    throw new AppError('usage', 'aix start takes no arguments; settings are environment variables (README, "Settings").');
  const env = readLocalEnv(io.env);
  const signal = nextSignal();
  outliveReaders();
  const platform = await startLocal(env, { progress: (line) => io.stdout(`${line}\n`) });
  if (signal.received()) return await stop(platform, io);
  await untilReady(platform);
  announce(platform, io);
  await signal.promise;
  return await stop(platform, io);
};

function nextSignal(): { promise: Promise<void>; received(): boolean } {
  let seen = false;
  const promise = new Promise<void>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => ((seen = true), resolve()));
  });
  return { promise, received: () => seen };
}

/** A closed terminal or a dead `| tee` takes our words, not the factory's platform: without this, EPIPE would end us and orphan the servers. */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** Ready means what /readyz says, asked over the port that people use. */
async function untilReady(platform: LocalPlatform): Promise<void> {
  const url = `http://127.0.0.1:${platform.port}/readyz`;
  if (platform.env.TLS_CERT) return;
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new AppError('unavailable', `AIX started but did not become ready; ask ${url} which part is missing, or run "npx aix doctor".`);
}

function announce(platform: LocalPlatform, io: CommandIo): void {
  const { env } = platform;
  const base = env.PORT === 0 ? `http://127.0.0.1:${platform.port}` : platform.baseUrl;
  const lines = [
    `AIX ready at ${base}`,
    '',
    `Data lies in ${env.dataDir}${env.DATABASE_URL ? ' (files) and in the database of DATABASE_URL' : ''}.`,
    ...(platform.twin && !env.K1_UPSTREAM
      ? ['The model is a stand-in: its opinions are no real judgement (set K1_UPSTREAM or SAGEMAKER=on for a real one).']
      : []),
    ...(platform.demoTenant
      ? [
          '',
          'Demo users (turn them off with DEMO=off):',
          ...DEMO_USERS.map((user) => `  ${user.username.padEnd(10)} ${user.password.padEnd(16)} ${user.roles.join(', ')}`),
        ]
      : ['', 'No demo users. First administrator: npx aix admin create --email ... --name ... --username ...']),
    '',
    'Stop with Ctrl-C.',
  ];
  io.stdout(`${lines.join('\n')}\n`);
}

async function stop(platform: LocalPlatform, io: CommandIo): Promise<number> {
  io.stdout('Stopping ...\n');
  const late = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), STOP_WITHIN).unref());
  if ((await Promise.race([platform.stop(), late])) === 'late') {
    const { postgres, temporal, worker } = platform.pids();
    for (const pid of [worker, temporal, postgres]) if (pid !== undefined) killQuietly(pid);
  }
  return EXIT.ok;
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
