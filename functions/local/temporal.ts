// Starts a real Temporal dev server on a loopback port, with the settings that engine measurements asked for.
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';
import { AppError } from '../../workflows/definition/errors.ts';
import { startChild, stopOrphan, type Child } from './child.ts';
import { findTemporalBinary } from './temporal-binary.ts';

export interface TemporalServer {
  readonly address: string;
  readonly pid: number;
  readonly child: Child;
  stop(): Promise<void>;
}

export interface TemporalOptions {
  /** Folder for its store, pid and log; without it nothing is kept (ephemeral). */
  readonly dataDir?: string;
  readonly port?: number;
  readonly progress?: (line: string) => void;
  /** Virtual time for dry runs and workflow tests. */
  readonly timeSkipping?: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

const DYNAMIC_CONFIG = [
  // The 50 ms grid of the default (20 per shard) is what makes a sequential step slow.
  'history.transferProcessorMaxPollRPS=300',
  'history.timerProcessorMaxPollRPS=300',
  // Updates of a run: long approvals chains stay far below, tests of 2,000 do not.
  'history.maxTotalUpdates=4000',
  'frontend.enableUpdateWorkflowExecution=true',
];

export async function startTemporal(options: TemporalOptions = {}): Promise<TemporalServer> {
  const binary = await findTemporalBinary({
    ...(options.env ? { env: options.env } : {}),
    ...(options.progress ? { progress: options.progress } : {}),
  });
  const pidFile = options.dataDir ? join(options.dataDir, 'temporal.pid') : undefined;
  if (pidFile) await stopOrphan(pidFile);
  const port = options.port ?? (await freePort());
  const child = startChild({
    command: binary.path,
    args: serverArguments(port, options),
    ...(options.env ? { env: options.env } : {}),
    ...(options.dataDir ? { logFile: join(options.dataDir, 'temporal.log') } : {}),
    ...(pidFile ? { pidFile } : {}),
  });
  await waitForPort(port, child);
  return { address: `127.0.0.1:${port}`, pid: child.pid, child, stop: () => child.stop() };
}

function serverArguments(port: number, options: TemporalOptions): string[] {
  const config = options.timeSkipping ? [...DYNAMIC_CONFIG, 'frontend.WorkflowTimeSkippingEnabled=true'] : DYNAMIC_CONFIG;
  return [
    'server',
    'start-dev',
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--headless',
    '--log-level',
    'error',
    ...(options.dataDir ? ['--db-filename', join(options.dataDir, 'temporal.db')] : []),
    '--sqlite-pragma',
    'journal_mode=wal',
    '--sqlite-pragma',
    'synchronous=normal',
    ...config.flatMap((entry) => ['--dynamic-config-value', entry]),
    ...['AixTenant', 'AixSite', 'AixLine', 'AixDefinition', 'AixVersion', 'AixStatus'].flatMap((name) => [
      '--search-attribute',
      `${name}=Keyword`,
    ]),
  ];
}

/** A port that was free a moment ago; only for servers that cannot report a port of their own choosing. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

async function waitForPort(port: number, child: Child): Promise<void> {
  let exit: number | string | undefined;
  void child.exited.then((code) => (exit = code));
  for (let waited = 0; waited < 20_000; waited += 25) {
    if (exit !== undefined)
      throw new AppError(
        'unavailable',
        `The Temporal server ended while starting (${exit}); see its log, or set TEMPORAL_ADDRESS to a running server.`,
      );
    if (await accepts(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await child.stop();
  throw new AppError(
    'unavailable',
    'The Temporal server did not answer within 20 s; see its log, or set TEMPORAL_ADDRESS to a running server.',
  );
}

async function accepts(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
