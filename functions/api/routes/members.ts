// Members of this tenant: list, invite, change roles, deactivate. For administrators.
import { z } from 'zod';
import { AppError } from '../../../workflows/definition/errors.ts';
import type { Actor } from '../../shared/actor.ts';
import { rolesSchema } from '../../shared/members.ts';
import { type AuditEntry, recordAudit } from '../../shared/record-audit.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type RouteDeclaration } from '../route.ts';

export function memberRoutes(deps: ApiDeps): readonly RouteDeclaration[] {
  const { members, invitations } = deps.signIn;
  const audit = (actor: Actor, entry: AuditEntry): Promise<void> =>
    deps.database.withTenant(actor.tenant, (tx) => recordAudit(tx, actor, entry));
  const setActive = (active: boolean): RouteDeclaration =>
    defineRoute({
      method: 'post',
      path: `/api/v1/members/:id/${active ? 'reactivate' : 'deactivate'}`,
      operationId: active ? 'reactivateMember' : 'deactivateMember',
      tag: 'members',
      summary: active ? 'Let a member sign in again' : 'End a member’s sessions; the next request is refused',
      responses: { 204: 'Done' },
      handle: async ({ c, actor, param }) => {
        const memberId = param('id');
        await members.setActive({ tenant: actor.tenant, memberId, active });
        await audit(actor, { action: active ? 'member.reactivated' : 'member.deactivated', subjectKind: 'member', subjectId: memberId });
        return c.body(null, 204);
      },
    });
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/members',
      operationId: 'listMembers',
      tag: 'members',
      summary: 'Members and open invitations',
      responses: { 200: 'Members' },
      handle: async ({ c, actor }) => {
        const [people, invited] = await Promise.all([members.listMembers(actor.tenant), invitations.list(actor.tenant)]);
        return c.json({ members: people, invitations: invited });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/members/invitations',
      operationId: 'inviteMember',
      tag: 'members',
      summary: 'Invite a person; the link is in the answer and nowhere else',
      body: z.strictObject({ email: z.email().max(254), roles: rolesSchema }),
      responses: { 201: 'Invited' },
      handle: async ({ c, actor, body }) => {
        if (actor.kind === 'api-key') throw new AppError('forbidden', 'A key cannot invite people. Sign in as an administrator.');
        const invited = await invitations.invite({ tenant: actor.tenant, ...body, invitedBy: actor.userId });
        await audit(actor, { action: 'member.invited', subjectKind: 'invitation', subjectId: invited.id, details: { roles: body.roles } });
        return c.json(invited, 201);
      },
    }),
    defineRoute({
      method: 'put',
      path: '/api/v1/members/:id/roles',
      operationId: 'setMemberRoles',
      tag: 'members',
      summary: 'Replace a member’s roles; valid from the next request',
      body: z.strictObject({ roles: rolesSchema }),
      responses: { 204: 'Changed' },
      handle: async ({ c, actor, body, param }) => {
        const memberId = param('id');
        await members.setRoles({ tenant: actor.tenant, memberId, roles: body.roles });
        await audit(actor, { action: 'member.roles-changed', subjectKind: 'member', subjectId: memberId, details: { roles: body.roles } });
        return c.body(null, 204);
      },
    }),
    setActive(false),
    setActive(true),
  ];
}
