// Gives a stored file to a browser. Only a report's own HTML page is shown in place, sandboxed and without scripts; all else downloads.
import type { Hono } from 'hono';
import { AppError } from '../../workflows/definition/errors.ts';
import { actorOf, type AppEnv } from '../shared/app-env.ts';
import { isUuid } from './read-id.ts';
import type { WebDeps } from './web-deps.ts';

/** The stored page carries its own style element and inline pictures; nothing in it may run, load from elsewhere or be sent. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'self'; sandbox";
const FILE_POLICY = "default-src 'none'; sandbox";
/** Types that a browser only draws. */
const SHOWN_IN_PLACE = new Set(['image/png', 'image/jpeg', 'image/webp']);

export function addArtifactRoute(app: Hono<AppEnv>, deps: Pick<WebDeps, 'artifacts'>): void {
  app.get('/artifacts/:id', async (c) => {
    const id = c.req.param('id');
    const artifact = isUuid(id) ? await deps.artifacts.open(actorOf(c), id) : undefined;
    if (artifact === undefined) throw new AppError('not-found', 'No file has this id.');
    const type = artifact.contentType.split(';')[0]?.trim().toLowerCase() ?? '';
    const page = type === 'text/html';
    c.header('content-type', artifact.contentType);
    c.header('content-security-policy', page ? PAGE_POLICY : FILE_POLICY);
    c.header('x-frame-options', page ? 'SAMEORIGIN' : 'DENY');
    c.header('content-disposition', disposition(page || SHOWN_IN_PLACE.has(type) ? 'inline' : 'attachment', artifact.name));
    c.header('cache-control', 'private, no-store');
    return c.body(artifact.body);
  });
}

/** RFC 6266: an ASCII name for old readers, the true one (Korean too) beside it. */
export function disposition(kind: 'inline' | 'attachment', name: string): string {
  const ascii = name.replace(/[^A-Za-z0-9._ -]/g, '_') || 'file';
  const utf8 = encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${utf8}`;
}
