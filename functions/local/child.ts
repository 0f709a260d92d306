// A child process of ours: started, watched, stopped by pid, and found again after a kill -9 of its parent.
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Child {
  readonly pid: number;
  readonly process: ChildProcess;
  /** Resolves with the exit code (or signal name) once it is gone. */
  readonly exited: Promise<number | string>;
  stop(graceMilliseconds?: number): Promise<void>;
}

export interface ChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly logFile?: string;
  /** Where its pid is kept, so that the next start can stop an orphan of ours. */
  readonly pidFile?: string;
  /** An IPC channel lets a Node child notice that its parent is gone. */
  readonly ipc?: boolean;
  readonly uid?: number;
  readonly gid?: number;
}

export function startChild(options: ChildOptions): Child {
  if (options.logFile) mkdirSync(dirname(options.logFile), { recursive: true });
  const child = spawn(options.command, [...options.args], {
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe', ...(options.ipc ? (['ipc'] as const) : [])],
    // A group of its own: Ctrl-C in the terminal must reach only the parent, which stops its children in order.
    detached: true,
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.gid === undefined ? {} : { gid: options.gid }),
  });
  const log = options.logFile ? createWriteStream(options.logFile, { flags: 'a' }) : undefined;
  for (const stream of [child.stdout, child.stderr]) {
    if (log) stream?.pipe(log, { end: false });
    else stream?.resume();
  }
  const exited = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
    child.once('error', (error) => resolve(error.message));
  });
  const pid = child.pid ?? -1;
  if (options.pidFile && pid > 0) writeFileSync(options.pidFile, `${pid}\n${options.command}\n`);
  void exited.then(() => {
    log?.end();
    if (options.pidFile && readPid(options.pidFile)?.pid === pid) rmSync(options.pidFile, { force: true });
  });
  return { pid, process: child, exited, stop: (grace) => stopProcess(child, exited, grace) };
}

async function stopProcess(child: ChildProcess, exited: Promise<unknown>, graceMilliseconds = 5_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMilliseconds);
  await exited;
  clearTimeout(timer);
}

function readPid(pidFile: string): { pid: number; command: string } | undefined {
  if (!existsSync(pidFile)) return undefined;
  const [pid, command] = readFileSync(pidFile, 'utf8').split('\n');
  return pid && Number.isInteger(Number(pid)) ? { pid: Number(pid), command: command ?? '' } : undefined;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Stops what an earlier, killed start of ours left running. The pid file alone is no proof (pids are reused),
 * so the process must still run the recorded command.
 */
export async function stopOrphan(pidFile: string): Promise<boolean> {
  const recorded = readPid(pidFile);
  if (!recorded || !isAlive(recorded.pid) || !(await commandOf(recorded.pid)).includes(recorded.command)) {
    rmSync(pidFile, { force: true });
    return false;
  }
  process.kill(recorded.pid, 'SIGTERM');
  for (let waited = 0; waited < 5_000 && isAlive(recorded.pid); waited += 50) await new Promise((resolve) => setTimeout(resolve, 50));
  if (isAlive(recorded.pid)) process.kill(recorded.pid, 'SIGKILL');
  rmSync(pidFile, { force: true });
  return true;
}

async function commandOf(pid: number): Promise<string> {
  if (existsSync(`/proc/${pid}/cmdline`)) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  return await new Promise((resolve) => {
    const ps = spawn('ps', ['-o', 'command=', '-p', String(pid)], { stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    ps.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    ps.once('close', () => resolve(text));
    ps.once('error', () => resolve(''));
  });
}
