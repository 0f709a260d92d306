// The closed list of what answers without a session. Everything else needs one; a test walks every route of the composed app against this list.
// Entries are route patterns as the router knows them, compared with the route that matched: never with the text of the URL.

export const PUBLIC_ROUTES: readonly string[] = [
  'GET /healthz',
  'GET /readyz',
  'GET /sign-in',
  'POST /sign-in',
  'GET /sign-in/invitation/:token',
  'POST /sign-in/invitation/:token',
  'POST /api/auth/sign-in/username',
  'POST /api/auth/sign-in/email',
  'POST /api/auth/invitation',
  /** File names carry a hash of their content; nothing of a tenant is there. */
  'GET /assets/:file',
  /** Signed by their sender (Standard Webhooks); the route verifies before it reads. */
  'POST /hooks/:tenant/:source',
];

const publicRoutes = new Set(PUBLIC_ROUTES);

export function isPublicRoute(method: string, pattern: string): boolean {
  return publicRoutes.has(`${method} ${pattern}`);
}

const LOCAL_PATH = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/;

/** Where to go after sign-in: a path on this host, or "/" for anything else (another host, "//", "\", control characters, sign-in itself). */
export function safeNext(next: string | undefined | null): string {
  if (next === undefined || next === null || next.length > 2048 || !LOCAL_PATH.test(next)) return '/';
  const url = URL.canParse(next, 'http://aix.invalid') ? new URL(next, 'http://aix.invalid') : undefined;
  if (url === undefined || url.origin !== 'http://aix.invalid' || url.pathname.startsWith('//')) return '/';
  return url.pathname === '/sign-in' || url.pathname.startsWith('/sign-in/') || url.pathname.startsWith('/api/')
    ? '/'
    : `${url.pathname}${url.search}`;
}
