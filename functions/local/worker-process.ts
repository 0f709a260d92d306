// The worker as a child process: it can be killed at any moment, and the platform starts another.
import { fileURLToPath } from 'node:url';
import { AppError } from '../../workflows/definition/errors.ts';
import { startChild, type Child } from './child.ts';
import type { LocalEnv } from './env.ts';

export interface WorkerSettings {
  readonly env: LocalEnv;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly artifacts: string;
  readonly payloadKeyFile: string;
  readonly logFile: string;
  /** Of the twin; without it the region's own SageMaker runtime is used. */
  readonly modelUrl?: string;
  /** Where asynchronous answers of the model appear. */
  readonly modelObjects: string;
}

const ENTRY = fileURLToPath(new URL('../../workflows/worker/local.ts', import.meta.url));
const TSX = fileURLToPath(import.meta.resolve('tsx/esm'));

/** Resolves once the worker polls. @throws AppError 'unavailable' when it ends before that. */
export async function startWorkerProcess(settings: WorkerSettings): Promise<Child> {
  const child = startChild({
    command: process.execPath,
    args: ['--import', TSX, ENTRY],
    env: workerEnvironment(settings),
    logFile: settings.logFile,
    ipc: true,
  });
  const ready = new Promise<'ready'>((resolve) => child.process.once('message', () => resolve('ready')));
  const first = await Promise.race([ready, child.exited]);
  if (first !== 'ready') throw new AppError('unavailable', `The worker ended while starting (${first}); see ${settings.logFile}.`);
  return child;
}

function workerEnvironment(settings: WorkerSettings): NodeJS.ProcessEnv {
  const { env } = settings;
  const optional = {
    TEMPORAL_API_KEY: env.TEMPORAL_API_KEY,
    MODEL_ENDPOINTS: env.MODEL_ENDPOINTS,
    SMTP_URL: env.SMTP_URL,
    SAGEMAKER_RUNTIME_URL: settings.modelUrl,
  };
  return {
    ...process.env,
    DATABASE_URL: settings.databaseUrl,
    TEMPORAL_ADDRESS: settings.temporalAddress,
    TEMPORAL_NAMESPACE: env.TEMPORAL_NAMESPACE,
    ARTIFACT_STORE: settings.artifacts,
    PAYLOAD_KEY_FILE: settings.payloadKeyFile,
    ...(settings.modelUrl === undefined ? {} : { MODEL_OBJECTS: settings.modelObjects }),
    // The SDK's notice about coming Node versions is for us, not for the log of a factory.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_REGION: env.AWS_REGION,
    MAIL_FROM: env.MAIL_FROM,
    BASE_URL: env.baseUrl,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}
