// The client of every model endpoint: path by asked output, retries by kind of failure, fallback, JSON checked and repaired once. It never decides what an answer means.
import { AppError } from '../definition/errors.ts';
import type { Json } from '../definition/json.ts';
import { forget } from './async-call.ts';
import { createCircuit } from './circuit.ts';
import type { Circuit } from './circuit.ts';
import type { RawAnswer } from './completion-reader.ts';
import { checkJson, readJsonAnswer } from './json-answer.ts';
import type { JsonCheck } from './json-answer.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { K1Limits } from './limits.ts';
import type { CallOptions, CallPath, ModelAnswer, ModelMessage, ModelRequest } from './model-call.ts';
import { KIND_RULES, ModelCallError, toAppError } from './model-error.ts';
import { attemptOnce } from './one-attempt.ts';
import type { AttemptDeps, CallSession } from './one-attempt.ts';
import { profileById, PROFILES } from './profiles.ts';
import type { ModelEngine, ModelProfile } from './profiles.ts';
import { repairMessages, withSchemaAsked } from './prompt.ts';
import { afterFailure, firstPath } from './retry-plan.ts';
import { promptHashOf } from './request-body.ts';
import { assertSendable } from './request-check.ts';
import { createSlots } from './slots.ts';
import type { Slots } from './slots.ts';
import type { ModelObjectStore, ModelTransport } from './transport.ts';

export interface K1Deps {
  readonly transports: Partial<Record<ModelEngine, ModelTransport>>;
  readonly profiles?: Readonly<Record<string, ModelProfile>>;
  /** Where asynchronous results appear; without it no asynchronous path is taken. */
  readonly store?: ModelObjectStore;
  readonly limits?: Partial<K1Limits>;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** 0 to 1, for jitter. */
  readonly random?: () => number;
  readonly checkJson?: JsonCheck;
}

export interface K1 {
  /**
   * Asks the model. Throws AppError: model-starting (retryable; wait durably), unavailable, budget-exceeded, model-refused, model-failed
   * (`context.rawTexts` holds what came, for a person), too-large, invalid, forbidden.
   */
  complete(request: ModelRequest, options?: CallOptions): Promise<ModelAnswer>;
  readonly profiles: Readonly<Record<string, ModelProfile>>;
}

export function createK1(deps: K1Deps): K1 {
  const profiles = deps.profiles ?? PROFILES;
  const endpoints = createEndpoints(deps);
  return {
    profiles,
    async complete(request, options = {}) {
      const session: CallSession = { request, options, promptHash: promptHashOf(request), startedAt: endpoints.now(), attempts: [] };
      const primary = resolve(request.profile, profiles);
      const fallback = request.fallbackProfile === undefined ? undefined : resolve(request.fallbackProfile, profiles);
      try {
        return await answerBy(endpoints, session, primary);
      } catch (error) {
        if (!(error instanceof ModelCallError)) throw error;
        if (fallback === undefined || fallback.id === primary.id || !KIND_RULES[error.kind].fallback) throw leave(error, session, primary);
      }
      try {
        return await answerBy(endpoints, session, fallback);
      } catch (error) {
        throw error instanceof ModelCallError ? leave(error, session, fallback) : error;
      }
    },
  };
}

function resolve(profile: string | ModelProfile, profiles: Readonly<Record<string, ModelProfile>>): ModelProfile {
  return typeof profile === 'string' ? profileById(profile, profiles) : profile;
}

function leave(error: ModelCallError, session: CallSession, profile: ModelProfile): Error {
  const { signal } = session.options;
  // Whoever cancelled gets back the reason they gave (a CancelledFailure under Temporal).
  if (error.kind === 'cancelled' && signal?.reason instanceof Error) return signal.reason;
  return toAppError(error, { profileId: profile.id, promptHash: session.promptHash, attempts: session.attempts.length });
}

/** What is shared by all calls of one client: a circuit per endpoint, slots per profile, clock and chance. */
interface Endpoints {
  readonly limits: K1Limits;
  readonly now: () => number;
  readonly random: () => number;
  readonly check: JsonCheck;
  depsOf(profile: ModelProfile): AttemptDeps;
}

function createEndpoints(deps: K1Deps): Endpoints {
  const limits = { ...DEFAULT_LIMITS, ...deps.limits };
  const now = deps.now ?? Date.now;
  const sleep = deps.sleep ?? pause;
  const circuits = new Map<string, Circuit>();
  const slots = new Map<string, Slots>();
  return {
    limits,
    now,
    random: deps.random ?? Math.random,
    check: deps.checkJson ?? checkJson,
    depsOf(profile) {
      const transport = deps.transports[profile.engine] ?? (profile.engine === 'npu' ? deps.transports.openai : undefined);
      if (transport === undefined)
        throw new AppError('usage', `Model profile "${profile.id}" needs a ${profile.engine} transport; none is set up.`);
      const endpoint = `${profile.engine} ${profile.endpointName ?? ''} ${profile.inferenceComponent ?? ''} ${profile.baseUrl ?? ''}`;
      const { circuitFailures: failures, circuitOpenMilliseconds: openMilliseconds } = limits;
      return {
        transport,
        store: deps.store,
        limits,
        now,
        sleep,
        circuit: remembered(circuits, endpoint, () => createCircuit({ failures, openMilliseconds, now })),
        slots: remembered(slots, profile.id, () => createSlots(profile.concurrency)),
      };
    },
  };
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(new ModelCallError('cancelled', 'cancelled'));
      return;
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    const onAbort = () => {
      clearTimeout(timer);
      reject(new ModelCallError('cancelled', 'cancelled while pausing'));
    };
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/** An answer by one profile: asked, checked against the schema, repaired once. */
async function answerBy(endpoints: Endpoints, session: CallSession, profile: ModelProfile): Promise<ModelAnswer> {
  const { request } = session;
  assertSendable(request, profile);
  const deps = endpoints.depsOf(profile);
  const messages = withSchemaAsked(request.messages, request.schema);
  const first = await ask(endpoints, deps, session, profile, messages, 'answer');
  const { schema } = request;
  if (schema === undefined || first.answer.toolCalls.length > 0) return compose(session, profile, first, undefined, false);
  const read = readJsonAnswer(first.answer.text, schema, endpoints.check);
  if (read.ok) return compose(session, profile, first, read.value, false);
  const errors =
    first.answer.finishReason === 'length' ? [`The answer was cut at ${request.maxTokens} tokens.`, ...read.errors] : read.errors;
  const second = await ask(endpoints, deps, session, profile, repairMessages(messages, first.answer.text, errors), 'repair');
  const again = readJsonAnswer(second.answer.text, schema, endpoints.check);
  if (again.ok) return compose(session, profile, second, again.value, true);
  throw new AppError('model-failed', 'The model answered twice in a form that does not hold the schema; a person must decide.', {
    context: {
      kind: 'schema-broken',
      profileId: profile.id,
      promptHash: session.promptHash,
      errors: again.errors,
      rawTexts: [first.answer.text, second.answer.text],
      standIn: second.answer.standIn,
      attempts: session.attempts.length,
    },
  });
}

interface Asked {
  readonly answer: RawAnswer;
  readonly path: CallPath;
}

/** Attempts until an answer comes or the failure's kind says that no further one helps. */
async function ask(
  endpoints: Endpoints,
  deps: AttemptDeps,
  session: CallSession,
  profile: ModelProfile,
  messages: readonly ModelMessage[],
  purpose: 'answer' | 'repair',
): Promise<Asked> {
  const { limits, random } = endpoints;
  const canWait = deps.store !== undefined && deps.transport.startAsync !== undefined && profile.asyncEndpointName !== undefined;
  let path = firstPath(profile, session.request.maxTokens, canWait);
  const failures: ModelCallError[] = [];
  for (;;) {
    try {
      return { answer: await attemptOnce(deps, session, { profile, path, purpose, messages }), path };
    } catch (error) {
      if (!(error instanceof ModelCallError)) throw error;
      failures.push(error);
      if (path === 'async' && deps.store !== undefined && error.kind !== 'cancelled') {
        await forget({ store: deps.store }, { profile, stepKey: session.request.stepKey, promptHash: session.promptHash });
      }
      const plan = afterFailure({ failures, path, canWait, limits, random });
      if (plan === undefined) throw error;
      path = plan.path;
      const elapsedMilliseconds = endpoints.now() - session.startedAt;
      session.options.onProgress?.({ path, attempt: session.attempts.length + 1, phase: 'retrying', characters: 0, elapsedMilliseconds });
      await deps.sleep(plan.pauseMilliseconds, session.options.signal);
    }
  }
}

/** The answer with sums over all its attempts, so that a run's cost equals the sum of its calls. */
function compose(session: CallSession, profile: ModelProfile, asked: Asked, json: Json | undefined, repaired: boolean): ModelAnswer {
  const { attempts } = session;
  const { answer } = asked;
  const last = attempts.at(-1);
  return {
    text: answer.text,
    ...(answer.reasoning === undefined ? {} : { reasoning: answer.reasoning }),
    toolCalls: answer.toolCalls,
    ...(json === undefined ? {} : { json }),
    usage: {
      promptTokens: attempts.reduce((sum, { usage }) => sum + (usage?.promptTokens ?? 0), 0),
      completionTokens: attempts.reduce((sum, { usage }) => sum + (usage?.completionTokens ?? 0), 0),
      ...(attempts.some(({ usage }) => usage?.estimated === true) ? { estimated: true } : {}),
    },
    cost: Math.round(attempts.reduce((sum, { cost }) => sum + (cost ?? 0), 0) * 1e8) / 1e8,
    latencyMilliseconds: attempts.reduce((sum, { latencyMilliseconds }) => sum + (latencyMilliseconds ?? 0), 0),
    ...(last?.firstTokenMilliseconds === undefined ? {} : { firstTokenMilliseconds: last.firstTokenMilliseconds }),
    path: asked.path,
    profileId: profile.id,
    finishReason: answer.finishReason,
    standIn: answer.standIn,
    repaired,
    promptHash: session.promptHash,
    attempts,
  };
}
