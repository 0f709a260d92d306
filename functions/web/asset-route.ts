// Serves the hashed files, compressed once when they were made. Public: nothing of a tenant is in them.
import type { Hono } from 'hono';
import { AppError } from '../../workflows/definition/errors.ts';
import type { AppEnv } from '../shared/app-env.ts';
import type { Assets } from './assets.ts';

export function addAssetRoute(app: Hono<AppEnv>, assets: Assets): void {
  app.get('/assets/:file', (c) => {
    const asset = assets.find(c.req.param('file'));
    if (asset === undefined) throw new AppError('not-found', 'No such file.');
    c.header('content-type', asset.contentType);
    c.header('cache-control', 'public, max-age=31536000, immutable');
    c.header('vary', 'accept-encoding');
    const zipped = asset.gzip !== undefined && /\bgzip\b/.test(c.req.header('accept-encoding') ?? '') ? asset.gzip : undefined;
    if (zipped !== undefined) c.header('content-encoding', 'gzip');
    return c.body(zipped ?? asset.body);
  });
}
