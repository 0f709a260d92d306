// A twin and a client of ours that speaks to it over HTTP through the real SDK, with a recorder and a clock that does not wait.
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { createK1 } from '../../workflows/k1/client.ts';
import type { K1, K1Deps } from '../../workflows/k1/client.ts';
import type { K1Limits } from '../../workflows/k1/limits.ts';
import type { CallIntent, CallOutcome, CallRecorder, ModelAnswer, ModelRequest } from '../../workflows/k1/model-call.ts';
import { createOpenAiTransport } from '../../workflows/k1/openai-transport.ts';
import { PROFILES, withProfile } from '../../workflows/k1/profiles.ts';
import { createSageMakerTransport, sageMakerClientSettings } from '../../workflows/k1/sagemaker-transport.ts';
import { createTwin } from '../../workflows/k1/twin/twin.ts';
import type { Twin, TwinOptions } from '../../workflows/k1/twin/twin.ts';

export interface RecordedCall {
  readonly id: string;
  readonly intent: CallIntent;
  outcome?: CallOutcome;
}

export interface TwinSession {
  readonly twin: Twin;
  readonly k1: K1;
  readonly rows: RecordedCall[];
  readonly answers: ModelAnswer[];
  readonly recorder: CallRecorder;
  /** Milliseconds of every pause the client wanted. */
  readonly pauses: number[];
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly twin?: TwinOptions;
  readonly limits?: Partial<K1Limits>;
  readonly deps?: Partial<K1Deps>;
  /** False: no store, so no asynchronous path. */
  readonly store?: boolean;
}

/** Time-outs of a test: far above what the twin needs, since a busy machine is slow; tests of time-outs set their own. */
export const SHORT: Partial<K1Limits> = {
  invokeMilliseconds: 20_000,
  streamMilliseconds: 20_000,
  idleMilliseconds: 20_000,
  asyncMilliseconds: 20_000,
  pollMilliseconds: 5,
};

export async function startSession(options: SessionOptions = {}): Promise<TwinSession> {
  const twin = await createTwin(options.twin);
  const client = new SageMakerRuntimeClient({
    ...sageMakerClientSettings(),
    region: 'ap-northeast-2',
    endpoint: twin.url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const rows: RecordedCall[] = [];
  const answers: ModelAnswer[] = [];
  const pauses: number[] = [];
  const baseUrl = `${twin.url}/openai/v1`;
  const k1 = createK1({
    transports: { sagemaker: createSageMakerTransport({ client }), openai: createOpenAiTransport({ fetch }) },
    profiles: withProfile('npu', { baseUrl }, withProfile('local', { baseUrl }, PROFILES)),
    ...(options.store === false ? {} : { store: twin.store }),
    limits: { ...SHORT, ...options.limits },
    random: () => 0.5,
    async sleep(milliseconds, signal) {
      pauses.push(milliseconds);
      signal?.throwIfAborted();
      // One turn of the event loop, so that polling lets others work.
      await new Promise((resolve) => setTimeout(resolve, 1));
    },
    ...options.deps,
  });
  const recorder = recorderInto(rows, answers);
  return {
    twin,
    k1,
    rows,
    answers,
    recorder,
    pauses,
    async close() {
      client.destroy();
      await twin.close();
    },
  };
}

/** Keeps rows as the database would. */
function recorderInto(rows: RecordedCall[], answers: ModelAnswer[]): CallRecorder {
  return {
    intent(intent) {
      const id = `row-${rows.length + 1}`;
      rows.push({ id, intent });
      return Promise.resolve(id);
    },
    outcome(id, outcome) {
      const row = rows.find((candidate) => candidate.id === id);
      if (row === undefined) throw new Error(`no row ${id}`);
      row.outcome = outcome;
      return Promise.resolve();
    },
    answered(_id, answer) {
      answers.push(answer);
      return Promise.resolve();
    },
  };
}

export function requestOf(change: Partial<ModelRequest> = {}): ModelRequest {
  return {
    profile: 'k1',
    messages: [
      { role: 'system', content: '당신은 품질 담당자를 돕습니다.' },
      {
        role: 'user',
        content: '<facts>\n{"plan":{"sampleSize":50,"accept":2,"reject":3},"defectsFound":1,"signals":[{"index":7,"rule":"N1"}]}\n</facts>',
      },
    ],
    thinking: false,
    maxTokens: 800,
    stepKey: 'tenant/run/3',
    ...change,
  };
}

export const VERDICT_SCHEMA = {
  type: 'object',
  required: ['verdict', 'reason'],
  additionalProperties: false,
  properties: { verdict: { enum: ['accept', 'reject', 'unsure'] }, reason: { type: 'string', maxLength: 600 } },
} as const;
