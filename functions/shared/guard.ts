// The outermost middleware of the composed app: identity, permission by matched route, origin, size. A handler behind it runs only when all agree.
// It decides by the route that the router matched, never by the text of the URL, so that no spelling of a path can reach a route unguarded.
import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { AppError } from '../../workflows/definition/errors.ts';
import type { Actor } from './actor.ts';
import type { AppEnv } from './app-env.ts';
import { bufferBody } from './body.ts';
import { isSameOrigin } from './csrf.ts';
import { may, ROUTE_PERMISSIONS } from './permissions.ts';
import { isPublicRoute } from './public-paths.ts';

export interface GuardOptions {
  /** Also says which cookies to set, e.g. to clear a dead session. */
  readonly authenticate: (request: Request) => Promise<Actor | undefined>;
  readonly trustedOrigins: readonly string[];
  /** Bytes; photos may need more on the routes of `largeBodyRoutes`. */
  readonly bodyLimit?: number;
  readonly largeBodyLimit?: number;
}

const DEFAULT_BODY_LIMIT = 1024 * 1024;
const DEFAULT_LARGE_BODY_LIMIT = 25 * 1024 * 1024;
const MAX_HEADER_BYTES = 20_480;
const MAX_HEADERS = 100;

/** Routes that take photos and files. */
export const LARGE_BODY_ROUTES: ReadonlySet<string> = new Set([
  'POST /api/v1/artifacts',
  'POST /forms/:namespace/:name',
  'POST /tasks/:id',
]);

/** METHOD and pattern of the handler that will answer, or undefined where none does. Middleware is registered for all methods and does not count. */
export function matchedHandler(c: Context): { readonly method: string; readonly path: string } | undefined {
  const route = matchedRoutes(c).find((candidate) => candidate.method !== 'ALL');
  return route === undefined ? undefined : { method: route.method, path: route.path };
}

/** Whether a request is for the API rather than for a page: what is asked decides the kind of refusal (401 or 303), not whether there is one. */
export function isApiPath(path: string): boolean {
  return /^\/+api(\/|$)/i.test(path);
}

function refuseOddHeaders(request: Request): void {
  let bytes = 0;
  let count = 0;
  for (const [name, value] of request.headers) {
    bytes += name.length + value.length + 4;
    count += 1;
  }
  if (bytes > MAX_HEADER_BYTES || count > MAX_HEADERS) {
    throw new AppError('too-large', `The request has more than ${MAX_HEADER_BYTES} bytes or ${MAX_HEADERS} lines of headers.`);
  }
}

export function createGuard(options: GuardOptions): MiddlewareHandler<AppEnv> {
  const bodyLimit = options.bodyLimit ?? DEFAULT_BODY_LIMIT;
  const largeBodyLimit = options.largeBodyLimit ?? DEFAULT_LARGE_BODY_LIMIT;
  return async function guard(c, next) {
    refuseOddHeaders(c.req.raw);
    const route = matchedHandler(c);
    const key = route === undefined ? undefined : `${route.method} ${route.path}`;
    const open = route !== undefined && isPublicRoute(route.method, route.path);
    // A public page may still greet a signed-in person; only it must not fail when the database is down.
    const actor = open ? undefined : await options.authenticate(c.req.raw);
    c.set('actor', actor);
    if (!open) {
      if (actor === undefined) throw new AppError('unauthenticated', 'Sign in, or send an API key as "Authorization: Bearer aixk_...".');
      if (key === undefined) throw new AppError('not-found', 'Nothing is here. Check the address.');
      const permission = ROUTE_PERMISSIONS[key];
      if (permission === undefined || !may(actor, permission)) {
        throw new AppError('forbidden', `Your roles (${actor.roles.join(', ') || 'none'}) do not allow this.`, {
          context: { route: key, permission },
        });
      }
    }
    if (actor?.kind !== 'api-key' && !isSameOrigin(c.req.raw, options.trustedOrigins)) {
      throw new AppError('forbidden', 'The request comes from another site. Send it from a page of this one, or use an API key.');
    }
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      await bufferBody(c.req, key !== undefined && LARGE_BODY_ROUTES.has(key) ? largeBodyLimit : bodyLimit);
    }
    await next();
  };
}
