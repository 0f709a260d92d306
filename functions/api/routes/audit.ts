// The audit trail of this tenant: search, verify the hash chain, export. Nothing here writes.
import { z } from 'zod';
import { exportAudit, listAudit, verifyAudit } from '../../../db/repositories/audit.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, pageQuery, type RouteDeclaration } from '../route.ts';

const range = { from: z.coerce.number().int().min(1).optional(), to: z.coerce.number().int().min(1).optional() };
const EXPORT_PAGE = 500;

export function auditRoutes(deps: ApiDeps): readonly RouteDeclaration[] {
  const { database } = deps;
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/audit',
      operationId: 'listAudit',
      tag: 'audit',
      summary: 'Audit rows, newest first',
      query: z.strictObject({
        ...pageQuery,
        runId: z.uuid().optional(),
        subjectKind: z.string().max(50).optional(),
        subjectId: z.string().max(200).optional(),
        actorId: z.string().max(200).optional(),
        from: z.iso.datetime({ offset: true }).optional(),
        to: z.iso.datetime({ offset: true }).optional(),
        before: z.coerce.number().int().min(1).optional(),
      }),
      responses: { 200: 'Rows' },
      handle: async ({ c, actor, query }) =>
        c.json({ rows: await database.withTenant(actor.tenant, (tx) => listAudit(tx, { tenant: actor.tenant, ...query })) }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/audit/verify',
      operationId: 'verifyAudit',
      tag: 'audit',
      summary: 'Recompute the hash chain; names the first bad sequence',
      query: z.strictObject(range),
      responses: { 200: 'valid, rows, firstBadSequence' },
      handle: async ({ c, actor, query }) =>
        c.json(await database.withTenant(actor.tenant, (tx) => verifyAudit(tx, { tenant: actor.tenant, ...query }))),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/audit/export',
      operationId: 'exportAudit',
      tag: 'audit',
      summary: 'Every sequenced row as JSON lines, oldest first',
      query: z.strictObject(range),
      responses: { 200: 'application/x-ndjson' },
      handle: async ({ c, actor, query }) => {
        const encoder = new TextEncoder();
        let after = (query.from ?? 1) - 1;
        const last = query.to ?? Number.MAX_SAFE_INTEGER;
        const body = new ReadableStream<Uint8Array>({
          async pull(controller) {
            const page = await database.withTenant(actor.tenant, (tx) =>
              exportAudit(tx, { tenant: actor.tenant, after, limit: EXPORT_PAGE }),
            );
            const rows = page.filter((row) => (row.sequence ?? 0) <= last);
            if (rows.length > 0) controller.enqueue(encoder.encode(rows.map((row) => `${JSON.stringify(row)}\n`).join('')));
            after = page.at(-1)?.sequence ?? after;
            if (page.length < EXPORT_PAGE || rows.length < page.length) controller.close();
          },
        });
        return c.body(body, 200, { 'content-type': 'application/x-ndjson', 'content-disposition': 'attachment; filename="audit.ndjson"' });
      },
    }),
  ];
}
