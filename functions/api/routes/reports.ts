// Reports as rows; their files are artifacts.
import { z } from 'zod';
import { findReport, listReports } from '../../../db/repositories/report.ts';
import { AppError } from '../../../workflows/definition/errors.ts';
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
      query: z.strictObject({
        ...pageQuery,
        runId: z.uuid().optional(),
        template: z.string().max(100).optional(),
        before: z.uuid().optional(),
      }),
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
      handle: async ({ c, actor, param }) => {
        const report = await deps.database.withTenant(actor.tenant, (tx) =>
          findReport(tx, { tenant: actor.tenant, reportId: param('id') }),
        );
        if (report === undefined) throw new AppError('not-found', 'There is no such report.');
        return c.json(report);
      },
    }),
  ];
}
