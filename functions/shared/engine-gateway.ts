// The door to Temporal for API, pages and relay: start, decide, cancel, each bounded in time and harmless when repeated.
// It knows no database; what must not be lost is in the outbox before it is called.
import {
  Client,
  Connection,
  isGrpcServiceError,
  ServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure, type DataConverter } from '@temporalio/common';
import { AppError } from '../../workflows/definition/errors.ts';
import type { JsonObject } from '../../workflows/definition/json.ts';
import {
  DECIDE_UPDATE,
  EVENT_SIGNAL,
  INTERPRETER_WORKFLOW,
  STATE_QUERY,
  TASK_QUEUES,
  type DecisionInput,
  type InterpreterInput,
} from '../../workflows/definition/transition.ts';

export interface EngineGateway {
  /** Starts the run, or finds it started: both are `started`. Throws AppError unavailable when the engine does not answer. */
  start(workflowId: string, input: InterpreterInput): Promise<'started' | 'already-started'>;
  /** `refused` carries the reason and, where there is one, the first decision. */
  decide(
    workflowId: string,
    decision: DecisionInput,
  ): Promise<{ state: 'applied' } | { state: 'refused'; reason: string; code: string } | { state: 'closed' }>;
  cancel(workflowId: string): Promise<'requested' | 'closed'>;
  /** CloudEvents in order, in one signal. A run drops those it has had. */
  signalEvents(workflowId: string, events: readonly JsonObject[]): Promise<'delivered' | 'closed'>;
  /** Asks the run itself how it stands. `closed`: the engine does not know it (any more). */
  queryState(workflowId: string): Promise<JsonObject | 'closed'>;
  readonly client: Client;
  /** Throws when the engine does not answer, or when nobody polls the control queue. */
  ping(): Promise<void>;
  workersPolling(): Promise<boolean>;
  close(): Promise<void>;
}

export interface EngineGatewayOptions {
  readonly address: string;
  readonly namespace: string;
  readonly apiKey?: string;
  readonly dataConverter: DataConverter;
  /** Longest wait for an answer; a person is waiting behind it. */
  readonly deadlineMilliseconds?: number;
}

/** Connects lazily: forms must be taken while the engine is down. */
export function createEngineGateway(options: EngineGatewayOptions): EngineGateway {
  const connection = Connection.lazy({ address: options.address, ...(options.apiKey ? { tls: true, apiKey: options.apiKey } : {}) });
  const client = new Client({ connection, namespace: options.namespace, dataConverter: options.dataConverter });
  const deadline = options.deadlineMilliseconds ?? 5_000;
  const bounded = async <T>(work: () => Promise<T>): Promise<T> => await connection.withDeadline(Date.now() + deadline, work);
  return {
    client,
    start: async (workflowId, input) => await mapped(async () => await bounded(async () => await start(client, workflowId, input))),
    decide: async (workflowId, decision) => await mapped(async () => await bounded(async () => await decide(client, workflowId, decision))),
    cancel: async (workflowId) =>
      await mapped(
        async () =>
          await bounded(
            async () => await unlessClosed(async () => void (await client.workflow.getHandle(workflowId).cancel()), 'requested' as const),
          ),
      ),
    signalEvents: async (workflowId, events) =>
      await mapped(
        async () =>
          await bounded(
            async () =>
              await unlessClosed(
                async () => await client.workflow.getHandle(workflowId).signal(EVENT_SIGNAL, events),
                'delivered' as const,
              ),
          ),
      ),
    queryState: async (workflowId) => await mapped(async () => await bounded(async () => await queryState(client, workflowId))),
    ping: async () => {
      await mapped(
        async () =>
          await connection.withDeadline(Date.now() + 2_000, async () => void (await connection.workflowService.getSystemInfo({}))),
      );
    },
    workersPolling: async () => {
      const { pollers } = await mapped(
        async () =>
          await connection.withDeadline(
            Date.now() + 2_000,
            async () =>
              await connection.workflowService.describeTaskQueue({
                namespace: options.namespace,
                taskQueue: { name: TASK_QUEUES.control },
                taskQueueType: 1,
              }),
          ),
      );
      const recent = Date.now() - 70_000;
      return (pollers ?? []).some((poller) => Number(poller.lastAccessTime?.seconds ?? 0) * 1000 > recent);
    },
    close: async () => await connection.close(),
  };
}

async function start(client: Client, workflowId: string, input: InterpreterInput): Promise<'started' | 'already-started'> {
  try {
    await client.workflow.start(INTERPRETER_WORKFLOW, {
      workflowId,
      taskQueue: TASK_QUEUES.control,
      args: [input],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      ...(input.run
        ? {
            // Clear text by nature: names and versions only, nothing of a person.
            searchAttributes: {
              AixTenant: [input.run.tenant],
              AixDefinition: [`${input.run.namespace}/${input.run.name}`],
              AixVersion: [input.run.version],
            },
          }
        : {}),
    });
    return 'started';
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 'already-started';
    throw error;
  }
}

/** The handle carries no run id: after continue-as-new the answer must reach the newest run. */
async function decide(client: Client, workflowId: string, decision: DecisionInput): ReturnType<EngineGateway['decide']> {
  const handle = client.workflow.getHandle(workflowId);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await handle.executeUpdate(DECIDE_UPDATE, { args: [decision], updateId: decision.decisionId });
      return { state: 'applied' };
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return { state: 'closed' };
      if (error instanceof WorkflowUpdateFailedError) {
        const cause = error.cause;
        if (cause instanceof ApplicationFailure) {
          // Continue-as-new came between: the next run takes it.
          if (/aborted/i.test(cause.message) && attempt < 5) continue;
          return { state: 'refused', code: cause.type ?? 'refused', reason: cause.message };
        }
        return { state: 'refused', code: 'refused', reason: error.message };
      }
      if (/update was aborted|workflow execution already completed/i.test(messageOf(error))) {
        if (/already completed/i.test(messageOf(error))) return { state: 'closed' };
        if (attempt < 5) continue;
      }
      throw error;
    }
  }
}

async function queryState(client: Client, workflowId: string): Promise<JsonObject | 'closed'> {
  try {
    return await client.workflow.getHandle(workflowId).query<JsonObject>(STATE_QUERY);
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'closed';
    throw error;
  }
}

async function unlessClosed<T>(work: () => Promise<void>, done: T): Promise<T | 'closed'> {
  try {
    await work();
    return done;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'closed';
    throw error;
  }
}

async function mapped<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || error instanceof ServiceError || isGrpcServiceError(error)) {
      throw new AppError('unavailable', 'The workflow engine does not answer; what was recorded will be delivered by itself.', {
        retryable: true,
        cause: error,
      });
    }
    throw error;
  }
}

function messageOf(error: unknown): string {
  const own = error instanceof Error ? error.message : String(error);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
  return `${own} ${cause}`;
}
