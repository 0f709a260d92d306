// API and pages on the cloud's parts, as one app: the composition root of Lambda, as functions/local is that of a machine. Reads no environment.
import type { Context, Hono } from 'hono';
import type { LambdaEvent } from 'hono/aws-lambda';
import { createDatabase } from '../../db/client.ts';
import type { ArtifactStore } from '../../workflows/payload/artifact-store.ts';
import { createDataConverter } from '../../workflows/payload/data-converter.ts';
import { createDerivedKeyRing } from '../../workflows/payload/key-ring.ts';
import { composeApp } from '../shared/app.ts';
import type { AppEnv } from '../shared/app-env.ts';
import { createEngineGateway } from '../shared/engine-gateway.ts';
import type { Logger } from '../shared/logging.ts';
import { createRateLimiter, RATE_LIMITS } from '../shared/rate-limit.ts';
import { createRunLive } from '../shared/run-live.ts';
import { createServices } from '../shared/services.ts';
import { createSignIn } from '../shared/sign-in.ts';
import type { Assets } from '../web/assets.ts';
import { createDatabaseViews } from '../web/database-views.ts';
import { createErrorPage } from '../web/error-page.tsx';
import { createWebActions } from '../web/web-actions.ts';
import { createWeb } from '../web/web.tsx';
import { createApi } from './app.ts';

export interface LambdaParts {
  readonly baseUrl: string;
  readonly databaseUrl: string;
  readonly signInSecret: string;
  /** 32 bytes in hex, the same as the workers have. */
  readonly payloadKey: string;
  readonly temporal: { readonly address: string; readonly namespace: string; readonly apiKey?: string };
  readonly store: ArtifactStore;
  readonly assets: Assets;
  readonly logger: Logger;
}

interface Bindings {
  readonly event?: LambdaEvent;
}

/** The front door wrote it (cdk/edge/viewer.js); only its signed requests reach the function. */
function viewerAddress(c: Context): string | undefined {
  return (c.env as Bindings | undefined)?.event?.headers?.['x-aix-viewer-address'] as string | undefined;
}

/** The origin's signature takes the place of Authorization on the way; the front door kept the viewer's own beside it. */
export function restoreAuthorization(request: Request): Request {
  const kept = request.headers.get('x-aix-authorization');
  const headers = new Headers(request.headers);
  headers.delete('authorization');
  headers.delete('x-aix-authorization');
  if (kept !== null) headers.set('authorization', kept);
  return new Request(request, { headers });
}

export function createLambdaApp(parts: LambdaParts): Pick<Hono<AppEnv>, 'fetch'> {
  const { baseUrl, logger, assets, store } = parts;
  // One request at a time in one copy of the function: a few connections are enough.
  const database = createDatabase({ url: parts.databaseUrl, max: 3 });
  const dataConverter = createDataConverter({
    keys: createDerivedKeyRing(Buffer.from(parts.payloadKey, 'hex')),
    store,
    namespace: parts.temporal.namespace,
  });
  const engine = createEngineGateway({ ...parts.temporal, dataConverter });
  const services = createServices({ database, engine, store });
  const signIn = createSignIn({ database, baseUrl, secret: parts.signInSecret });
  const api = createApi({
    database,
    signIn,
    ...services,
    // A function's answer is sent when it is whole: short looks, and the client comes again with the last id it saw.
    live: createRunLive({ database, longestMilliseconds: 5_000 }),
    baseUrl,
    version: '0.1.0',
    submissions: createRateLimiter(RATE_LIMITS.submissions),
    logger,
  });
  const now = () => new Date();
  const web = createWeb({
    ...createDatabaseViews({ database, schedules: services.scheduleEngine }),
    assets,
    ...createWebActions({ services, signIn }),
    now,
  });
  const app = composeApp({
    api,
    web,
    signIn,
    baseUrl,
    health: { database: () => database.ping(), temporal: () => engine.ping(), worker: () => requireWorker(engine) },
    errorPage: createErrorPage({ assets, now }),
    logger,
    addressOf: viewerAddress,
  });
  return { fetch: (request, env, context) => app.fetch(restoreAuthorization(request), env, context) };
}

async function requireWorker(engine: ReturnType<typeof createEngineGateway>): Promise<void> {
  if (!(await engine.workersPolling())) throw new Error('no worker asks for work');
}
