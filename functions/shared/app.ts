// API and pages composed once: the same app behind the local server and behind Lambda. Order matters: what refuses comes before what serves.
import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { AppError } from '../../workflows/definition/errors.ts';
import type { Actor } from './actor.ts';
import { rememberAddress } from './address.ts';
import type { AppEnv } from './app-env.ts';
import { createGuard, isApiPath, matchedHandler } from './guard.ts';
import { checkHealth, type HealthCheck } from './health.ts';
import { errorFacts, type Logger, SILENT } from './logging.ts';
import { HTTP_ERRORS, problemResponse } from './problem.ts';
import { safeNext } from './public-paths.ts';
import { securityHeaders } from './security-headers.ts';

export interface ComposeAppOptions {
  readonly api: Hono<AppEnv>;
  /** Pages; absent where only the API is served. */
  readonly web?: Hono<AppEnv>;
  readonly signIn: { readonly authenticate: (request: Request) => Promise<Actor | undefined> };
  readonly baseUrl: string;
  /** Origins that may post: the base URL's own is always one. */
  readonly trustedOrigins?: readonly string[];
  /** What /readyz asks: database, temporal, worker, model. */
  readonly health: Readonly<Record<string, HealthCheck>>;
  /** Whether /readyz tells a stranger why something is down. On a machine of one's own, yes. */
  readonly healthDetails?: boolean;
  readonly logger?: Logger;
  /** The peer's address from the connection itself (socket, Lambda request context). */
  readonly addressOf?: (c: Context) => string | undefined;
  /** Draws an error as a page; without it, or should it throw, a page that fails gives plain text. */
  readonly errorPage?: (c: Context<AppEnv>, error: AppError | undefined, status: number) => Response | Promise<Response>;
  readonly bodyLimit?: number;
  readonly largeBodyLimit?: number;
}

/** Patterns of the hashed files that may be cached for ever. */
const ASSET_ROUTE = '/assets/:file';

function createErrorHandler(options: ComposeAppOptions, logger: Logger) {
  return async (error: unknown, c: Context<AppEnv>): Promise<Response> => {
    const requestId = c.get('requestId') ?? 'unknown';
    const known = error instanceof AppError ? error : undefined;
    const status = HTTP_ERRORS[known?.code ?? 'internal'].status;
    if (status >= 500) logger.log('error', 'request-failed', { requestId, path: c.req.path, ...errorFacts(error) });
    if (isApiPath(c.req.path)) return problemResponse(error, requestId);
    if (status === 401) {
      const url = new URL(c.req.url);
      const next = safeNext(`${url.pathname}${url.search}`);
      return c.redirect(next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`, 303);
    }
    if (options.errorPage !== undefined) {
      try {
        return await options.errorPage(c, known, status);
      } catch (pageError) {
        logger.log('error', 'error-page-failed', { requestId, ...errorFacts(pageError) });
      }
    }
    return problemResponse(error, requestId);
  };
}

/** Request id, headers and one log line around everything, refusals included. */
function frame(options: ComposeAppOptions, logger: Logger) {
  const https = options.baseUrl.startsWith('https:');
  return async (c: Context<AppEnv>, next: () => Promise<void>): Promise<void> => {
    const started = performance.now();
    c.set('requestId', randomUUID());
    c.set('nonce', randomUUID().replaceAll('-', ''));
    const address = options.addressOf?.(c) ?? 'unknown';
    c.set('address', address);
    rememberAddress(c.req.raw, address);
    await next();
    const asset = matchedHandler(c)?.path === ASSET_ROUTE && c.res.status === 200;
    const headers = c.res.headers;
    for (const [name, value] of Object.entries(securityHeaders({ nonce: c.get('nonce'), https }))) {
      if (!headers.has(name)) headers.set(name, value);
    }
    if (!headers.has('cache-control')) headers.set('cache-control', asset ? 'public, max-age=31536000, immutable' : 'no-store');
    headers.set('x-request-id', c.get('requestId'));
    logger.log('info', 'request', {
      requestId: c.get('requestId'),
      method: c.req.method,
      route: matchedHandler(c)?.path,
      status: c.res.status,
      milliseconds: Math.round(performance.now() - started),
      tenant: c.get('actor')?.tenant,
      user: c.get('actor')?.userId,
    });
  };
}

export function composeApp(options: ComposeAppOptions): Hono<AppEnv> {
  const logger = options.logger ?? SILENT;
  const app = new Hono<AppEnv>();
  const trustedOrigins = [new URL(options.baseUrl).origin, ...(options.trustedOrigins ?? [])];
  app.use('*', frame(options, logger));
  app.use(
    '*',
    createGuard({
      authenticate: options.signIn.authenticate,
      trustedOrigins,
      bodyLimit: options.bodyLimit,
      largeBodyLimit: options.largeBodyLimit,
    }),
  );
  app.get('/healthz', (c) => c.json({ status: 'alive' }));
  app.get('/readyz', async (c) => {
    const report = await checkHealth(options.health);
    const shown =
      options.healthDetails === true
        ? report.components
        : Object.fromEntries(Object.entries(report.components).map(([name, { state }]) => [name, { state }]));
    return c.json({ status: report.status, components: shown }, report.status === 'ready' ? 200 : 503);
  });
  app.route('/', options.api);
  if (options.web !== undefined) app.route('/', options.web);
  app.notFound(() => {
    throw new AppError('not-found', 'Nothing is here. Check the address.');
  });
  app.onError(createErrorHandler(options, logger));
  return app;
}
