// Notices for this person or their roles.
import { z } from 'zod';
import { dismissNotice, listNotices } from '../../../db/repositories/notice.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, pageQuery, type RouteDeclaration } from '../route.ts';

export function noticeRoutes(deps: ApiDeps): readonly RouteDeclaration[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/notices',
      operationId: 'listNotices',
      tag: 'notices',
      summary: 'Notices for me, newest first',
      query: z.strictObject({ limit: pageQuery.limit }),
      responses: { 200: 'Notices' },
      handle: async ({ c, actor, query }) =>
        c.json({
          notices: await deps.database.withTenant(actor.tenant, (tx) =>
            listNotices(tx, { tenant: actor.tenant, roles: actor.roles, userId: actor.userId, limit: query.limit }),
          ),
        }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/notices/:id/dismiss',
      operationId: 'dismissNotice',
      tag: 'notices',
      summary: 'Show this notice to me no more',
      responses: { 204: 'Dismissed' },
      handle: async ({ c, actor, param }) => {
        await deps.database.withTenant(actor.tenant, (tx) =>
          dismissNotice(tx, { tenant: actor.tenant, roles: actor.roles, userId: actor.userId, noticeId: param('id') }),
        );
        return c.body(null, 204);
      },
    }),
  ];
}
