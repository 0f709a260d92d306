// The whole platform in one process tree: starts every part, keeps it alive, stops all of it. The composition root of a machine.
import { mkdirSync } from 'node:fs';
import { applicationUrl, migrate } from '../../db/migrate.ts';
import { createDatabase, type Database } from '../../db/client.ts';
import { AppError } from '../../workflows/definition/errors.ts';
import { createFolderObjectStore } from '../../workflows/k1/folder-object-store.ts';
import { createTwin, type Twin } from '../../workflows/k1/twin/twin.ts';
import { createDataConverter } from '../../workflows/payload/data-converter.ts';
import { createDerivedKeyRing, readOrCreateKey } from '../../workflows/payload/key-ring.ts';
import { openArtifactStore } from '../../workflows/payload/open-store.ts';
import { workflowBundle } from '../../workflows/worker/workflow-bundle.ts';
import { startPlatformRelay } from '../relay/platform-relay.ts';
import { demoExists, seedDemo } from '../shared/demo-tenant.ts';
import { createEngineGateway, type EngineGateway } from '../shared/engine-gateway.ts';
import { createServices, type Services } from '../shared/services.ts';
import { createSignIn, type SignIn } from '../shared/sign-in.ts';
import { composeLocalApp } from './compose-app.ts';
import { claimFolder, writeRelease } from './data-folder.ts';
import { assertSafeHost, isLoopback, layoutOf, type LocalEnv } from './env.ts';
import { assertPortFree, listen } from './http-server.ts';
import { publishLibrary } from './library.ts';
import { createFileLogger } from './log-file.ts';
import { startPostgres } from './postgres.ts';
import { supervise, type Part, type Supervised } from './supervisor.ts';
import { startTemporal } from './temporal.ts';
import { startWorkerProcess, type WorkerSettings } from './worker-process.ts';

export interface LocalPlatform {
  readonly baseUrl: string;
  readonly port: number;
  readonly env: LocalEnv;
  /** Process ids of the parts that are processes of their own, as of now. */
  pids(): { readonly postgres?: number; readonly temporal?: number; readonly worker: number };
  readonly twin: Twin | undefined;
  readonly database: Database;
  readonly ownerUrl: string;
  readonly engine: EngineGateway;
  readonly services: Services;
  readonly signIn: SignIn;
  /** Id of the demo tenant, where there is one. */
  readonly demoTenant: string | undefined;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly progress?: (line: string) => void;
  /** Times of the model's stand-in: 1 as the real hardware, 0 at once. */
  readonly timingFactor?: number;
}

type Cleanups = (() => Promise<void>)[];

/** @throws AppError with one sentence and a remedy; whatever had been started by then is stopped again. */
export async function startLocal(env: LocalEnv, options: StartOptions = {}): Promise<LocalPlatform> {
  assertSafeHost(env);
  await assertPortFree(env);
  mkdirSync(env.dataDir, { recursive: true });
  const cleanups: Cleanups = [claimFolder(env)];
  const stop = async (): Promise<void> => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup().catch(() => undefined);
  };
  try {
    return { ...(await startParts(env, options, cleanups)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(env: LocalEnv, options: StartOptions, cleanups: Cleanups): Promise<Omit<LocalPlatform, 'stop'>> {
  const progress = options.progress ?? (() => {});
  const layout = layoutOf(env.dataDir);
  mkdirSync(layout.logs, { recursive: true });
  const logger = createFileLogger(layout.logs, cleanups);
  const log = (line: string): void => logger.log('warn', 'part', { line });
  const keys = {
    payload: readOrCreateKey(layout.keys.payload),
    signIn: readOrCreateKey(layout.keys.signIn),
    database: readOrCreateKey(layout.keys.database),
  };
  // Side by side: nothing here needs another part.
  const [postgres, temporal, twin] = await allStarted([
    keep(
      cleanups,
      env.DATABASE_URL
        ? undefined
        : async () =>
            await supervise(
              'PostgreSQL',
              pinned(
                (port) => startPostgres({ dataDir: layout.postgres, progress, ...port }),
                (server) => server.port,
              ),
              log,
            ),
    ),
    keep(
      cleanups,
      env.TEMPORAL_ADDRESS
        ? undefined
        : async () =>
            await supervise(
              'Temporal',
              pinned(
                (port) => startTemporal({ dataDir: layout.temporal, progress, ...port }),
                (server) => Number(server.address.split(':').at(-1)),
              ),
              log,
            ),
    ),
    startTwin(env, options, cleanups),
    workflowBundle({ progress }),
  ]);
  const ownerUrl = env.DATABASE_URL ?? (postgres as Supervised<Part & { ownerUrl: string }>).current().ownerUrl;
  const password = Buffer.from(keys.database).toString('hex');
  await migrate({ ownerUrl, appPassword: password });
  writeRelease(layout.release);
  const databaseUrl = applicationUrl(ownerUrl, password);
  const database = createDatabase({ url: databaseUrl, max: 16 });
  cleanups.push(async () => await database.close());
  const store = openArtifactStore(env.ARTIFACT_STORE ?? layout.artifacts, env.AWS_REGION);
  const address = env.TEMPORAL_ADDRESS ?? (temporal as Supervised<Part & { address: string }>).current().address;
  const dataConverter = createDataConverter({ keys: createDerivedKeyRing(keys.payload), store, namespace: env.TEMPORAL_NAMESPACE });
  const engine = createEngineGateway({
    address,
    namespace: env.TEMPORAL_NAMESPACE,
    dataConverter,
    ...(env.TEMPORAL_API_KEY ? { apiKey: env.TEMPORAL_API_KEY } : {}),
  });
  cleanups.push(async () => await engine.close());
  const services = createServices({ database, engine, store });
  const signIn = createSignIn({ database, baseUrl: env.baseUrl, secret: Buffer.from(keys.signIn).toString('hex') });
  const demoTenant = await openDemo(env, signIn);
  if (demoTenant !== undefined) await publishLibrary({ database, tenant: demoTenant });
  const settings: WorkerSettings = {
    env,
    databaseUrl,
    temporalAddress: address,
    artifacts: env.ARTIFACT_STORE ?? layout.artifacts,
    payloadKeyFile: layout.keys.payload,
    logFile: `${layout.logs}/worker.log`,
    modelObjects: layout.modelObjects,
    ...(twin ? { modelUrl: twin.url } : {}),
  };
  const worker = await supervise('The worker', async () => await startWorkerProcess(settings), log);
  cleanups.push(async () => await worker.stop());
  const relay = startPlatformRelay({ database, engine, scheduleEngine: services.scheduleEngine, logger });
  cleanups.push(async () => await relay.stop());
  const app = await composeLocalApp({
    env,
    database,
    engine,
    services,
    signIn,
    logger,
    standIn: twin !== undefined && env.K1_UPSTREAM === undefined,
    demo: demoTenant !== undefined,
    ...(twin ? { modelUrl: twin.url } : {}),
  });
  const server = await listen({
    fetch: app,
    host: env.HOST,
    port: env.PORT,
    ...(env.TLS_CERT && env.TLS_KEY ? { tls: { certFile: env.TLS_CERT, keyFile: env.TLS_KEY } } : {}),
  });
  cleanups.push(async () => await server.close());
  return {
    baseUrl: env.baseUrl,
    port: server.port,
    env,
    twin,
    database,
    ownerUrl,
    engine,
    services,
    signIn,
    demoTenant,
    pids: () => ({
      worker: worker.current().pid,
      ...(postgres ? { postgres: postgres.current().pid } : {}),
      ...(temporal ? { temporal: temporal.current().pid } : {}),
    }),
  };
}

/** Waits for all, also when one fails: a part that comes up after the clean-up would be left running. */
async function allStarted<T extends readonly unknown[]>(parts: { readonly [K in keyof T]: Promise<T[K]> }): Promise<T> {
  const settled = await Promise.allSettled(parts);
  const failed = settled.find((part) => part.status === 'rejected');
  if (failed) throw failed.reason;
  return settled.map((part) => (part as PromiseFulfilledResult<unknown>).value) as unknown as T;
}

async function keep<T extends Part>(
  cleanups: Cleanups,
  start: (() => Promise<Supervised<T>>) | undefined,
): Promise<Supervised<T> | undefined> {
  if (!start) return undefined;
  const part = await start();
  cleanups.push(async () => await part.stop());
  return part;
}

/** A part that comes back must come back on its port: every connection string has it. */
function pinned<T>(start: (port: { port?: number }) => Promise<T>, portOf: (part: T) => number): () => Promise<T & Part> {
  let known: number | undefined;
  return async () => {
    const part = await start(known === undefined ? {} : { port: known });
    known = portOf(part);
    return (
      'exited' in (part as object)
        ? part
        : Object.assign({}, part, { exited: (part as unknown as { child: { exited: Promise<number | string> } }).child.exited })
    ) as T & Part;
  };
}

async function startTwin(env: LocalEnv, options: StartOptions, cleanups: Cleanups): Promise<Twin | undefined> {
  if (env.SAGEMAKER === 'on') return undefined;
  // A folder that the worker's process reads too: asynchronous answers arrive as files.
  const twin = await createTwin({
    timingFactor: options.timingFactor ?? 1,
    store: createFolderObjectStore(layoutOf(env.dataDir).modelObjects),
    ...(env.K1_UPSTREAM ? { upstream: env.K1_UPSTREAM } : {}),
  });
  cleanups.push(async () => await twin.close());
  return twin;
}

/** Demo users have published passwords: they are made on a machine of one's own only, and a server for others refuses to start with them. */
async function openDemo(env: LocalEnv, signIn: SignIn): Promise<string | undefined> {
  const own = isLoopback(env.HOST) && env.PROXY === undefined;
  if (!own && (await demoExists(signIn.members))) {
    throw new AppError(
      'forbidden',
      'The demo users (with published passwords) are in this database; start with a fresh AIX_DATA and DEMO=off before opening AIX to the network.',
    );
  }
  if (!own || env.DEMO === 'off') return undefined;
  return (await seedDemo(signIn.members, { local: true })).tenant;
}
