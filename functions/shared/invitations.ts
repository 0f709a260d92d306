// Invitations: the only way to become a member beside `aix admin create`. The link carries a signature, so that rows alone open nothing.
import { createHmac, randomUUID } from 'node:crypto';
import { and, desc, eq, gt } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { authTables } from '../../db/schema/auth-tables.ts';
import { AppError } from '../../workflows/definition/errors.ts';
import { sameHash } from './api-keys.ts';
import type { AuthLibrary } from './auth-library.ts';
import { insertMemberWithUser, newUserSchema, orConflict, parseRoleList } from './members.ts';
import type { Role } from './permissions.ts';

const VALID_FOR_SECONDS = 7 * 24 * 3600;
const TOKEN = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([0-9a-f]{64})$/;

export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly tenant: string;
  readonly tenantName: string;
  readonly status: string;
  readonly expiresAt: string;
}

export interface Invitations {
  /** `link` is shown once to the administrator, who hands it over (and mailed where mail is set up). */
  invite(input: {
    readonly tenant: string;
    readonly email: string;
    readonly roles: readonly Role[];
    readonly invitedBy: string;
  }): Promise<{ id: string; link: string; expiresAt: string }>;
  /** The open invitation of a link's token; undefined when it is unknown, used or out of date. */
  find(token: string): Promise<Invitation | undefined>;
  /** Makes the person and the membership, once. Throws `not-found` or `invalid`. */
  accept(input: {
    readonly token: string;
    readonly name: string;
    readonly username: string;
    readonly password: string;
  }): Promise<{ userId: string; tenant: string }>;
  list(tenant: string): Promise<readonly Invitation[]>;
  cancel(input: { readonly tenant: string; readonly id: string }): Promise<void>;
}

export const acceptSchema = newUserSchema.omit({ email: true });

export function createInvitations(deps: {
  readonly database: Database;
  readonly library: AuthLibrary;
  readonly secret: string;
  readonly baseUrl: string;
}): Invitations {
  const { database } = deps;
  const sign = (id: string): string => createHmac('sha256', deps.secret).update(`invitation:${id}`).digest('hex');

  async function read(token: string): Promise<Invitation | undefined> {
    const match = TOKEN.exec(token);
    const id = match?.[1];
    if (id === undefined || !sameHash(sign(id), match?.[2] ?? '')) return undefined;
    const [row] = await database.auth
      .select({ invitation: authTables.invitation, tenantName: authTables.organization.name })
      .from(authTables.invitation)
      .innerJoin(authTables.organization, eq(authTables.organization.id, authTables.invitation.organizationId))
      .where(
        and(eq(authTables.invitation.id, id), eq(authTables.invitation.status, 'pending'), gt(authTables.invitation.expiresAt, new Date())),
      );
    return row === undefined ? undefined : toInvitation(row);
  }

  return {
    async invite({ tenant, email, roles, invitedBy }) {
      const id = randomUUID();
      const expiresAt = new Date(Date.now() + VALID_FOR_SECONDS * 1000);
      const address = z.email().parse(email).toLowerCase();
      await database.auth.insert(authTables.invitation).values({
        id,
        organizationId: tenant,
        email: address,
        role: roles.join(','),
        status: 'pending',
        expiresAt,
        createdAt: new Date(),
        inviterId: invitedBy,
      });
      return { id, link: new URL(`/sign-in/invitation/${id}.${sign(id)}`, deps.baseUrl).href, expiresAt: expiresAt.toISOString() };
    },
    find: read,
    async accept({ token, ...person }) {
      const invitation = await read(token);
      if (invitation === undefined) throw new AppError('not-found', 'This invitation is unknown, used or out of date. Ask for a new one.');
      const user = newUserSchema.parse({ ...person, email: invitation.email });
      const passwordHash = await (await deps.library.$context).password.hash(user.password);
      return orConflict(() =>
        database.auth.transaction(async (tx) => {
          const taken = await tx
            .update(authTables.invitation)
            .set({ status: 'accepted' })
            .where(and(eq(authTables.invitation.id, invitation.id), eq(authTables.invitation.status, 'pending')))
            .returning({ id: authTables.invitation.id });
          if (taken.length === 0) throw new AppError('not-found', 'This invitation has just been used.');
          const { userId } = await insertMemberWithUser(tx, { tenant: invitation.tenant, user, roles: invitation.roles, passwordHash });
          return { userId, tenant: invitation.tenant };
        }),
      );
    },
    async list(tenant) {
      const rows = await database.auth
        .select({ invitation: authTables.invitation, tenantName: authTables.organization.name })
        .from(authTables.invitation)
        .innerJoin(authTables.organization, eq(authTables.organization.id, authTables.invitation.organizationId))
        .where(eq(authTables.invitation.organizationId, tenant))
        .orderBy(desc(authTables.invitation.createdAt))
        .limit(200);
      return rows.map(toInvitation);
    },
    async cancel({ tenant, id }) {
      const rows = await database.auth
        .update(authTables.invitation)
        .set({ status: 'canceled' })
        .where(
          and(
            eq(authTables.invitation.id, id),
            eq(authTables.invitation.organizationId, tenant),
            eq(authTables.invitation.status, 'pending'),
          ),
        )
        .returning({ id: authTables.invitation.id });
      if (rows.length === 0) throw new AppError('not-found', 'There is no such open invitation.');
    },
  };
}

function toInvitation(row: { readonly invitation: typeof authTables.invitation.$inferSelect; readonly tenantName: string }): Invitation {
  return {
    id: row.invitation.id,
    email: row.invitation.email,
    roles: parseRoleList(row.invitation.role ?? ''),
    tenant: row.invitation.organizationId,
    tenantName: row.tenantName,
    status: row.invitation.status,
    expiresAt: row.invitation.expiresAt.toISOString(),
  };
}
