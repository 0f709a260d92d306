// Interpreted chains beside hand-written Temporal TypeScript: same server, same worker process, same activities, run alternately.
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import { createDatabase, type Database } from '../../db/client.ts';
import { applicationUrl, migrate } from '../../db/migrate.ts';
import { insertDefinition } from '../../db/repositories/definition.ts';
import { insertRun } from '../../db/repositories/run.ts';
import { insertSubmission } from '../../db/repositories/submission.ts';
import { insertTenant } from '../../db/repositories/tenant.ts';
import { startPostgres } from '../../functions/local/postgres.ts';
import { startTemporal } from '../../functions/local/temporal.ts';
import type { Json } from '../../workflows/definition/json.ts';
import { INTERPRETER_WORKFLOW, TASK_QUEUES, type RunRef } from '../../workflows/definition/transition.ts';
import { createActivities } from '../../workflows/worker/activities.ts';
import { createWorkers, silenceRuntime } from '../../workflows/worker/create-workers.ts';
import { createDatabaseStore } from '../../workflows/worker/database-store.ts';
import { createMemoryStore } from '../../workflows/worker/memory-store.ts';
import { workflowBundle } from '../../workflows/worker/workflow-bundle.ts';
import { openTemporaryFolder } from '../support/open-folder.ts';
import { median, spread } from './statistics.ts';

const PAIRS = Number(process.env['BENCH_PAIRS'] ?? 24);
const TENANT = '00000000-0000-4000-8000-00000000bec0';

interface Case {
  readonly title: string;
  readonly steps: number;
  readonly writes: boolean;
}

const CASES: readonly Case[] = [
  { title: '3 light steps, rows written', steps: 3, writes: true },
  { title: '3 light steps, no rows', steps: 3, writes: false },
  { title: '40 light steps, rows written', steps: 40, writes: true },
];

export async function benchChains(): Promise<void> {
  silenceRuntime();
  const folder = await openTemporaryFolder('aix-bench-');
  const [postgres, temporal] = await Promise.all([
    startPostgres({ dataDir: join(folder, 'postgres') }),
    startTemporal({ dataDir: join(folder, 'temporal') }),
  ]);
  await migrate({ ownerUrl: postgres.ownerUrl, appPassword: 'bench' });
  const database = createDatabase({ url: applicationUrl(postgres.ownerUrl, 'bench') });
  await database.withTenant(TENANT, async (tx) => await insertTenant(tx, { tenant: TENANT, slug: 'bench', name: 'Bench' }));
  const connection = await NativeConnection.connect({ address: temporal.address });
  const client = new Client({ connection: await Connection.connect({ address: temporal.address }) });
  try {
    for (const one of CASES) await benchCase(one, { database, connection, client });
  } finally {
    await client.connection.close();
    await connection.close();
    await database.close();
    await Promise.all([postgres.stop(), temporal.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
}

interface Parts {
  readonly database: Database;
  readonly connection: NativeConnection;
  readonly client: Client;
}

async function benchCase(one: Case, parts: Parts): Promise<void> {
  const store = one.writes ? createDatabaseStore(parts.database) : createMemoryStore();
  const activities = createActivities({ store, runners: { now: () => new Date() } });
  const workers = await createWorkers({
    connection: parts.connection,
    namespace: 'default',
    activities,
    bundle: await workflowBundle(),
    queues: ['control'],
  });
  const { code } = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./hand-written.ts', import.meta.url)),
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} },
  });
  const hand = await Worker.create({
    connection: parts.connection,
    namespace: 'default',
    taskQueue: 'hand',
    workflowBundle: { code },
    activities: activities as never,
    maxConcurrentLocalActivityExecutions: 50,
  });
  const handRun = hand.run();
  const ours: number[] = [];
  const theirs: number[] = [];
  const ratios: number[] = [];
  for (let pair = -3; pair < PAIRS; pair += 1) {
    const interpreted = async (): Promise<number> => await timed(async () => await runInterpreted(one, parts));
    const written = async (): Promise<number> => await timed(async () => await runHandWritten(one, parts));
    // Turned around every other time: whoever goes second finds warmer caches.
    const first = pair % 2 === 0;
    const a = first ? await interpreted() : -1;
    const b = await written();
    const mine = first ? a : await interpreted();
    if (pair < 0) continue;
    ours.push(mine);
    theirs.push(b);
    ratios.push(mine / b);
  }
  hand.shutdown();
  await handRun;
  await workers.stop();
  console.log(
    `${one.title}: interpreted ${median(ours).toFixed(1)} ms, hand-written ${median(theirs).toFixed(1)} ms, ratio ${median(ratios).toFixed(3)} (${spread(ratios)}) over ${PAIRS} pairs`,
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function documentOf(steps: number): Json {
  const list = Array.from({ length: steps }, (_, step) => ({
    [`plan${step}`]: { call: 'acceptance-sampling', with: { lotSize: '${ $workflow.input.lotSize }', aql: 1 } },
  }));
  return { document: { dsl: '1.0.3', namespace: 'bench', name: `chain-${steps}`, version: '1.0.0' }, do: list };
}

const INPUT = { lotSize: 500, thickness: [4.99, 5.01, 5.0, 5.02, 4.98] };

async function newRun(one: Case, { database }: Parts): Promise<RunRef> {
  const submissionId = randomUUID();
  const base = {
    tenant: TENANT,
    runId: randomUUID(),
    submissionId,
    namespace: 'bench',
    name: `chain-${one.steps}`,
    version: '1.0.0',
    hash: `hash-${one.steps}`,
  };
  if (!one.writes) return { ...base, definitionId: submissionId };
  return await database.withTenant(TENANT, async (tx) => {
    const { definition } = await insertDefinition(tx, {
      tenant: TENANT,
      namespace: base.namespace,
      name: base.name,
      version: base.version,
      hash: base.hash,
      source: '',
      document: documentOf(one.steps),
      publishedBy: 'bench',
      publishedByName: 'bench',
    });
    await insertSubmission(tx, {
      tenant: TENANT,
      id: submissionId,
      definitionId: definition.id,
      idempotencyKey: submissionId,
      input: INPUT,
      inputHash: 'x',
      source: 'api',
      submittedBy: 'bench',
      submittedByName: 'bench',
    });
    const { runId } = await insertRun(tx, {
      tenant: TENANT,
      id: base.runId,
      submissionId,
      definitionId: definition.id,
      workflowId: `t/${TENANT}/run/${submissionId}`,
    });
    return { ...base, runId, definitionId: definition.id };
  });
}

async function runInterpreted(one: Case, parts: Parts): Promise<void> {
  const run = await newRun(one, parts);
  await parts.client.workflow.execute(INTERPRETER_WORKFLOW, {
    workflowId: `t/${TENANT}/run/${run.submissionId}`,
    taskQueue: TASK_QUEUES.control,
    args: [{ run, document: documentOf(one.steps), input: INPUT }],
  });
}

async function runHandWritten(one: Case, parts: Parts): Promise<void> {
  const run = await newRun(one, parts);
  await parts.client.workflow.execute('handWritten', {
    workflowId: `t/${TENANT}/hand/${run.submissionId}`,
    taskQueue: 'hand',
    args: [{ run, input: INPUT, writes: one.writes, steps: one.steps }],
  });
}
