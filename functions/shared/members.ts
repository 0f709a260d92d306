// People of a tenant: who belongs, with which roles. Membership rows are the sign-in library's tables; only this file and invitations.ts write them.
import { randomUUID } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { insertTenant } from '../../db/repositories/tenant.ts';
import { authTables } from '../../db/schema/auth-tables.ts';
import { AppError } from '../../workflows/definition/errors.ts';
import { type AuthLibrary, PASSWORD_LENGTH, USERNAME_PATTERN } from './auth-library.ts';
import { isRole, ROLES, type Role } from './permissions.ts';

export const newUserSchema = z.strictObject({
  email: z
    .email()
    .max(254)
    .transform((email) => email.toLowerCase()),
  name: z.string().trim().min(1).max(100),
  username: z
    .string()
    .regex(USERNAME_PATTERN, 'Use 2 to 63 letters, digits, dots, dashes and underscores.')
    .transform((name) => name.toLowerCase()),
  password: z.string().min(PASSWORD_LENGTH.min, `Use at least ${PASSWORD_LENGTH.min} characters.`).max(PASSWORD_LENGTH.max),
});
export type NewUser = z.input<typeof newUserSchema>;
export const rolesSchema = z
  .array(z.enum(ROLES))
  .min(1)
  .max(ROLES.length)
  .transform((roles) => [...new Set(roles)]);

export interface Member {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly username: string | null;
  readonly roles: readonly Role[];
  readonly active: boolean;
  readonly createdAt: string;
}

export interface Members {
  /** Makes a tenant and its first administrator. Throws `conflict` when the e-mail or user name is taken. */
  createTenantWithAdmin(input: {
    readonly tenantName: string;
    readonly slug?: string;
    readonly admin: NewUser;
    readonly roles?: readonly Role[];
  }): Promise<{ tenant: string; userId: string }>;
  /** Makes a user of an existing tenant. Throws `invalid`, `conflict`, `not-found` (no such tenant). */
  createUser(input: {
    readonly tenant: string;
    readonly user: NewUser;
    readonly roles: readonly Role[];
  }): Promise<{ userId: string; memberId: string }>;
  findTenant(by: { readonly name: string } | { readonly slug: string }): Promise<string | undefined>;
  listTenants(): Promise<readonly { readonly id: string; readonly name: string }[]>;
  listMembers(tenant: string): Promise<readonly Member[]>;
  setRoles(input: { readonly tenant: string; readonly memberId: string; readonly roles: readonly Role[] }): Promise<void>;
  /** Ends the member's sessions; the next request is refused. The last active administrator cannot be deactivated (`conflict`). */
  setActive(input: { readonly tenant: string; readonly memberId: string; readonly active: boolean }): Promise<void>;
}

export function parseRoleList(text: string): readonly Role[] {
  return text
    .split(',')
    .map((role) => role.trim())
    .filter(isRole);
}

type AuthTx = Parameters<Parameters<Database['auth']['transaction']>[0]>[0];

function isUniqueViolation(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if ('code' in at && at.code === '23505') return true;
  return false;
}

async function insertUser(tx: AuthTx, user: z.output<typeof newUserSchema>, passwordHash: string): Promise<string> {
  const userId = randomUUID();
  const now = new Date();
  const stamp = { createdAt: now, updatedAt: now };
  await tx.insert(authTables.user).values({
    id: userId,
    name: user.name,
    email: user.email,
    emailVerified: false,
    username: user.username,
    displayUsername: user.username,
    ...stamp,
  });
  await tx
    .insert(authTables.account)
    .values({ id: randomUUID(), accountId: userId, providerId: 'credential', userId, password: passwordHash, ...stamp });
  return userId;
}

/** Shared with invitations: a person and a membership in one transaction. */
export async function insertMemberWithUser(
  tx: AuthTx,
  input: {
    readonly tenant: string;
    readonly user: z.output<typeof newUserSchema>;
    readonly roles: readonly Role[];
    readonly passwordHash: string;
  },
): Promise<{ userId: string; memberId: string }> {
  const userId = await insertUser(tx, input.user, input.passwordHash);
  const memberId = randomUUID();
  await tx
    .insert(authTables.member)
    .values({ id: memberId, organizationId: input.tenant, userId, role: input.roles.join(','), createdAt: new Date() });
  return { userId, memberId };
}

/** Runs a write and turns a taken e-mail, user name or tenant name into a conflict. */
export async function orConflict<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError('conflict', 'The e-mail address or user name is already in use. Choose another.', { cause: error });
    throw error;
  }
}

export function createMembers(deps: { readonly database: Database; readonly library: AuthLibrary }): Members {
  const { database } = deps;
  const hash = async (password: string): Promise<string> => (await deps.library.$context).password.hash(password);

  async function requireOtherAdmin(tx: AuthTx, tenant: string, memberId: string): Promise<void> {
    const rows = await tx
      .select({ id: authTables.member.id, role: authTables.member.role })
      .from(authTables.member)
      .where(and(eq(authTables.member.organizationId, tenant), eq(authTables.member.banned, false)))
      .for('update');
    const others = rows.filter((row) => row.id !== memberId && parseRoleList(row.role).includes('admin'));
    if (others.length === 0)
      throw new AppError('conflict', 'This is the last active administrator. Make another member administrator first.');
  }

  async function findMember(tx: AuthTx, tenant: string, memberId: string): Promise<{ userId: string; role: string }> {
    const [member] = await tx
      .select({ userId: authTables.member.userId, role: authTables.member.role })
      .from(authTables.member)
      .where(and(eq(authTables.member.organizationId, tenant), eq(authTables.member.id, memberId)));
    if (member === undefined) throw new AppError('not-found', 'There is no such member.');
    return member;
  }

  return {
    async createTenantWithAdmin({ tenantName, slug: wantedSlug, admin, roles = ['admin'] }) {
      const tenant = randomUUID();
      const slug = wantedSlug ?? tenant;
      const user = newUserSchema.parse(admin);
      const passwordHash = await hash(user.password);
      return orConflict(() =>
        database.auth.transaction(async (tx) => {
          await tx.insert(authTables.organization).values({ id: tenant, name: tenantName, slug, createdAt: new Date() });
          const { userId } = await insertMemberWithUser(tx, { tenant, user, roles, passwordHash });
          // Last, on a connection of its own: a name that is taken leaves no tenant behind.
          await database.withTenant(tenant, (tenantTx) => insertTenant(tenantTx, { tenant, slug, name: tenantName }));
          return { tenant, userId };
        }),
      );
    },
    async createUser({ tenant, user: input, roles }) {
      const user = newUserSchema.parse(input);
      const passwordHash = await hash(user.password);
      return orConflict(() => database.auth.transaction((tx) => insertMemberWithUser(tx, { tenant, user, roles, passwordHash })));
    },
    async findTenant(by) {
      const [row] = await database.auth
        .select({ id: authTables.organization.id })
        .from(authTables.organization)
        .where('slug' in by ? eq(authTables.organization.slug, by.slug) : eq(authTables.organization.name, by.name))
        .orderBy(asc(authTables.organization.createdAt))
        .limit(1);
      return row?.id;
    },
    listTenants: () =>
      database.auth
        .select({ id: authTables.organization.id, name: authTables.organization.name })
        .from(authTables.organization)
        .orderBy(asc(authTables.organization.createdAt)),
    async listMembers(tenant) {
      const rows = await database.auth
        .select({ member: authTables.member, user: authTables.user })
        .from(authTables.member)
        .innerJoin(authTables.user, eq(authTables.user.id, authTables.member.userId))
        .where(eq(authTables.member.organizationId, tenant))
        .orderBy(asc(authTables.member.createdAt));
      return rows.map(({ member, user }) => ({
        id: member.id,
        userId: user.id,
        name: user.name,
        email: user.email,
        username: user.username,
        roles: parseRoleList(member.role),
        active: !member.banned,
        createdAt: member.createdAt.toISOString(),
      }));
    },
    async setRoles({ tenant, memberId, roles }) {
      await database.auth.transaction(async (tx) => {
        await findMember(tx, tenant, memberId);
        if (!roles.includes('admin')) await requireOtherAdmin(tx, tenant, memberId);
        await tx
          .update(authTables.member)
          .set({ role: roles.join(',') })
          .where(and(eq(authTables.member.organizationId, tenant), eq(authTables.member.id, memberId)));
      });
    },
    async setActive({ tenant, memberId, active }) {
      await database.auth.transaction(async (tx) => {
        const member = await findMember(tx, tenant, memberId);
        if (!active) await requireOtherAdmin(tx, tenant, memberId);
        await tx
          .update(authTables.member)
          .set({ banned: !active, bannedAt: active ? null : new Date() })
          .where(and(eq(authTables.member.organizationId, tenant), eq(authTables.member.id, memberId)));
        if (!active) {
          await tx
            .delete(authTables.session)
            .where(and(eq(authTables.session.userId, member.userId), eq(authTables.session.activeOrganizationId, tenant)));
        }
      });
    },
  };
}
