// Cross-site request check for every unsafe method. Hono's csrf looks at form content types only, so JSON from a foreign page would pass it.

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request may change something as far as its origin goes.
 * A browser always says where an unsafe request comes from (Origin, Sec-Fetch-Site). Whatever is said must be ours; a request with a cookie must say it.
 * A request with an API key is no browser's doing (a foreign page cannot set Authorization without CORS, which we never grant), so nothing need be said.
 */
export function isSameOrigin(request: Request, trustedOrigins: readonly string[]): boolean {
  if (SAFE_METHODS.has(request.method)) return true;
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  if (origin !== null && !trustedOrigins.includes(origin)) return false;
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  if (origin !== null || site !== null) return true;
  return request.headers.get('cookie') === null;
}
