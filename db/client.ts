// The way to the database: a pool, and transactions that see one tenant. Queries live in repositories.
import type { SQL } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { PgDialect } from 'drizzle-orm/pg-core';
import { Pool, type PoolClient } from 'pg';
import { AppError } from '../workflows/definition/errors.ts';
import { toAppError } from './database-error.ts';
import { createDirectory, type Directory } from './directory.ts';
import { authTables } from './schema/auth-tables.ts';

/** A transaction of one tenant. It cannot be nested: repositories take it and never open their own. */
export interface Tx extends Omit<NodePgDatabase, 'transaction'> {
  /**
   * Executes a statement that each connection parses and plans once (a quarter less time for the hot path, measured). Its text must be the same
   * at every call under the name; values come back as the driver makes them.
   */
  executePrepared<Row extends object>(name: string, statement: SQL): Promise<Row[]>;
}
export type AuthDatabase = NodePgDatabase<typeof authTables> & { $client: Pool };

export interface Database {
  /**
   * Runs `work` in one transaction that sees and writes rows of `tenant` (a UUID) only; commits when it resolves, rolls back when it rejects.
   * Throws AppError 'unavailable' (retryable) when the database cannot be reached; with `context.phase` 'commit' the outcome is unknown
   * and the same request must be sent again under the same key.
   */
  withTenant<Result>(tenant: string, work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** For better-auth's drizzle adapter: schema `auth` only (tables of ours show no rows there). */
  readonly auth: AuthDatabase;
  readonly directory: Directory;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Of the application's role, which owns nothing. */
  readonly url: string;
  readonly max?: number;
  readonly statementTimeoutMilliseconds?: number;
  /** Errors of idle connections (a restart of the server, say): they end a connection, never the process. */
  readonly onIdleError?: (error: Error) => void;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function createDatabase({
  url,
  max = 10,
  statementTimeoutMilliseconds = 15_000,
  onIdleError = () => undefined,
}: DatabaseOptions): Database {
  const pool = new Pool({
    connectionString: url,
    max,
    application_name: 'aix',
    connectionTimeoutMillis: 5_000,
    statement_timeout: statementTimeoutMilliseconds,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
  });
  pool.on('error', onIdleError);
  return {
    withTenant: async (tenant, work) => {
      // The id goes into the text of the first statement, which saves a round trip: it must be nothing but a UUID.
      if (!UUID.test(tenant)) throw new AppError('invalid', `"${tenant.slice(0, 40)}" is not a tenant's id; give its UUID.`);
      const client = await pool.connect().catch((error: unknown) => Promise.reject(toAppError(error)));
      return await transaction(client, `begin; select set_config('app.tenant', '${tenant}', true)`, work);
    },
    auth: drizzle(pool, { schema: authTables }),
    directory: createDirectory(pool),
    ping: async () => {
      await pool.query('select 1').catch((error: unknown) => Promise.reject(toAppError(error)));
    },
    close: () => pool.end(),
  };
}

const dialect = new PgDialect();

function txOf(client: PoolClient): Tx {
  return Object.assign(drizzle(client), {
    executePrepared: async <Row extends object>(name: string, statement: SQL): Promise<Row[]> => {
      const { sql: text, params } = dialect.sqlToQuery(statement);
      return (await client.query<Row>({ name, text, values: params })).rows;
    },
  });
}

async function transaction<Result>(client: PoolClient, begin: string, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  let phase: 'work' | 'commit' = 'work';
  let broken: Error | undefined;
  // A connection that breaks between two statements emits an error; unheard it would end the process.
  const onError = (error: Error): void => void (broken = error);
  client.on('error', onError);
  try {
    await client.query(begin);
    const result = await work(txOf(client));
    phase = 'commit';
    const committed = await client.query('commit');
    // A statement failed and its error was swallowed: PostgreSQL answers COMMIT by rolling back, without an error.
    if (committed.command === 'ROLLBACK')
      throw new AppError('internal', 'The transaction had failed before its commit; nothing was stored.');
    return result;
  } catch (error) {
    if (phase === 'commit') broken ??= error instanceof Error ? error : new Error(String(error));
    else await client.query('rollback').catch((failure: Error) => void (broken = failure));
    throw toAppError(error, phase);
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}
