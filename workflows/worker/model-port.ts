// The model as tasks see it: the k1 client, with every attempt recorded before and after, and an answer that is on record never paid for twice.
import { randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { Database } from '../../db/client.ts';
import { completeModelCall, findModelAnswer, insertModelCall, keepModelAnswer, sumModelCalls } from '../../db/repositories/model-call.ts';
import type { RunnerContext, RunnerDeps } from '../catalog/runner.ts';
import { AppError } from '../definition/errors.ts';
import type { Json } from '../definition/json.ts';
import { createK1, type K1 } from '../k1/client.ts';
import type { CallOutcome, CallRecorder, ModelAnswer, ModelBudget, ModelRequest } from '../k1/model-call.ts';
import { createFolderObjectStore } from '../k1/folder-object-store.ts';
import { createS3ObjectStore } from '../k1/s3-object-store.ts';
import type { ModelObjectStore } from '../k1/transport.ts';
import { createOpenAiTransport } from '../k1/openai-transport.ts';
import { PROFILES, type ModelProfile } from '../k1/profiles.ts';
import { promptHashOf } from '../k1/request-body.ts';
import { createSageMakerTransport, sageMakerClientSettings } from '../k1/sagemaker-transport.ts';
import type { WorkerEnv } from './env.ts';

type ModelPort = NonNullable<RunnerDeps['model']>;

export function createModelPort({ database, env }: { database: Database; env: WorkerEnv }): ModelPort {
  const k1 = createClient(env);
  return {
    async complete(request, context) {
      const recorded = context.attempt > 1 ? await answerOnRecord(database, request, context) : undefined;
      if (recorded) return recorded;
      return await k1.complete(request, {
        signal: context.signal,
        heartbeat: () => context.heartbeat(),
        recorder: recorderFor(database, request, context),
        ...budgetOf(database, context),
      });
    },
  };
}

function createClient(env: WorkerEnv): K1 {
  const client = new SageMakerRuntimeClient({
    ...sageMakerClientSettings(),
    region: env.AWS_REGION,
    ...(env.SAGEMAKER_RUNTIME_URL
      ? { endpoint: env.SAGEMAKER_RUNTIME_URL, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }
      : {}),
  });
  return createK1({
    transports: { sagemaker: createSageMakerTransport({ client }), openai: createOpenAiTransport({ fetch }) },
    profiles: profilesFor(env),
    ...objectStoreOf(env),
  });
}

/** Not the artifact store: that keeps the first object of a key, and a repeated asynchronous call must be able to replace its marker. */
function objectStoreOf(env: WorkerEnv): { store?: ModelObjectStore } {
  if (env.MODEL_OBJECTS === undefined) return {};
  const bucket = /^s3:\/\/([^/]+)/.exec(env.MODEL_OBJECTS)?.[1];
  return {
    store:
      bucket === undefined
        ? createFolderObjectStore(env.MODEL_OBJECTS)
        : createS3ObjectStore({ client: new S3Client({ region: env.AWS_REGION }), bucket }),
  };
}

/** The shipped profiles, with the endpoint names of this installation. */
function profilesFor(env: WorkerEnv): Readonly<Record<string, ModelProfile>> {
  if (!env.MODEL_ENDPOINTS) return PROFILES;
  const names = JSON.parse(env.MODEL_ENDPOINTS) as Record<string, string>;
  return Object.fromEntries(
    Object.entries(PROFILES).map(([id, profile]) => [id, names[id] === undefined ? profile : { ...profile, endpointName: names[id] }]),
  );
}

/** Cut before the call: what the run has used, and what this call may use at most, must fit the document's budget together. */
function budgetOf(database: Database, context: RunnerContext): { budget?: ModelBudget } {
  const { modelTokens } = context;
  if (modelTokens === undefined) return {};
  const { tenant, runId } = context.run;
  return {
    budget: {
      reserve: async ({ promptTokens, maxTokens }) => {
        const sums = await database.withTenant(tenant, async (tx) => await sumModelCalls(tx, { tenant, runId }));
        const used = sums.promptTokens + sums.completionTokens;
        if (used + promptTokens + maxTokens > modelTokens) {
          throw new AppError(
            'budget-exceeded',
            `The run's budget is ${modelTokens} model tokens; ${used} are used and this call may need ${promptTokens + maxTokens}. Raise metadata.aix.budget.modelTokens or ask for less.`,
          );
        }
        return { settle: async () => {} };
      },
    },
  };
}

function recorderFor(database: Database, request: ModelRequest, context: RunnerContext): CallRecorder {
  const { tenant, runId } = context.run;
  return {
    intent: async (call) => {
      const id = randomUUID();
      await database.withTenant(tenant, async (tx) => {
        await insertModelCall(tx, {
          tenant,
          id,
          runId,
          step: context.step,
          purpose: call.purpose,
          profile: call.profileId,
          model: call.servedModel,
          endpoint: call.path,
          promptHash: call.promptHash,
          standIn: false,
          request: request.messages as unknown as Json,
        });
      });
      return id;
    },
    outcome: async (id, outcome) => {
      await database.withTenant(tenant, async (tx) => await completeModelCall(tx, { tenant, id, ...rowOf(outcome) }));
    },
    answered: async (id, answer) => {
      if (id === undefined) return;
      await database.withTenant(tenant, async (tx) => await keepModelAnswer(tx, { tenant, id, answer: answer as unknown as Json }));
    },
  };
}

function rowOf(outcome: CallOutcome): Parameters<typeof completeModelCall>[1] extends infer Row ? Omit<Row, 'tenant' | 'id'> : never {
  const endedAt = new Date();
  const begun = endedAt.getTime() - outcome.latencyMilliseconds;
  return {
    state: outcome.ok ? 'answered' : 'failed',
    promptTokens: outcome.usage.promptTokens,
    completionTokens: outcome.usage.completionTokens,
    cost: outcome.cost,
    standIn: outcome.standIn,
    endedAt: endedAt.toISOString(),
    ...(outcome.firstTokenMilliseconds === undefined
      ? {}
      : { firstTokenAt: new Date(begun + outcome.firstTokenMilliseconds).toISOString() }),
    ...(outcome.finishReason === undefined ? {} : { finishReason: outcome.finishReason }),
    ...(outcome.error === undefined ? {} : { error: { kind: outcome.error, text: outcome.errorText ?? '' } }),
  };
}

async function answerOnRecord(database: Database, request: ModelRequest, context: RunnerContext): Promise<ModelAnswer | undefined> {
  const { tenant, runId } = context.run;
  const found = await database.withTenant(
    tenant,
    async (tx) => await findModelAnswer(tx, { tenant, runId, step: context.step, promptHash: promptHashOf(request) }),
  );
  // A row without the answer: the process ended between the outcome and the answer. It is asked again, and both calls are shown.
  return (found?.answer ?? undefined) as unknown as ModelAnswer | undefined;
}
