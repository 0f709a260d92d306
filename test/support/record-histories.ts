// Records histories of a few runs of today's interpreter as fixtures of the replay test: `npx tsx test/support/record-histories.ts`.
// Run it when an interpreter build is released. Old folders stay: open runs of those builds must still replay.
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { startTemporal } from '../../functions/local/temporal.ts';
import { catalog } from '../../workflows/catalog/catalog.ts';
import type { Json, JsonObject } from '../../workflows/definition/json.ts';
import {
  DECIDE_UPDATE,
  EVENT_SIGNAL,
  INTERPRETER_WORKFLOW,
  TASK_QUEUES,
  workflowIdOf,
  type InterpreterInput,
  type RunRef,
} from '../../workflows/definition/transition.ts';
import { validateText } from '../../workflows/definition/validate-text.ts';
import { createActivities } from '../../workflows/worker/activities.ts';
import { createWorkers, silenceRuntime } from '../../workflows/worker/create-workers.ts';
import { createMemoryStore, type MemoryStore } from '../../workflows/worker/memory-store.ts';
import { workflowBundle } from '../../workflows/worker/workflow-bundle.ts';
import { writeHistory } from './histories.ts';
import { until } from './local-platform.ts';

const TENANT = '00000000-0000-4000-8000-000000000000';

interface Scene {
  readonly name: string;
  readonly yaml: string;
  readonly input?: Json;
  /** What happens to the run while it waits. */
  act?(stage: Stage): Promise<void>;
  /** Faulted runs are histories too. */
  readonly faults?: boolean;
  /** Recorded while it still waits: what an open run of a released build looks like. */
  readonly open?: boolean;
}

interface Stage {
  readonly store: MemoryStore;
  signal(event: JsonObject): Promise<void>;
  decide(taskId: string): Promise<void>;
}

const taskOf = async ({ store }: Stage): Promise<string> =>
  await until('a task', async () => {
    const opened = store.transitions.find((transition) => transition.type === 'task' && transition.state === 'open');
    return opened?.type === 'task' ? opened.taskId : undefined;
  });
const listening = async ({ store }: Stage): Promise<void> =>
  void (await until('a listener', async () => store.transitions.some((transition) => transition.type === 'listen')));

const APPROVE = `do:
  - plan: { call: acceptance-sampling, with: { lotSize: 500, aql: 1.0, level: II }, export: { as: '\${ { plan: . } }' } }
  - decide: { call: approve, with: { role: quality-manager, deadline: PT4H, onTimeout: escalate } }
  - after: { set: { decided: '\${ .decision }' } }`;
const LISTEN = `do:
  - hear:
      listen: { to: { any: [ { with: { type: tick } } ], until: '\${ length >= 3 }' }, read: envelope }
      foreach: { item: tick, do: [ { note: { set: { n: '\${ $tick.data.n }' } } } ] }`;
const tick = (n: number): JsonObject => ({ specversion: '1.0', id: `t${n}`, source: '/clock', type: 'tick', data: { n } });

const SCENES: readonly Scene[] = [
  {
    name: 'pure-chain',
    input: { n: 3 },
    yaml: `do:
  - route: { switch: [ { big: { when: '\${ .n > 2 }', then: loop } }, { small: { then: end } } ] }
  - loop: { for: { each: i, in: '\${ [range(20)] }' }, do: [ { add: { set: { n: '\${ .n + $i }' } } } ] }
  - both: { fork: { branches: [ { a: { set: { a: 1 } } }, { b: { do: [ { nap: { wait: { milliseconds: 50 } } }, { c: { set: { b: 2 } } } ] } } ] } }`,
  },
  {
    name: 'caught-and-retried',
    yaml: `do:
  - attempt:
      try: [ { bad: { call: acceptance-sampling, with: { lotSize: '\${ 0 }', aql: 1.0, level: II } } } ]
      catch: { retry: { delay: { milliseconds: 20 }, limit: { attempt: { count: 2 } } }, do: [ { instead: { set: { n: 0 } } } ] }
  - say: { emit: { event: { with: { source: 'https://plant.example/line', type: said } } } }`,
  },
  { name: 'faulted', faults: true, yaml: `do:\n  - broken: { set: { n: '\${ error("broken part") }' } }` },
  { name: 'approved', yaml: APPROVE, act: async (stage) => await stage.decide(await taskOf(stage)) },
  { name: 'approval-open', yaml: APPROVE, open: true, act: async (stage) => void (await taskOf(stage)) },
  {
    name: 'listened',
    yaml: LISTEN,
    act: async (stage) => {
      await listening(stage);
      for (const n of [1, 2, 2, 3]) await stage.signal(tick(n));
    },
  },
  {
    name: 'listening-open',
    yaml: LISTEN,
    open: true,
    act: async (stage) => {
      await listening(stage);
      await stage.signal(tick(1));
    },
  },
  { name: 'timed-out', faults: true, yaml: `do:\n  - slow: { wait: PT30S, timeout: { after: { milliseconds: 100 } } }` },
];

async function record(client: Client, stores: Map<string, MemoryStore>, build: string, scene: Scene): Promise<void> {
  const checked = validateText(`document: { dsl: '1.0.3', namespace: replay, name: ${scene.name}, version: 1.0.0 }\n${scene.yaml}`, {
    catalog,
  });
  if (!checked.document || !checked.definition) throw new Error(`${scene.name}: ${JSON.stringify(checked.issues)}`);
  const runId = crypto.randomUUID();
  const run: RunRef = { tenant: TENANT, runId, submissionId: runId, definitionId: runId, ...checked.definition };
  const store = createMemoryStore();
  stores.set(runId, store);
  const start: InterpreterInput = { run, document: checked.document as unknown as Json, input: scene.input ?? {}, requestedBy: 'recorder' };
  const handle = await client.workflow.start(INTERPRETER_WORKFLOW, {
    workflowId: workflowIdOf(TENANT, runId),
    taskQueue: TASK_QUEUES.control,
    args: [start],
  });
  const by = { userId: 'recorder', name: 'Recorder', role: 'quality-manager' };
  await scene.act?.({
    store,
    signal: async (event) => await handle.signal(EVENT_SIGNAL, event),
    decide: async (taskId) =>
      void (await handle.executeUpdate(DECIDE_UPDATE, {
        args: [{ decisionId: crypto.randomUUID(), taskId, outcome: 'approve', by, at: new Date().toISOString() }],
      })),
  });
  if (!scene.open) await handle.result().catch((error: unknown) => (scene.faults ? undefined : Promise.reject(error)));
  await writeHistory(build, scene.name, await handle.fetchHistory());
  if (scene.open) await handle.terminate('recorded');
}

async function main(): Promise<void> {
  silenceRuntime();
  const bundle = await workflowBundle({ progress: (line) => process.stderr.write(`${line}\n`) });
  const server = await startTemporal({});
  const connection = await until(
    'the engine',
    async () => await NativeConnection.connect({ address: server.address }).catch(() => undefined),
  );
  const stores = new Map<string, MemoryStore>();
  const storeOf = (run: RunRef): MemoryStore => {
    const store = stores.get(run.runId);
    if (!store) throw new Error(`There is no scene of run ${run.runId}.`);
    return store;
  };
  const routed = {
    ...createMemoryStore(),
    write: async (...[run, transitions, result]: Parameters<MemoryStore['write']>) => await storeOf(run).write(run, transitions, result),
    publish: async (...[run, step, event, transitions]: Parameters<MemoryStore['publish']>) =>
      await storeOf(run).publish(run, step, event, transitions),
  };
  const workers = await createWorkers({
    connection,
    namespace: 'default',
    activities: createActivities({ store: routed, runners: { now: () => new Date() } }),
    bundle,
  });
  const client = new Client({ connection: await Connection.connect({ address: server.address }) });
  try {
    for (const scene of SCENES) await record(client, stores, bundle.buildId, scene);
    process.stdout.write(`${SCENES.length} histories of build ${bundle.buildId}\n`);
  } finally {
    await workers.stop();
    await client.connection.close();
    await connection.close();
    await server.stop();
  }
}

await main();
