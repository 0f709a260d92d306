// A database as JSON lines, one file a table, and back. Plain SQL only, so that it works on every PostgreSQL without its client programs.
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { Client } from 'pg';
import { AppError } from '../../workflows/definition/errors.ts';

/** The migration journal is made by migrating the empty database, not by copying. */
const SCHEMAS = ['public', 'auth'];
const BATCH = 500;

interface Table {
  readonly schema: string;
  readonly name: string;
}

/** One consistent snapshot, whatever is written meanwhile. @returns rows by table. */
export async function dumpTables(ownerUrl: string, folder: string): Promise<Record<string, number>> {
  await mkdir(folder, { recursive: true });
  return await withClient(ownerUrl, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    const counts: Record<string, number> = {};
    for (const table of await listTables(client)) counts[`${table.schema}.${table.name}`] = await dumpTable(client, table, folder);
    await client.query('commit');
    return counts;
  });
}

async function dumpTable(client: Client, table: Table, folder: string): Promise<number> {
  const out = createWriteStream(join(folder, `${table.schema}.${table.name}.jsonl`));
  await client.query(`declare rows no scroll cursor for select to_json(t)::text as row from ${quoted(client, table)} t`);
  let count = 0;
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${BATCH} from rows`);
    if (rows.length === 0) break;
    for (const { row } of rows) if (!out.write(`${row}\n`)) await once(out, 'drain');
    count += rows.length;
  }
  await client.query('close rows');
  out.end();
  await finished(out);
  return count;
}

/** Fills the tables of a freshly migrated database. @throws AppError 'conflict' when it holds rows already. */
export async function loadTables(ownerUrl: string, folder: string): Promise<Record<string, number>> {
  return await withClient(ownerUrl, async (client) => {
    await client.query('begin');
    // Rows come in any order and have passed their checks once: no foreign keys, no triggers. Needs the owner to be a superuser.
    await client.query("set local session_replication_role = 'replica'");
    const present = new Set((await listTables(client)).map((table) => `${table.schema}.${table.name}`));
    const counts: Record<string, number> = {};
    for (const file of (await readdir(folder)).filter((name) => name.endsWith('.jsonl'))) {
      const [schema = '', name = ''] = file.slice(0, -'.jsonl'.length).split('.');
      if (!present.has(`${schema}.${name}`))
        throw new AppError(
          'conflict',
          `The backup has a table ${schema}.${name} that this release does not know; restore it with the release that made it.`,
        );
      counts[`${schema}.${name}`] = await loadTable(client, { schema, name }, join(folder, file));
    }
    await resetSequences(client);
    await client.query('commit');
    return counts;
  });
}

async function loadTable(client: Client, table: Table, path: string): Promise<number> {
  const { rows } = await client.query(`select 1 from ${quoted(client, table)} limit 1`);
  if (rows.length > 0)
    throw new AppError(
      'conflict',
      `The table ${table.schema}.${table.name} holds rows already; restore into an empty data folder or database.`,
    );
  let batch: string[] = [];
  let count = 0;
  const write = async (): Promise<void> => {
    if (batch.length === 0) return;
    await client.query(
      `insert into ${quoted(client, table)} overriding system value select r.* from unnest($1::text[]) as line, json_populate_record(null::${quoted(client, table)}, line::json) as r`,
      [batch],
    );
    count += batch.length;
    batch = [];
  };
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === '') continue;
    batch.push(line);
    if (batch.length === BATCH) await write();
  }
  await write();
  return count;
}

/** Identity columns must go on after the highest value that came in. */
async function resetSequences(client: Client): Promise<void> {
  const { rows } = await client.query<{ schema: string; table: string; column: string; sequence: string }>(
    `select table_schema as schema, table_name as "table", column_name as "column", pg_get_serial_sequence(format('%I.%I', table_schema, table_name), column_name) as sequence
     from information_schema.columns where table_schema = any($1) and (is_identity = 'YES' or column_default like 'nextval(%')`,
    [SCHEMAS],
  );
  for (const { schema, table, column, sequence } of rows) {
    await client.query(
      `select setval($1, greatest((select coalesce(max(${client.escapeIdentifier(column)}), 0) from ${quoted(client, { schema, name: table })}), 1))`,
      [sequence],
    );
  }
}

async function listTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select table_schema as schema, table_name as name from information_schema.tables where table_schema = any($1) and table_type = 'BASE TABLE' order by 1, 2`,
    [SCHEMAS],
  );
  return rows;
}

function quoted(client: Client, { schema, name }: Table): string {
  return `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`;
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'aix-dump' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
