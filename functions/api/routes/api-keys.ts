// API keys of machines: list, make (the key is in the answer and nowhere else), revoke.
import { z } from 'zod';
import { insertApiKey, listApiKeys, revokeApiKey } from '../../../db/repositories/api-key.ts';
import { AppError } from '../../../workflows/definition/errors.ts';
import { newApiKey } from '../../shared/api-keys.ts';
import { rolesSchema } from '../../shared/members.ts';
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
        const keys = await database.withTenant(actor.tenant, (tx) => listApiKeys(tx, { tenant: actor.tenant }));
        return c.json({ apiKeys: keys.map(({ hash: _hash, ...shown }) => shown) });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/api-keys',
      operationId: 'createApiKey',
      tag: 'api-keys',
      summary: 'Make a key for a machine; its roles must be among your own',
      body: z.strictObject({ name: z.string().trim().min(1).max(100), roles: rolesSchema }),
      responses: { 201: 'The key, shown this once' },
      handle: async ({ c, actor, body }) => {
        if (actor.kind === 'api-key') throw new AppError('forbidden', 'A key cannot make keys. Sign in as an administrator.');
        const { key, hash, prefix } = newApiKey(actor.tenant);
        const row = await database.withTenant(actor.tenant, (tx) =>
          insertApiKey(tx, { tenant: actor.tenant, name: body.name, roles: body.roles, hash, prefix, createdBy: actor.userId }),
        );
        return c.json({ id: row.id, name: body.name, roles: body.roles, prefix, key }, 201);
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
        await database.withTenant(actor.tenant, (tx) => revokeApiKey(tx, { tenant: actor.tenant, id: param('id') }));
        return c.body(null, 204);
      },
    }),
  ];
}
