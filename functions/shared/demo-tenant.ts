// The demo tenant and its people, with passwords that anyone may read here: only for a machine of one's own.
import { AppError } from '../../workflows/definition/errors.ts';
import type { Members } from './members.ts';
import type { Role } from './permissions.ts';

export interface DemoUser {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly password: string;
}

const user = (username: string, name: string, roles: readonly Role[]): DemoUser => ({
  username,
  name,
  roles,
  password: `demo-${username}`,
});

export const DEMO_TENANT = { slug: 'demo-plant', name: '데모 공장 (Demo plant)' } as const;
export const DEMO_USERS: readonly DemoUser[] = [
  user('admin', '정관리 (admin)', ['admin']),
  user('operator', '이조작 (operator)', ['operator']),
  user('inspector', '박검사 (inspector)', ['inspector']),
  user('quality', '김품질 (quality manager)', ['quality-manager']),
  user('planner', '최계획 (planner)', ['planner']),
  user('auditor', '한감사 (auditor)', ['auditor']),
];

/** Makes the demo tenant and its users where they are missing; gives the tenant's id. Throws `forbidden` unless `local`. */
export async function seedDemo(
  members: Members,
  options: { readonly local: boolean },
): Promise<{ readonly tenant: string; readonly created: boolean }> {
  if (!options.local) throw new AppError('forbidden', 'Demo users have published passwords: they exist only in local mode.');
  const known = await members.findTenant({ slug: DEMO_TENANT.slug });
  if (known !== undefined) return { tenant: known, created: false };
  const [admin, ...others] = DEMO_USERS.map(({ roles, ...person }) => ({
    roles,
    user: { ...person, email: `${person.username}@demo.invalid` },
  }));
  if (admin === undefined) throw new AppError('internal', 'The list of demo users is empty.');
  const { tenant } = await members.createTenantWithAdmin({
    tenantName: DEMO_TENANT.name,
    slug: DEMO_TENANT.slug,
    admin: admin.user,
    roles: admin.roles,
  });
  for (const other of others) await members.createUser({ tenant, ...other });
  return { tenant, created: true };
}

/** Whether demo users are in this database: a server for others refuses to start while they are. */
export async function demoExists(members: Members): Promise<boolean> {
  return (await members.findTenant({ slug: DEMO_TENANT.slug })) !== undefined;
}
