// The client of every model endpoint: path by asked output, retries by kind of failure, fallback, JSON checked and repaired once. It never decides what an answer means.
import { AppError } from '../definition/errors.ts';
import { forget } from './async-call.ts';
import { composeAnswer } from './compose-answer.ts';
import type { Asked } from './compose-answer.ts';
import { createEndpoints } from './endpoints.ts';
import type { Endpoints } from './endpoints.ts';
import { readJsonAnswer } from './json-answer.ts';
import type { JsonCheck } from './json-answer.ts';
import type { K1Limits } from './limits.ts';
import type { CallOptions, ModelAnswer, ModelMessage, ModelRequest } from './model-call.ts';
import { KIND_RULES, ModelCallError, toAppError } from './model-error.ts';
import { attemptOnce } from './one-attempt.ts';
import type { AttemptDeps } from './one-attempt.ts';
import type { CallSession } from './prepared-attempt.ts';
import { profileById, PROFILES } from './profiles.ts';
import type { ModelEngine, ModelProfile } from './profiles.ts';
import { repairMessages, withSchemaAsked } from './prompt.ts';
import { afterFailure, firstPath } from './retry-plan.ts';
import { promptHashOf } from './request-body.ts';
import { assertSendable, isSendable } from './request-check.ts';
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
      const answer = await answerByEither(endpoints, session, primary, fallback);
      await options.recorder?.answered?.(session.attempts.at(-1)?.id, answer);
      return answer;
    },
  };
}

function resolve(profile: string | ModelProfile, profiles: Readonly<Record<string, ModelProfile>>): ModelProfile {
  return typeof profile === 'string' ? profileById(profile, profiles) : profile;
}

/** The first profile's answer, or where its failure allows it and the data may go there, the fallback's. */
async function answerByEither(
  endpoints: Endpoints,
  session: CallSession,
  primary: ModelProfile,
  fallback: ModelProfile | undefined,
): Promise<ModelAnswer> {
  let first: ModelCallError;
  try {
    return await answerBy(endpoints, session, primary);
  } catch (error) {
    if (!(error instanceof ModelCallError)) throw error;
    first = error;
  }
  const may =
    fallback !== undefined && fallback.id !== primary.id && KIND_RULES[first.kind].fallback && isSendable(session.request, fallback);
  if (!may) throw leave(first, session, primary);
  try {
    return await answerBy(endpoints, session, fallback);
  } catch (error) {
    if (!(error instanceof ModelCallError)) throw error;
    // When both fail, the caller gets the failure that time may heal: a run then waits rather than ends.
    const better = KIND_RULES[first.kind].retryable && (first.kind === 'asleep' || !KIND_RULES[error.kind].retryable);
    throw error.kind !== 'cancelled' && better ? leave(first, session, primary) : leave(error, session, fallback);
  }
}

function leave(error: ModelCallError, session: CallSession, profile: ModelProfile): Error {
  const { signal } = session.options;
  // Whoever cancelled gets back the reason they gave (a CancelledFailure under Temporal).
  if (error.kind === 'cancelled' && signal?.reason instanceof Error) return signal.reason;
  const { id: profileId, wakeMinutes } = profile;
  return toAppError(error, { profileId, wakeMinutes, promptHash: session.promptHash, attempts: session.attempts.length });
}

/** An answer by one profile: asked, checked against the schema, repaired once. */
async function answerBy(endpoints: Endpoints, session: CallSession, profile: ModelProfile): Promise<ModelAnswer> {
  const { request } = session;
  assertSendable(request, profile);
  const deps = endpoints.depsOf(profile);
  const messages = withSchemaAsked(request.messages, request.schema);
  const first = await ask(endpoints, deps, session, profile, messages, 'answer');
  const { schema } = request;
  if (schema === undefined || first.answer.toolCalls.length > 0) return composeAnswer(session, profile, first, undefined, false);
  const read = readJsonAnswer(first.answer.text, schema, endpoints.check);
  if (read.ok) return composeAnswer(session, profile, first, read.value, false);
  const errors =
    first.answer.finishReason === 'length' ? [`The answer was cut at ${request.maxTokens} tokens.`, ...read.errors] : read.errors;
  const second = await ask(endpoints, deps, session, profile, repairMessages(messages, first.answer.text, errors), 'repair');
  const again = readJsonAnswer(second.answer.text, schema, endpoints.check);
  if (again.ok) return composeAnswer(session, profile, second, again.value, true);
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
  const promptHash = purpose === 'repair' ? promptHashOf({ ...session.request, messages }) : session.promptHash;
  const canWait = deps.store !== undefined && deps.transport.startAsync !== undefined && profile.asyncEndpointName !== undefined;
  let path = firstPath(profile, session.request.maxTokens, canWait);
  const failures: ModelCallError[] = [];
  for (;;) {
    try {
      return { answer: await attemptOnce(deps, session, { profile, path, purpose, messages, promptHash }), path };
    } catch (error) {
      if (!(error instanceof ModelCallError)) throw error;
      failures.push(error);
      if (path === 'async' && deps.store !== undefined && error.kind !== 'cancelled') {
        await forget({ store: deps.store }, { profile, stepKey: session.request.stepKey, promptHash });
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
