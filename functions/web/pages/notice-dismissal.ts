// Takes a notice off the home page when its reader says so. A post, since a link would let any page do it.
import type { Hono } from 'hono';
import { AppError } from '../../../workflows/definition/errors.ts';
import { actorOf, type AppEnv } from '../../shared/app-env.ts';
import { isUuid } from '../read-id.ts';
import type { WebDeps } from '../web-deps.ts';

export function addNoticeDismissal(app: Hono<AppEnv>, deps: Pick<WebDeps, 'notices'>): void {
  app.post('/notices/:id/dismiss', async (c) => {
    const id = c.req.param('id');
    if (!isUuid(id) || !(await deps.notices.dismiss(actorOf(c), id))) throw new AppError('not-found', 'No notice has this id.');
    return c.redirect('/', 303);
  });
}
