// Brings a database to this release: roles, then the migrations, by the owner. Safe to repeat and to run twice at once. Keeps no rows of ours.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';
import { AppError } from '../workflows/definition/errors.ts';
import { databaseErrorCode } from './database-error.ts';

export const APPLICATION_ROLE = 'aix_app';
const MINIMUM_VERSION = 15;
const LOCK = 4_158_201_126;

export interface MigrateOptions {
  /** A role that may create roles and owns the database (or its schema public). */
  readonly ownerUrl: string;
  /** The application's login gets this password. */
  readonly appPassword: string;
  /** Another name for the login: roles are shared by all databases of a server, so tests take one of their own. */
  readonly appRole?: string;
  readonly migrationsFolder?: string;
}

/** @throws AppError 'unavailable' when the server cannot be reached or is too old, 'conflict' when the database is of a newer release. */
export async function migrate({ ownerUrl, appPassword, appRole = APPLICATION_ROLE, migrationsFolder }: MigrateOptions): Promise<void> {
  const folder = migrationsFolder ?? fileURLToPath(new URL('./migrations', import.meta.url));
  const client = await connect(ownerUrl);
  try {
    await refuseOldServer(client);
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await refuseNewerDatabase(client, folder);
    await createRoles(client, appRole, appPassword);
    await asDirectoryMember(client, () => runMigrations(drizzle(client), { migrationsFolder: folder }));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The owner's address with the application's login in its place. */
export function applicationUrl(ownerUrl: string, appPassword: string, appRole: string = APPLICATION_ROLE): string {
  const url = new URL(ownerUrl);
  url.username = encodeURIComponent(appRole);
  url.password = encodeURIComponent(appPassword);
  return url.href;
}

async function connect(ownerUrl: string): Promise<Client> {
  if (!URL.canParse(ownerUrl) || !/^postgres(ql)?:$/.test(new URL(ownerUrl).protocol)) {
    throw new AppError('usage', 'DATABASE_URL is not a PostgreSQL address; write it as postgres://user:password@host:5432/database.');
  }
  const url = new URL(ownerUrl);
  const client = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000, application_name: 'aix-migrate' });
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw new AppError('unavailable', `${whyNot(url, error)} Check DATABASE_URL.`, { cause: error });
  }
}

function whyNot(url: URL, error: unknown): string {
  const where = `${url.hostname}:${url.port || '5432'}`;
  const code = databaseErrorCode(error);
  if (code === '28P01' || code === '28000')
    return `PostgreSQL at ${where} refuses the user "${url.username}" (wrong password or not allowed).`;
  if (code === '3D000') return `PostgreSQL at ${where} has no database "${url.pathname.slice(1)}"; create it first.`;
  return `PostgreSQL at ${where} cannot be reached (${code ?? (error instanceof Error ? error.message : 'no answer')}).`;
}

async function refuseOldServer(client: Client): Promise<void> {
  const result = await client.query<{ version: number }>(`select current_setting('server_version_num')::int as version`);
  const version = Math.floor((result.rows[0]?.version ?? 0) / 10_000);
  if (version < MINIMUM_VERSION)
    throw new AppError('unavailable', `The server is PostgreSQL ${version}; AIX needs ${MINIMUM_VERSION} or newer.`);
}

async function refuseNewerDatabase(client: Client, folder: string): Promise<void> {
  const present = await client.query<{ found: boolean }>(`select to_regclass('drizzle.__drizzle_migrations') is not null as found`);
  if (!present.rows[0]?.found) return;
  const newest = await client.query<{ at: string | null }>('select max(created_at)::text as at from drizzle.__drizzle_migrations');
  const journal = JSON.parse(await readFile(`${folder}/meta/_journal.json`, 'utf8')) as { entries: readonly { when: number }[] };
  const known = Math.max(...journal.entries.map((entry) => entry.when));
  if (Number(newest.rows[0]?.at ?? 0) > known) {
    throw new AppError(
      'conflict',
      'The database was written by a newer release of AIX; start that release, or restore a backup made with this one.',
    );
  }
}

/** Roles belong to the whole server, so another database may be creating them at this moment: that is no error. */
async function createRoles(client: Client, appRole: string, appPassword: string): Promise<void> {
  for (const [role, kind] of [
    ['aix_application', 'nologin'],
    ['aix_directory', 'nologin'],
    [appRole, 'login'],
  ] as const) {
    const name = client.escapeIdentifier(role);
    await client.query(`do $do$ begin
      if not exists (select from pg_roles where rolname = ${client.escapeLiteral(role)}) then create role ${name} ${kind}; end if;
      exception when duplicate_object or unique_violation then null; end $do$`);
  }
  const login = client.escapeIdentifier(appRole);
  const strong = await client.query(`select from pg_roles where rolname = $1 and (rolsuper or rolbypassrls)`, [appRole]);
  if (strong.rows.length > 0)
    throw new AppError('forbidden', `The role "${appRole}" is a superuser or bypasses row-level security; AIX must not run as it.`);
  await client.query(`alter role ${login} login password ${client.escapeLiteral(appPassword)}`);
  await client.query(`grant aix_application to ${login}`);
  const database = await client.query<{ name: string }>('select current_database() as name');
  await client.query(`grant connect on database ${client.escapeIdentifier(database.rows[0]?.name ?? '')} to aix_application`);
}

/**
 * The migrations hand functions over to aix_directory, which a superuser may do, and else only a member of it.
 * Not longer than that: a member also sees what its policies show, which is every tenant.
 */
async function asDirectoryMember(client: Client, work: () => Promise<void>): Promise<void> {
  const role = await client.query<{ super: boolean }>('select rolsuper as super from pg_roles where rolname = current_user');
  if (role.rows[0]?.super) return await work();
  await client.query('grant aix_directory to current_user');
  try {
    await work();
  } finally {
    await client.query('revoke aix_directory from current_user');
  }
}
