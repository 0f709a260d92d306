// The environment of the local platform, read once by its entries (start, demo, doctor, backup). Empty strings count as unset.
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../workflows/definition/errors.ts';

const schema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  /** Where data lies. */
  AIX_DATA: z.string().default('.aix'),
  /** PEM files: with them the platform speaks https itself. */
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  /** Address of the trusted proxy that ends TLS in front. */
  PROXY: z.string().optional(),
  /** The address people type, where it differs from http://HOST:PORT. */
  BASE_URL: z.url().optional(),
  /** off: no demo tenant and users are made. */
  DEMO: z.enum(['on', 'off']).default('on'),
  DATABASE_URL: z.string().optional(),
  TEMPORAL_ADDRESS: z.string().optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_API_KEY: z.string().optional(),
  /** An OpenAI-compatible URL that the protocol twin forwards to instead of answering itself. */
  K1_UPSTREAM: z.url().optional(),
  /** A real SageMaker runtime instead of the twin: on, with AWS_REGION and credentials of the AWS SDK. */
  SAGEMAKER: z.enum(['on', 'off']).default('off'),
  AWS_REGION: z.string().default('ap-northeast-2'),
  MODEL_ENDPOINTS: z.string().optional(),
  ARTIFACT_STORE: z.string().optional(),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default('aix@localhost'),
});

export type LocalEnv = z.infer<typeof schema> & { readonly dataDir: string; readonly baseUrl: string };

/** @throws AppError 'usage', one sentence naming the variable. */
export function readLocalEnv(env: NodeJS.ProcessEnv, cwd: string = process.cwd()): LocalEnv {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const first = parsed.error.issues[0];
    throw new AppError('usage', `${first?.path.join('.') ?? 'A variable'} is not right: ${first?.message ?? 'invalid'}.`);
  }
  const settings = parsed.data;
  if ((settings.TLS_CERT === undefined) !== (settings.TLS_KEY === undefined))
    throw new AppError('usage', 'TLS_CERT and TLS_KEY belong together: set both or neither.');
  const scheme = settings.TLS_CERT ? 'https' : 'http';
  return {
    ...settings,
    dataDir: resolve(cwd, settings.AIX_DATA),
    baseUrl: settings.BASE_URL ?? `${scheme}://${printable(settings.HOST)}:${settings.PORT}`,
  };
}

/** Beyond this machine only with TLS (or a trusted proxy that ends it): a password must not cross a network in clear. */
export function assertSafeHost(env: LocalEnv): void {
  if (isLoopback(env.HOST) || env.TLS_CERT !== undefined || env.PROXY !== undefined) return;
  throw new AppError(
    'usage',
    `HOST=${env.HOST} opens AIX to the network: set TLS_CERT and TLS_KEY, or PROXY to the trusted proxy in front (docs/tablet.md shows how).`,
  );
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function printable(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}

/** Paths inside the data folder. */
export function layoutOf(dataDir: string) {
  return {
    release: join(dataDir, 'release.json'),
    running: join(dataDir, 'running.json'),
    postgres: join(dataDir, 'postgres'),
    temporal: join(dataDir, 'temporal'),
    artifacts: join(dataDir, 'artifacts'),
    modelObjects: join(dataDir, 'model-async'),
    logs: join(dataDir, 'logs'),
    keys: {
      payload: join(dataDir, 'keys', 'payload.key'),
      signIn: join(dataDir, 'keys', 'sign-in.key'),
      database: join(dataDir, 'keys', 'database.key'),
    },
  };
}
