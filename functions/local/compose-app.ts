// API and pages on the local platform's parts, as one app for the one port.
import type { HttpBindings } from '@hono/node-server';
import { createApi } from '../api/app.ts';
import { composeApp } from '../shared/app.ts';
import type { Database } from '../../db/client.ts';
import type { EngineGateway } from '../shared/engine-gateway.ts';
import { DEMO_USERS } from '../shared/demo-tenant.ts';
import type { Logger } from '../shared/logging.ts';
import { createRateLimiter, RATE_LIMITS } from '../shared/rate-limit.ts';
import type { Services } from '../shared/services.ts';
import type { SignIn } from '../shared/sign-in.ts';
import { buildAssets } from '../web/build-assets.ts';
import { createDatabaseViews } from '../web/database-views.ts';
import { createErrorPage } from '../web/error-page.tsx';
import { createWebActions } from '../web/web-actions.ts';
import { createWeb } from '../web/web.tsx';
import type { LocalEnv } from './env.ts';

export interface ComposeLocal {
  readonly env: LocalEnv;
  readonly database: Database;
  readonly engine: EngineGateway;
  readonly services: Services;
  readonly signIn: SignIn;
  readonly logger: Logger;
  readonly demo: boolean;
  /** The model is the twin answering by itself. */
  readonly standIn: boolean;
  readonly modelUrl?: string;
}

export async function composeLocalApp(parts: ComposeLocal): Promise<(request: Request, bindings: unknown) => Response | Promise<Response>> {
  const { env, database, engine, services, signIn, logger } = parts;
  const api = createApi({
    database,
    signIn,
    ...services,
    baseUrl: env.baseUrl,
    version: '0.1.0',
    submissions: createRateLimiter(RATE_LIMITS.submissions),
    logger,
  });
  const assets = await buildAssets();
  const now = () => new Date();
  const web = createWeb({
    ...createDatabaseViews({ database, schedules: services.scheduleEngine }),
    assets,
    ...createWebActions({ services, signIn }),
    now,
    ...(parts.demo
      ? {
          demoUsers: DEMO_USERS.map((user) => ({
            user: user.username,
            name: user.name,
            role: user.roles.join(', '),
            password: user.password,
          })),
        }
      : {}),
  });
  const app = composeApp({
    api,
    web,
    signIn,
    errorPage: createErrorPage({ assets, now }),
    baseUrl: env.baseUrl,
    trustedOrigins: [`http://127.0.0.1:${env.PORT}`, `http://localhost:${env.PORT}`],
    health: {
      database: async () => await database.ping(),
      temporal: async () => await engine.ping(),
      worker: async () => {
        if (!(await engine.workersPolling())) throw new Error('no worker asks for work');
      },
      model: async () => await modelHealth(parts),
    },
    healthDetails: true,
    logger,
    addressOf: (c) => (c.env as HttpBindings).incoming?.socket.remoteAddress,
  });
  return (request, bindings) => app.fetch(request, bindings as never);
}

async function modelHealth({ modelUrl, standIn }: ComposeLocal): Promise<string> {
  if (modelUrl === undefined) return 'SageMaker endpoint, asked when needed';
  await fetch(`${modelUrl}/healthz`);
  return standIn ? 'stand-in model, no real judgement' : 'forwards to K1_UPSTREAM';
}
