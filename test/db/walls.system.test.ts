// The walls between tenants, read from the catalog itself: a new table that forgets one is found here.
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { seedRun } from '../support/seed-run.ts';

interface Table {
  readonly name: string;
  readonly secured: boolean;
  readonly forced: boolean;
  readonly owner: string;
}

describe('tenant walls', () => {
  let db: TestDatabase;
  let app: Client;
  let tables: Table[];
  let tenant: string;
  let other: string;

  beforeAll(async () => {
    db = await createTestDatabase();
    tenant = await db.createTenant();
    other = await db.createTenant();
    await db.database.withTenant(tenant, (tx) => seedRun(tx, tenant));
    tables =
      await db.asOwner<Table>(`select relname as name, relrowsecurity as secured, relforcerowsecurity as forced, pg_get_userbyid(relowner) as owner
      from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm', 'f') order by 1`);
    app = new Client({ connectionString: db.url });
    await app.connect();
  });
  afterAll(async () => {
    await app.end();
    await db.close();
  });

  test('there are the tables of the first chain', () => {
    expect(tables.map((table) => table.name)).toEqual(
      expect.arrayContaining([
        'tenant',
        'site',
        'line',
        'definition',
        'submission',
        'run',
        'step',
        'task',
        'decision',
        'effect',
        'outbox',
        'audit',
        'measurement',
        'lot',
        'report',
        'artifact',
        'model_call',
        'schedule',
      ]),
    );
  });

  test('every table has row-level security enabled and forced', () => {
    expect(tables.filter((table) => !table.secured || !table.forced)).toEqual([]);
  });

  test('every table but tenant has a tenant_id that may not be null', async () => {
    const columns = await db.asOwner<{ name: string; nullable: string; type: string }>(
      `select table_name as name, is_nullable as nullable, data_type as type from information_schema.columns where table_schema = 'public' and column_name = 'tenant_id'`,
    );
    const good = columns.filter((column) => column.nullable === 'NO' && column.type === 'uuid').map((column) => column.name);
    expect(tables.map((table) => table.name).filter((name) => name !== 'tenant' && !good.includes(name))).toEqual([]);
  });

  test('every table has a policy for all commands that checks what is written, and no other policy lets the application in', async () => {
    const policies = await db.asOwner<{ name: string; policy: string; command: string; using: string; check: string; roles: string[] }>(
      `select tablename as name, policyname as policy, cmd as command, qual as using, with_check as check, roles::text[] from pg_policies where schemaname = 'public'`,
    );
    const walls = policies.filter(
      (policy) => policy.command === 'ALL' && policy.check === policy.using && policy.using.includes(`current_setting('app.tenant'`),
    );
    expect(tables.map((table) => table.name).filter((name) => !walls.some((wall) => wall.name === name))).toEqual([]);
    const rest = policies.filter((policy) => !walls.includes(policy));
    expect(rest.filter((policy) => policy.roles.join() !== 'aix_directory' || policy.command !== 'SELECT')).toEqual([]);
  });

  test('every foreign key between our tables carries the tenant', async () => {
    const keys = await db.asOwner<{ name: string; columns: string[]; target: string }>(`
      select c.conname as name, c.confrelid::regclass::text as target,
        (select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.conrelid and a.attnum = any (c.conkey)) as columns
      from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace`);
    expect(keys.length).toBeGreaterThan(10);
    expect(keys.filter((key) => !key.columns.includes('tenant_id') || (key.target !== 'tenant' && key.columns.length < 2))).toEqual([]);
  });

  test('the application owns nothing, is no superuser, bypasses nothing and may create nothing', async () => {
    const role = await app.query<Record<string, boolean>>(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, pg_has_role(current_user, 'aix_directory', 'member') as directory,
        has_schema_privilege('public', 'create') as makes, has_database_privilege(current_database(), 'create') as schemas from pg_roles where rolname = current_user`,
    );
    expect(role.rows).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
        directory: false,
        makes: false,
        schemas: false,
      },
    ]);
    const owned = await app.query(`select 1 from pg_class where relowner = (select oid from pg_roles where rolname = current_user)`);
    expect(owned.rows).toEqual([]);
    await expect(app.query('alter table run disable row level security')).rejects.toMatchObject({ code: '42501' });
    await expect(app.query('truncate audit')).rejects.toMatchObject({ code: '42501' });
  });

  test('the application may read and add to every table, and remove from the outbox alone', async () => {
    const grants = await db.asOwner<{ name: string; reads: boolean; adds: boolean; removes: boolean }>(`
      select relname as name, has_table_privilege('aix_application', oid, 'select') as reads, has_table_privilege('aix_application', oid, 'insert') as adds,
        has_table_privilege('aix_application', oid, 'delete, truncate') as removes from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`);
    expect(grants.filter((grant) => !grant.reads || !grant.adds)).toEqual([]);
    expect(grants.filter((grant) => grant.removes).map((grant) => grant.name)).toEqual(['outbox']);
  });

  test('without a tenant no table shows a row', async () => {
    for (const { name } of tables) {
      const rows = await app.query(`select 1 from "${name}" limit 1`);
      expect(rows.rowCount, name).toBe(0);
    }
  });

  test('a setting of an earlier transaction on the same connection is gone', async () => {
    await app.query('begin');
    await app.query(`select set_config('app.tenant', $1, true)`, [tenant]);
    expect((await app.query('select 1 from run')).rowCount).toBe(1);
    await app.query('commit');
    expect((await app.query('select 1 from run')).rowCount).toBe(0);
  });

  test('a tenant neither sees, changes nor writes rows of another, on any table', async () => {
    await app.query('begin');
    try {
      await app.query(`select set_config('app.tenant', $1, true)`, [other]);
      for (const { name } of tables) {
        const key = name === 'tenant' ? 'id' : 'tenant_id';
        expect((await app.query(`select 1 from "${name}" where ${key} <> $1`, [other])).rowCount, name).toBe(0);
      }
      expect((await app.query(`update run set state = 'cancelled'`)).rowCount).toBe(0);
      expect((await app.query(`delete from outbox`)).rowCount).toBe(0);
    } finally {
      await app.query('rollback');
    }
  });

  test('inserting a row under another tenant is a violation on every table', async () => {
    for (const { name } of tables) {
      // An index expression or default may fail first; the columns are filled with something of the right type.
      const columns = await db.asOwner<{ name: string; type: string }>(
        `select column_name as name, data_type as type from information_schema.columns where table_schema = 'public' and table_name = $1
          and is_nullable = 'NO' and column_default is null and is_identity = 'NO'`,
        [name],
      );
      const key = name === 'tenant' ? 'id' : 'tenant_id';
      const filler: Record<string, string> = {
        uuid: `'${randomUUID()}'`,
        text: `'x'`,
        integer: '1',
        bigint: '1',
        'double precision': '1',
        json: `'{}'`,
        boolean: 'true',
        ARRAY: `'{}'`,
        'timestamp with time zone': 'now()',
      };
      const names = columns.map((column) => column.name);
      const values = columns.map((column) => (column.name === key ? `'${tenant}'` : (filler[column.type] ?? 'null')));
      await app.query('begin');
      await app.query(`select set_config('app.tenant', $1, true)`, [other]);
      const insert = app.query(`insert into "${name}" (${names.map((column) => `"${column}"`).join(', ')}) values (${values.join(', ')})`);
      await expect(insert, name).rejects.toMatchObject({ code: '42501', message: expect.stringContaining('row-level security') });
      await app.query('rollback');
    }
  });

  test('a row cannot point to a row of another tenant', async () => {
    const [line] = await db.asOwner<{ id: string }>('select id from definition where tenant_id = $1', [tenant]);
    const insert = db.asOwner(
      `insert into submission (tenant_id, definition_id, idempotency_key, input, input_hash, source, submitted_by, submitted_by_name)
        values ($1, $2, 'k', '{}', 'h', 'api', 'u', 'n')`,
      [other, line?.id],
    );
    await expect(insert).rejects.toMatchObject({ code: '23503' });
  });

  test('what a row is about cannot be changed, a definition least of all', async () => {
    await app.query('begin');
    await app.query(`select set_config('app.tenant', $1, true)`, [tenant]);
    for (const statement of [
      `update definition set hash = 'f'`,
      `update definition set document = '{}'`,
      `update submission set input = '{}'`,
      `delete from run`,
      `delete from decision`,
      `update run set tenant_id = '${other}'`,
    ]) {
      await app.query('savepoint s');
      await expect(app.query(statement), statement).rejects.toMatchObject({ code: '42501' });
      await app.query('rollback to s');
    }
    await app.query('rollback');
  });

  test('the questions across tenants answer with ids alone, and only to the application', async () => {
    expect((await db.database.directory.listTenantIds()).toSorted()).toEqual([tenant, other].toSorted());
    const functions = await db.asOwner<{ name: string; result: string; open: boolean }>(`
      select proname as name, pg_get_function_result(oid) as result, has_function_privilege('public', oid, 'execute') as open
      from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`);
    expect(functions.length).toBe(4);
    expect(functions.filter((entry) => entry.open || !/^(SETOF )?uuid$/.test(entry.result))).toEqual([]);
  });

  test('a tenant id that is no UUID never reaches the server', async () => {
    await expect(db.database.withTenant(`${tenant}'; drop table run; --`, async () => undefined)).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});
