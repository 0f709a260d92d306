// Which models exist and how each is spoken to, sized, priced and hosted: pure data and arithmetic, imported by cloud code too.
// Never hard-code a model elsewhere: K1 has a successor already.
import { AppError } from '../definition/errors.ts';
import { fitShape, INSTANCES, K1_SHAPE, K2_SHAPE, STUDENT_SHAPE, stepMilliseconds } from './hosting.ts';
import type { Fit, FitOptions, HostingPlan } from './hosting.ts';

export type ModelEngine = 'sagemaker' | 'openai' | 'npu';
/** public < internal < confidential < personal: what kind of data may leave for an endpoint. */
export type DataClass = 'public' | 'internal' | 'confidential' | 'personal';

export interface ModelProfile {
  readonly id: string;
  readonly title: string;
  readonly engine: ModelEngine;
  /** SageMaker: endpoint for direct and streamed calls. */
  readonly endpointName?: string;
  /** SageMaker: asynchronous inference needs an endpoint configuration of its own. */
  readonly asyncEndpointName?: string;
  /** Where inputs over 128,000 bytes and markers of asynchronous calls are put, such as s3://bucket/model/. */
  readonly asyncLocation?: string;
  readonly inferenceComponent?: string;
  /** OpenAI-compatible: URL up to and with /v1. */
  readonly baseUrl?: string;
  /** Name in the body's `model`; SageMaker containers accept the served name or "". */
  readonly servedModel: string;
  readonly contextTokens: number;
  /** Asked output up to this goes by a direct call (60 s), then by stream (8 min), beyond asynchronously. */
  readonly syncTokens: number;
  readonly streamTokens: number;
  readonly asyncTokens: number;
  /** on / off: whatever the request says; request: as asked. It is always sent. */
  readonly thinking: 'on' | 'off' | 'request';
  readonly toolParser: 'hermes' | 'none';
  /** Field names under which servers put the reasoning text. */
  readonly reasoningField: readonly string[];
  /** response-format: the engine takes a JSON Schema itself; prompt: it is only asked for in words. */
  readonly structuredOutput: 'response-format' | 'prompt';
  /** US dollars for a million tokens: planning figures, replaced by settings. */
  readonly pricePerMillion: { readonly input: number; readonly output: number };
  readonly dataClasses: readonly DataClass[];
  /** Calls in flight at once from one process. */
  readonly concurrency: number;
  /** How long a run waits for an endpoint that starts from zero. */
  readonly wakeMinutes: number;
  readonly hosting?: HostingPlan;
}

const ON_OUR_ACCOUNT: readonly DataClass[] = ['public', 'internal', 'confidential', 'personal'];
const REASONING_FIELDS = ['reasoning', 'reasoning_content'] as const;

const K1: ModelProfile = {
  id: 'k1',
  title: 'A.X K1 (FP8, 8 x H200)',
  engine: 'sagemaker',
  endpointName: 'aix-k1',
  asyncEndpointName: 'aix-k1-async',
  servedModel: 'A.X-K1',
  contextTokens: 131_072,
  syncTokens: 2_500,
  streamTokens: 12_000,
  asyncTokens: 90_000,
  thinking: 'request',
  toolParser: 'hermes',
  reasoningField: REASONING_FIELDS,
  structuredOutput: 'response-format',
  pricePerMillion: { input: 1.5, output: 18 },
  dataClasses: ON_OUR_ACCOUNT,
  concurrency: 32,
  wakeMinutes: 45,
  hosting: { shape: K1_SHAPE, weightFormat: 'fp8', instanceType: 'ml.p5en.48xlarge', tensorParallel: 8, kvDtype: 'fp8' },
};

/** The shipped profiles; a deployment overrides endpoints, prices and limits with `withProfile`. */
export const PROFILES: Readonly<Record<string, ModelProfile>> = {
  k1: K1,
  'k1-bf16': {
    ...K1,
    id: 'k1-bf16',
    title: 'A.X K1 (BF16, 8 x B200)',
    endpointName: 'aix-k1-bf16',
    asyncEndpointName: 'aix-k1-bf16-async',
    hosting: { shape: K1_SHAPE, weightFormat: 'bf16', instanceType: 'ml.p6-b200.48xlarge', tensorParallel: 8, kvDtype: 'fp8' },
  },
  k2: {
    ...K1,
    id: 'k2',
    title: 'A.X K2 (FP8, 8 x H200)',
    endpointName: 'aix-k2',
    asyncEndpointName: 'aix-k2-async',
    servedModel: 'A.X-K2',
    contextTokens: 262_144,
    hosting: { shape: K2_SHAPE, weightFormat: 'fp8', instanceType: 'ml.p5en.48xlarge', tensorParallel: 8, kvDtype: 'fp8' },
  },
  npu: {
    ...openAiProfile('npu', 'NPU server (vllm-rbln, OpenAI API)', 'aix-npu'),
    engine: 'npu',
    contextTokens: 32_768,
    concurrency: 16,
  },
  student: {
    ...K1,
    id: 'student',
    title: 'Student distilled from K1 (32B, 4 x L40S)',
    endpointName: 'aix-student',
    asyncEndpointName: 'aix-student-async',
    servedModel: 'student-32b',
    contextTokens: 32_768,
    asyncTokens: 24_000,
    pricePerMillion: { input: 0.3, output: 1.2 },
    hosting: { shape: STUDENT_SHAPE, weightFormat: 'fp8', instanceType: 'ml.g6e.12xlarge', tensorParallel: 4, kvDtype: 'fp8' },
  },
  local: { ...openAiProfile('local', 'Any OpenAI-compatible server', 'local'), concurrency: 4, structuredOutput: 'prompt' },
};

function openAiProfile(id: string, title: string, servedModel: string): ModelProfile {
  return {
    id,
    title,
    engine: 'openai',
    servedModel,
    contextTokens: 32_768,
    syncTokens: 2_500,
    streamTokens: 12_000,
    asyncTokens: 12_000,
    thinking: 'request',
    toolParser: 'hermes',
    reasoningField: REASONING_FIELDS,
    structuredOutput: 'response-format',
    pricePerMillion: { input: 0, output: 0 },
    dataClasses: ON_OUR_ACCOUNT,
    concurrency: 8,
    wakeMinutes: 45,
  };
}

/** The profile of this id. Throws AppError not-found naming the known ones. */
export function profileById(id: string, profiles: Readonly<Record<string, ModelProfile>> = PROFILES): ModelProfile {
  const profile = Object.hasOwn(profiles, id) ? profiles[id] : undefined;
  if (profile !== undefined) return profile;
  throw new AppError('not-found', `Model profile "${id}" does not exist; known profiles: ${Object.keys(profiles).join(', ')}.`);
}

/** The shipped profiles with some fields of one replaced (endpoint names, URL, price, concurrency). */
export function withProfile(
  id: string,
  change: Partial<Omit<ModelProfile, 'id'>>,
  profiles: Readonly<Record<string, ModelProfile>> = PROFILES,
): Readonly<Record<string, ModelProfile>> {
  return { ...profiles, [id]: { ...profileById(id, profiles), ...change } };
}

export interface ModelUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** True where the endpoint sent no usage and tokens were estimated from characters. */
  readonly estimated?: boolean;
}

/** US dollars of a call, to the millionth of a cent, so that sums of rows and of runs agree. */
export function costOf(usage: ModelUsage, profile: ModelProfile): number {
  const { input, output } = profile.pricePerMillion;
  return Math.round(usage.promptTokens * input * 100 + usage.completionTokens * output * 100) / 1e8;
}

/** Whether the profile's model can be served on this instance type; the plan's own numbers unless others are given. */
export function fitOnInstance(profile: ModelProfile, instanceType?: string, options: Partial<FitOptions> = {}): Fit {
  const plan = profile.hosting;
  if (plan === undefined) {
    const refusal = `Profile ${profile.id} is not hosted by the platform: give it the URL of a server instead of an instance.`;
    return { fits: false, weightsGibPerGpu: 0, roomGibPerGpu: 0, kvTokens: 0, copies: 0, refusal };
  }
  return fitShape(plan.shape, instanceType ?? plan.instanceType, {
    tensorParallel: plan.tensorParallel,
    kvDtype: plan.kvDtype,
    weightFormat: plan.weightFormat,
    contextTokens: profile.contextTokens,
    ...options,
  });
}

/** Milliseconds for one token of each of `batch` streams on the profile's own instance; 13.4 for a profile that is not hosted here. */
export function tokenMilliseconds(profile: ModelProfile, batch = 1): number {
  const plan = profile.hosting;
  const instance = plan === undefined ? undefined : INSTANCES[plan.instanceType];
  if (plan === undefined || instance === undefined) return 13.4;
  return stepMilliseconds(plan.shape, instance, { weightFormat: plan.weightFormat, tensorParallel: plan.tensorParallel, batch });
}
