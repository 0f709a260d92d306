// Runs one document on an ephemeral real Temporal server: the engine behind `aix run`, try-outs and workflow tests.
import { Client, Connection, WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import proto from '@temporalio/proto';
import { randomUUID } from 'node:crypto';
import type { WorkflowDocument } from '../../workflows/definition/document.ts';
import type { Json, JsonObject } from '../../workflows/definition/json.ts';
import {
  INTERPRETER_WORKFLOW,
  TASK_QUEUES,
  workflowIdOf,
  type InterpreterInput,
  type RunRef,
  type StepTransition,
  type WorkflowError,
} from '../../workflows/definition/transition.ts';
import { connectPatiently } from '../../workflows/worker/connect.ts';
import { createActivities, type ProtocolCaller } from '../../workflows/worker/activities.ts';
import { createWorkers } from '../../workflows/worker/create-workers.ts';
import { createMemoryStore, type MemoryStore } from '../../workflows/worker/memory-store.ts';
import { workflowBundle } from '../../workflows/worker/workflow-bundle.ts';
import { createLocalCaller } from './local-caller.ts';
import { startTemporal, type TemporalServer } from './temporal.ts';

export interface RunOptions {
  readonly document: WorkflowDocument;
  readonly hash: string;
  readonly input: Json;
  readonly mocks?: JsonObject;
  readonly events?: readonly JsonObject[];
  readonly timeoutMilliseconds: number;
  readonly call?: ProtocolCaller;
  readonly progress?: (line: string) => void;
}

export interface RunOutcome {
  readonly status: 'completed' | 'faulted' | 'cancelled';
  readonly output?: Json;
  readonly error?: WorkflowError;
  readonly steps: readonly { name: string; path: string; status: string; attempts: number; milliseconds: number }[];
}

/** A server, a worker and a client of one's own; `run` may be called many times. */
export interface DocumentRunner {
  run(options: RunOptions): Promise<RunOutcome>;
  stop(): Promise<void>;
}

const TENANT = '00000000-0000-4000-8000-000000000000';
/** Skips of virtual time in one run before the server lets real time pass; its default of 100 stops long loops of waits. */
const MAX_SKIPS = 1_000_000;

export async function createDocumentRunner(
  options: { progress?: (line: string) => void; call?: ProtocolCaller } = {},
): Promise<DocumentRunner> {
  const server = await startTemporal({ timeSkipping: true, ...(options.progress ? { progress: options.progress } : {}) });
  try {
    return await runnerOn(server, options);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function runnerOn(
  server: TemporalServer,
  options: { progress?: (line: string) => void; call?: ProtocolCaller },
): Promise<DocumentRunner> {
  const stores = new Map<string, MemoryStore>();
  const routed = createMemoryStore();
  const connection = await connectPatiently({ address: server.address });
  const activities = createActivities({
    // Each run has a store of its own, found by its id, so that runs side by side do not see each other.
    store: {
      ...routed,
      write: async (run, transitions, result) => await storeOf(stores, run).write(run, transitions, result),
      findResult: async (run, step) => await storeOf(stores, run).findResult(run, step),
      openChild: async (request) => await storeOf(stores, request.run).openChild(request),
      publish: async (run, step, event, transitions) => await storeOf(stores, run).publish(run, step, event, transitions),
    },
    runners: { now: () => new Date() },
    call: options.call ?? createLocalCaller(),
  });
  const workers = await createWorkers({
    connection,
    namespace: 'default',
    activities,
    bundle: await workflowBundle(options.progress ? { progress: options.progress } : {}),
  });
  const clientConnection = await Connection.connect({ address: server.address });
  const client = new Client({ connection: clientConnection });
  return {
    run: async (given) => await runOne(client, stores, given),
    stop: async () => {
      await workers.stop();
      await clientConnection.close();
      await connection.close();
      await server.stop();
    },
  };
}

function storeOf(stores: Map<string, MemoryStore>, run: RunRef): MemoryStore {
  const store = stores.get(run.runId) ?? createMemoryStore();
  stores.set(run.runId, store);
  return store;
}

async function runOne(client: Client, stores: Map<string, MemoryStore>, options: RunOptions): Promise<RunOutcome> {
  const runId = randomUUID();
  const { document } = options;
  const run: RunRef = {
    tenant: TENANT,
    runId,
    submissionId: runId,
    definitionId: runId,
    namespace: document.document.namespace,
    name: document.document.name,
    version: document.document.version,
    hash: options.hash,
  };
  const start: InterpreterInput = {
    run,
    document: document as unknown as Json,
    input: options.input,
    needsPlatform: true,
    ...(options.mocks ? { mocks: options.mocks, dryRun: true } : {}),
    ...(options.events ? { events: options.events } : {}),
  };
  const workflowId = workflowIdOf(TENANT, runId);
  await startRun(client, workflowId, start, options);
  const handle = client.workflow.getHandle(workflowId);
  const timer = setTimeout(() => void handle.cancel().catch(() => {}), options.timeoutMilliseconds);
  try {
    const output = (await handle.result()) as Json;
    return { status: 'completed', output, steps: stepsOf(storeOf(stores, run)) };
  } catch (error) {
    return { ...endOf(error), steps: stepsOf(storeOf(stores, run)) };
  } finally {
    clearTimeout(timer);
    stores.delete(runId);
  }
}

/** The raw request, because the client has no option for virtual time yet. */
async function startRun(client: Client, workflowId: string, start: InterpreterInput, options: RunOptions): Promise<void> {
  if (!options.mocks) {
    await client.workflow.start(INTERPRETER_WORKFLOW, { workflowId, taskQueue: TASK_QUEUES.control, args: [start] });
    return;
  }
  const payload = { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from(JSON.stringify(start)) };
  await client.workflowService.startWorkflowExecution(
    proto.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest.create({
      namespace: 'default',
      workflowId,
      workflowType: { name: INTERPRETER_WORKFLOW },
      taskQueue: { name: TASK_QUEUES.control },
      input: { payloads: [payload] },
      requestId: randomUUID(),
      timeSkippingConfig: { enabled: true, maxSessionSkipCount: MAX_SKIPS },
    } as never),
  );
}

function endOf(error: unknown): { status: 'faulted' | 'cancelled'; error?: WorkflowError } {
  if (error instanceof WorkflowFailedError) {
    if (error.cause instanceof CancelledFailure) return { status: 'cancelled' };
    if (error.cause instanceof ApplicationFailure) return { status: 'faulted', error: error.cause.details?.[0] as WorkflowError };
  }
  throw error;
}

function stepsOf(store: MemoryStore): RunOutcome['steps'] {
  return store.steps().map((step: StepTransition) => ({
    name: step.name,
    path: step.path,
    status: step.state === 'running' || step.state === 'waiting' ? 'cancelled' : step.state,
    attempts: step.attempts,
    milliseconds: Math.max(0, Date.parse(step.at) - Date.parse(step.startedAt ?? step.at)),
  }));
}
