// Migrating: repeated, at once, by an owner who is no superuser, and never onto what a newer release wrote.
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createDatabase } from '../../db/client.ts';
import { applicationUrl, migrate } from '../../db/migrate.ts';
import { insertTenant } from '../../db/repositories/tenant.ts';
import { withDatabase } from '../support/global-setup.ts';

describe('migrate', () => {
  const server = inject('postgresUrl');
  const appPassword = inject('postgresPassword');
  const made: string[] = [];
  let owner: Client;
  beforeAll(async () => {
    owner = new Client({ connectionString: server });
    await owner.connect();
  });
  afterAll(async () => {
    for (const name of made) await owner.query(`drop database if exists ${name} with (force)`);
    await owner.query('drop role if exists aix_plain_owner');
    await owner.end();
  });
  async function emptyDatabase(options = ''): Promise<string> {
    const name = `aix_migrate_${randomUUID().slice(0, 8)}`;
    made.push(name);
    await owner.query(`create database ${name} ${options}`);
    return withDatabase(server, name);
  }
  async function ask<Row extends object>(url: string, text: string): Promise<Row[]> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  }
  const options = (ownerUrl: string) => ({ ownerUrl, appPassword, appRole: inject('postgresRole') });

  test('five at once on an empty database, and once more, leave each migration applied once', async () => {
    const url = await emptyDatabase();
    await Promise.all(Array.from({ length: 5 }, () => migrate(options(url))));
    await migrate(options(url));
    const files = (await readdir(new URL('../../db/migrations/', import.meta.url))).filter((name) => name.endsWith('.sql'));
    expect(await ask(url, 'select count(*)::int as applied from drizzle.__drizzle_migrations')).toEqual([{ applied: files.length }]);
  });

  test('an owner that is no superuser and bypasses nothing, as managed servers give, is enough', async () => {
    const password = randomUUID();
    await owner.query(`create role aix_plain_owner login createrole nosuperuser nobypassrls password '${password}'`);
    // The roles exist on this server and belong to somebody else; where AIX is the first to come, the owner makes them itself and so may hand them on.
    const [version] = (await owner.query<{ major: number }>(`select current_setting('server_version_num')::int / 10000 as major`)).rows;
    const handOn = 'aix_application, aix_directory to aix_plain_owner with admin true, inherit false, set false';
    if ((version?.major ?? 0) >= 16) await owner.query(`grant ${handOn}`);
    const url = new URL(await emptyDatabase('owner aix_plain_owner'));
    url.username = 'aix_plain_owner';
    url.password = password;
    const role = 'aix_plain_app';
    await migrate({ ownerUrl: url.href, appPassword, appRole: role });
    const database = createDatabase({ url: applicationUrl(url.href, appPassword, role) });
    try {
      const tenant = randomUUID();
      await database.withTenant(tenant, (tx) => insertTenant(tx, { tenant, slug: tenant, name: 'n' }));
      expect(await database.directory.listTenantIds()).toEqual([tenant]);
      // Forced: the owner of the tables sees nothing without a tenant either.
      expect(await ask(url.href, 'select id from tenant')).toEqual([]);
    } finally {
      await database.close();
      await owner.query(`drop database ${url.pathname.slice(1)} with (force)`);
      await owner.query(`drop role ${role}`);
    }
  });

  test('a database of a newer release is refused in one sentence', async () => {
    const url = await emptyDatabase();
    await migrate(options(url));
    await ask(url, `insert into drizzle.__drizzle_migrations (hash, created_at) values ('from the future', 99999999999999)`);
    await expect(migrate(options(url))).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('newer release') });
  });

  test('an application role that bypasses the walls is refused', async () => {
    await expect(migrate({ ...options(await emptyDatabase()), appRole: 'postgres' })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('a database that is missing, and a password that is wrong, are told apart', async () => {
    await expect(migrate(options(withDatabase(server, 'aix_nowhere')))).rejects.toMatchObject({
      message: expect.stringContaining('has no database "aix_nowhere"'),
    });
    const wrong = new URL(server);
    wrong.password = 'wrong';
    await expect(migrate(options(wrong.href))).rejects.toMatchObject({ message: expect.stringContaining('wrong password') });
  });
});
