// API keys of machines: list, make (the key is in the answer and nowhere else), revoke.
import { z } from 'zod';
import { insertApiKey, listApiKeys, revokeApiKey } from '../../../db/repositories/api-key.ts';
import { AppError } from '../../../workflows/definition/errors.ts';
import { newApiKey } from '../../shared/api-keys.ts';
import { rolesSchema } from '../../shared/members.ts';
import { recordAudit } from '../../shared/record-audit.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type RouteDeclaration } from '../route.ts';

export function apiKeyRoutes(deps: ApiDeps): readonly RouteDeclaration[] {
  const { database } = deps;
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/api-keys',
      operationId: 'listApiKeys',
      tag: 'api-keys',
      summary: 'Keys by name and prefix; never the keys themselves',
      responses: { 200: 'Keys' },
      handle: async ({ c, actor }) => {
        return c.json({ apiKeys: await database.withTenant(actor.tenant, (tx) => listApiKeys(tx, { tenant: actor.tenant })) });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/api-keys',
      operationId: 'createApiKey',
      tag: 'api-keys',
      summary: 'Make a key for a machine, with roles of its own',
      body: z.strictObject({
        name: z.string().trim().min(1).max(100),
        roles: rolesSchema,
        /** ISO 8601; without it the key lives until it is revoked. */
        expiresAt: z.iso.datetime({ offset: true }).optional(),
      }),
      responses: { 201: 'The key, shown this once' },
      handle: async ({ c, actor, body }) => {
        if (actor.kind === 'api-key') throw new AppError('forbidden', 'A key cannot make keys. Sign in as an administrator.');
        const { key, hash, prefix } = newApiKey(actor.tenant);
        const row = await database.withTenant(actor.tenant, async (tx) => {
          const by = { createdBy: actor.userId, createdByName: actor.name };
          const made = await insertApiKey(tx, { tenant: actor.tenant, ...body, hash, prefix, ...by });
          await recordAudit(tx, actor, {
            action: 'api-key.created',
            subjectKind: 'api-key',
            subjectId: made.id,
            details: { name: body.name, roles: body.roles, prefix },
          });
          return made;
        });
        return c.json({ ...row, key }, 201);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/v1/api-keys/:id',
      operationId: 'revokeApiKey',
      tag: 'api-keys',
      summary: 'Revoke a key; its next request is refused',
      responses: { 204: 'Revoked' },
      handle: async ({ c, actor, param }) => {
        await database.withTenant(actor.tenant, async (tx) => {
          const key = await revokeApiKey(tx, { tenant: actor.tenant, apiKeyId: param('id'), by: actor.userId });
          if (key === undefined) throw new AppError('not-found', 'There is no such key.');
          await recordAudit(tx, actor, {
            action: 'api-key.revoked',
            subjectKind: 'api-key',
            subjectId: key.id,
            details: { name: key.name },
          });
        });
        return c.body(null, 204);
      },
    }),
  ];
}
