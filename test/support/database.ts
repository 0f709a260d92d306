// A fresh, migrated database for a test file, copied from the template in well under a second, and tenants in it.
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { createDatabase, type Database } from '../../db/client.ts';
import { applicationUrl } from '../../db/migrate.ts';
import { insertTenant } from '../../db/repositories/tenant.ts';
import { withDatabase } from './global-setup.ts';

export interface TestDatabase {
  readonly database: Database;
  /** The application's address: for a client or proxy of the test's own. */
  readonly url: string;
  readonly ownerUrl: string;
  /** Statements as the owner, past all walls: for what an attacker or a broken disk does. */
  asOwner<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** A tenant with a random slug; its id. */
  createTenant(name?: string): Promise<string>;
  /** Closes everything and drops the database. */
  close(): Promise<void>;
}

export async function createTestDatabase({ max = 10 }: { max?: number } = {}): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = `aix_test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await onServer(server, `create database ${name} template ${inject('postgresTemplate')}`);
  const ownerUrl = withDatabase(server, name);
  const url = applicationUrl(ownerUrl, inject('postgresPassword'), inject('postgresRole'));
  const database = createDatabase({ url, max });
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  return {
    database,
    url,
    ownerUrl,
    asOwner: async <Row extends object>(text: string, values: readonly unknown[] = []) => (await owner.query<Row>(text, [...values])).rows,
    createTenant: (tenantName = 'Test plant') => createTenant(database, tenantName),
    close: async () => {
      await database.close();
      await owner.end();
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

export async function createTenant(database: Database, name: string): Promise<string> {
  const id = randomUUID();
  await database.withTenant(id, (tx) => insertTenant(tx, { tenant: id, slug: `t-${id.slice(0, 8)}`, name }));
  return id;
}

/** Two test files may copy the template at once; PostgreSQL refuses that while another session is connected to it, so try again. */
async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await client.query(statement);
        return;
      } catch (error) {
        const busy = error instanceof Error && 'code' in error && error.code === '55006';
        if (!busy || attempt === 50) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  } finally {
    await client.end();
  }
}
