// Sets up the workers of one process: control (workflows and local activities), heavy and model. Which of them run is the caller's choice.
import { Runtime, Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import type { DataConverter } from '@temporalio/common';
import { TASK_QUEUES } from '../definition/transition.ts';
import type { Activities } from './activities.ts';
import type { WorkflowBundle } from './workflow-bundle.ts';

export interface WorkerSetup {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly activities: Activities;
  readonly bundle: WorkflowBundle;
  readonly dataConverter?: DataConverter;
  readonly queues?: readonly (keyof typeof TASK_QUEUES)[];
  /** Model calls at once: what the endpoint can take. */
  readonly modelSlots?: number;
  /** Sets a queue name prefix, so that tests on one server do not take each other's work. */
  readonly queueSuffix?: string;
  /** In the cloud runs stay on the build that began them; locally a newer build takes over. */
  readonly deployment?: { readonly name: string };
}

export interface RunningWorkers {
  /** Rejects when a worker dies; resolves after `stop`. */
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

export async function createWorkers(setup: WorkerSetup): Promise<RunningWorkers> {
  const names = setup.queues ?? (['control', 'heavy', 'model'] as const);
  const workers = await Promise.all(names.map(async (name) => await Worker.create(optionsFor(name, setup))));
  const runs = workers.map(async (worker) => await worker.run());
  const done = Promise.all(runs).then(() => {});
  // A rejection is the caller's to see through `done`; without this line it would end the process before the caller looks.
  done.catch(() => {});
  return {
    done,
    stop: async () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await Promise.allSettled(runs);
    },
  };
}

function optionsFor(name: keyof typeof TASK_QUEUES, setup: WorkerSetup): WorkerOptions {
  const common: WorkerOptions = {
    connection: setup.connection,
    namespace: setup.namespace,
    taskQueue: TASK_QUEUES[name] + (setup.queueSuffix ?? ''),
    activities: setup.activities as unknown as Record<string, (...args: never[]) => unknown>,
    shutdownGraceTime: '5 seconds',
    ...(setup.dataConverter ? { dataConverter: setup.dataConverter } : {}),
  };
  if (name === 'control') {
    return {
      ...common,
      workflowBundle: { code: setup.bundle.code },
      maxConcurrentLocalActivityExecutions: 50,
      maxConcurrentWorkflowTaskExecutions: 40,
      ...(setup.deployment
        ? {
            workerDeploymentOptions: {
              version: { deploymentName: setup.deployment.name, buildId: setup.bundle.buildId },
              useWorkerVersioning: true,
              defaultVersioningBehavior: 'PINNED',
            },
          }
        : {}),
    };
  }
  return { ...common, maxConcurrentActivityTaskExecutions: name === 'model' ? (setup.modelSlots ?? 8) : 20 };
}

/** The Rust core logs to the terminal unless told otherwise; a command line's output is its result and nothing else. */
export function silenceRuntime(): void {
  Runtime.install({
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} },
    telemetryOptions: { logging: { filter: 'OFF', forward: {} } },
    shutdownSignals: [],
  });
}
