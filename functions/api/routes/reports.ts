// Reports as rows; their files are artifacts.
import { z } from 'zod';
import { getReport, listReports } from '../../../db/repositories/report.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, pageQuery, type RouteDeclaration } from '../route.ts';

export function reportRoutes(deps: ApiDeps): readonly RouteDeclaration[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/reports',
      operationId: 'listReports',
      tag: 'reports',
      summary: 'Reports, newest first',
      query: z.strictObject({ ...pageQuery, runId: z.uuid().optional(), before: z.iso.datetime({ offset: true }).optional() }),
      responses: { 200: 'Reports' },
      handle: async ({ c, actor, query }) =>
        c.json({ reports: await deps.database.withTenant(actor.tenant, (tx) => listReports(tx, { tenant: actor.tenant, ...query })) }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/reports/:id',
      operationId: 'getReport',
      tag: 'reports',
      summary: 'One report with the artifacts of its files',
      responses: { 200: 'Report' },
      handle: async ({ c, actor, param }) =>
        c.json(await deps.database.withTenant(actor.tenant, (tx) => getReport(tx, { tenant: actor.tenant, id: param('id') }))),
    }),
  ];
}
