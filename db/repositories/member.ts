// People of a tenant by role, for mail. Reads the schema of the sign-in library; passwords and sessions are not its business.
import { and, eq } from 'drizzle-orm';
import type { AuthDatabase } from '../client.ts';
import { member } from '../schema/auth-member.ts';
import { user } from '../schema/auth-user.ts';

/** Active members that have one of the roles, in order of name. */
export async function listPeopleInRoles(
  auth: AuthDatabase,
  { tenant, roles }: { tenant: string; roles: readonly string[] },
): Promise<{ name: string; email: string }[]> {
  const rows = await auth
    .select({ name: user.name, email: user.email, role: member.role })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(and(eq(member.organizationId, tenant), eq(member.banned, false)));
  return rows
    .filter((row) => row.role.split(',').some((role) => roles.includes(role.trim())))
    .map(({ name, email }) => ({ name, email }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}
