// A real engine for tests of what lies between database and runs: a Temporal server and workers of its own on a test database,
// the doors bound to it, and the relay's sweep at the test's own beat. No HTTP, no model but the one given.
import { NativeConnection } from '@temporalio/worker';
import { createDefinitionDesk } from '../../functions/shared/definition-desk.ts';
import { createEngineGateway, type EngineGateway } from '../../functions/shared/engine-gateway.ts';
import { createServices, type Services } from '../../functions/shared/services.ts';
import type { Actor } from '../../functions/shared/actor.ts';
import { sweepOutbox } from '../../functions/relay/outbox-sweep.ts';
import { startTemporal } from '../../functions/local/temporal.ts';
import { getRun, type Run } from '../../db/repositories/run.ts';
import { listSteps, type Step } from '../../db/repositories/step.ts';
import type { Database } from '../../db/client.ts';
import type { RunnerDeps } from '../../workflows/catalog/runner.ts';
import type { Json } from '../../workflows/definition/json.ts';
import { createActivities } from '../../workflows/worker/activities.ts';
import { createWorkers, silenceRuntime } from '../../workflows/worker/create-workers.ts';
import { createDatabaseStore } from '../../workflows/worker/database-store.ts';
import { workflowBundle } from '../../workflows/worker/workflow-bundle.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { until } from './local-platform.ts';

export interface EngineRoom {
  readonly db: TestDatabase;
  readonly database: Database;
  readonly engine: EngineGateway;
  readonly services: Services;
  readonly tenant: string;
  readonly actor: Actor;
  readonly address: string;
  /** Publishes a document and starts it; its run id. `yaml` is what follows the head. */
  start(name: string, yaml: string, input?: Json): Promise<string>;
  publish(name: string, yaml: string, version?: string): Promise<void>;
  sweep(): Promise<void>;
  run(runId: string): Promise<Run>;
  steps(runId: string): Promise<Step[]>;
  /** Sweeps until the run is in one of the states. */
  reach(runId: string, states: readonly string[], patienceMilliseconds?: number): Promise<Run>;
  stop(): Promise<void>;
}

const ROLES = ['operator', 'inspector', 'quality-manager', 'planner', 'admin'];
let silenced = false;

export async function createEngineRoom(runners: Partial<RunnerDeps> = {}): Promise<EngineRoom> {
  if (!silenced) silenceRuntime();
  silenced = true;
  const db = await createTestDatabase();
  const { database } = db;
  const server = await startTemporal({});
  // The server listens a moment before it is healthy.
  const connection = await until(
    'the engine',
    async () => await NativeConnection.connect({ address: server.address }).catch(() => undefined),
  );
  const activities = createActivities({ store: createDatabaseStore(database), runners: { now: () => new Date(), ...runners } });
  const workers = await createWorkers({ connection, namespace: 'default', activities, bundle: await workflowBundle() });
  const engine = createEngineGateway({ address: server.address, namespace: 'default', dataConverter: {} });
  // No artifacts are touched here.
  const services = createServices({ database, engine, store: undefined as never });
  const tenant = await db.createTenant();
  const actor: Actor = { userId: 'tester', name: '시험', roles: ROLES, tenant, kind: 'session' };
  const desk = createDefinitionDesk({ database });
  const sweep = async (): Promise<void> => void (await sweepOutbox({ database, engine }));
  const publish = async (name: string, yaml: string, version = '1.0.0'): Promise<void> =>
    void (await desk.publish({
      tenant,
      actor,
      text: `document: { dsl: '1.0.3', namespace: test, name: ${name}, version: ${version} }\n${yaml}`,
    }));
  const run = async (runId: string): Promise<Run> => await database.withTenant(tenant, async (tx) => await getRun(tx, { tenant, runId }));
  return {
    db,
    database,
    engine,
    services,
    tenant,
    actor,
    address: server.address,
    publish,
    sweep,
    run,
    steps: async (runId) => await database.withTenant(tenant, async (tx) => await listSteps(tx, { tenant, runId })),
    start: async (name, yaml, input = {}) => {
      await publish(name, yaml);
      return (
        await services.submit({
          tenant,
          actor,
          definition: { namespace: 'test', name },
          input,
          idempotencyKey: crypto.randomUUID(),
          source: 'api',
        })
      ).runId;
    },
    reach: async (runId, states, patience = 60_000) =>
      await until(
        `run ${runId} to be ${states.join(' or ')}`,
        async () => {
          await sweep();
          const found = await run(runId);
          return states.includes(found.state) ? found : undefined;
        },
        patience,
      ),
    stop: async () => {
      await workers.stop();
      await engine.close();
      await connection.close();
      await server.stop();
      await db.close();
    },
  };
}
