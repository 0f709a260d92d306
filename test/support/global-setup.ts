// Once per test run: one PostgreSQL (the embedded one, or DATABASE_URL's) with a migrated template database, and one Temporal server.
import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../db/migrate.ts';
import { isAlive, stopOrphan } from '../../functions/local/child.ts';
import { startPostgres } from '../../functions/local/postgres.ts';
import { stopOrphan as stopPostgresOrphan } from '../../functions/local/postgres-folder.ts';
import { startTemporal } from '../../functions/local/temporal.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Superuser or owner address of the server (its database is not used by tests). */
    postgresUrl: string;
    postgresTemplate: string;
    /** The application's login in test databases, and its password. */
    postgresRole: string;
    postgresPassword: string;
    /** Undefined when no Temporal server could be had; the reason is in temporalFailure. */
    temporalAddress: string | undefined;
    temporalFailure: string | undefined;
  }
}

const PREFIX = 'aix-test-';

interface Started {
  stop(): Promise<void>;
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started: Started[] = [];
  const stopAll = async (): Promise<void> => {
    for (const part of started.toReversed()) await part.stop();
  };
  try {
    const folder = await makeFolder(started);
    const [url, temporal] = await Promise.all([postgres(started, folder), temporalServer(started, folder)]);
    const password = randomBytes(12).toString('hex');
    const run = randomUUID().slice(0, 8);
    const template = `aix_template_${run}`;
    // A login of this run's own: roles belong to the whole server, where a product and another test run must keep their passwords.
    const role = `aix_test_${run}`;
    started.push({ stop: () => dropTemplate(url, template, role) });
    await makeTemplate(url, template, role, password);
    project.provide('postgresUrl', url);
    project.provide('postgresTemplate', template);
    project.provide('postgresRole', role);
    project.provide('postgresPassword', password);
    project.provide('temporalAddress', temporal.address);
    project.provide('temporalFailure', temporal.failure);
    return stopAll;
  } catch (error) {
    await stopAll();
    throw error;
  }
}

/** This run's folder: what it starts is noted there, so that a later run can clear up after a kill -9. */
async function makeFolder(started: Started[]): Promise<string> {
  await sweepOrphans();
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  // mkdtemp makes it private to root, and PostgreSQL runs as somebody else.
  await chmod(folder, 0o755);
  await writeFile(join(folder, 'owner'), String(process.pid));
  started.push({ stop: () => rm(folder, { recursive: true, force: true }) });
  return folder;
}

/** What test runs that were killed left behind: their servers, by the servers' own lock files, and their folder. */
async function sweepOrphans(): Promise<void> {
  for (const name of (await readdir(tmpdir())).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    const owner = Number(await readFile(join(folder, 'owner'), 'utf8').catch(() => ''));
    // Without an owner it may be a run that is just starting.
    if (!(owner > 1) || isAlive(owner)) continue;
    await stopPostgresOrphan({ base: join(folder, 'postgres'), data: join(folder, 'postgres', 'data') });
    await stopOrphan(join(folder, 'temporal.pid'));
    await rm(folder, { recursive: true, force: true });
  }
}

async function postgres(started: Started[], folder: string): Promise<string> {
  const given = process.env['DATABASE_URL'];
  if (given) return given;
  const server = await startPostgres({ dataDir: join(folder, 'postgres'), durable: false });
  started.push(server);
  return server.ownerUrl;
}

/** Database tests must run where no Temporal server can be had; tests that need one fail with its reason. */
async function temporalServer(started: Started[], folder: string): Promise<{ address?: string; failure?: string }> {
  const given = process.env['TEMPORAL_ADDRESS'];
  if (given) return { address: given };
  try {
    const server = await startTemporal({ progress: (line) => process.stderr.write(`${line}\n`) });
    started.push(server);
    await writeFile(join(folder, 'temporal.pid'), `${server.pid}\n${server.child.process.spawnfile}\n`);
    return { address: server.address };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

async function makeTemplate(url: string, template: string, role: string, password: string): Promise<void> {
  await asOwner(url, `create database ${template}`);
  await migrate({ ownerUrl: withDatabase(url, template), appPassword: password, appRole: role });
}

async function dropTemplate(url: string, template: string, role: string): Promise<void> {
  await asOwner(url, `drop database if exists ${template} with (force)`);
  await asOwner(url, `drop role if exists ${role}`);
}

async function asOwner(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
