// One attempt of a call: slot, circuit, budget, recorded intent, the wire, recorded outcome. What to do after a failure is client.ts's.
import { createHash } from 'node:crypto';
import { findAccepted, startAccepted } from './async-call.ts';
import type { AsyncDeps, AsyncMarker, AsyncRequest } from './async-call.ts';
import type { Circuit } from './circuit.ts';
import { createCompletionReader } from './completion-reader.ts';
import type { RawAnswer } from './completion-reader.ts';
import { maxCharactersOf } from './limits.ts';
import type { K1Limits } from './limits.ts';
import type {
  CallAttempt,
  CallIntent,
  CallOptions,
  CallOutcome,
  CallPath,
  CallProgress,
  ModelMessage,
  ModelRequest,
} from './model-call.ts';
import { KIND_RULES, ModelCallError } from './model-error.ts';
import { costOf } from './profiles.ts';
import type { ModelProfile, ModelUsage } from './profiles.ts';
import { estimateTokens, requestBody, thinkingOf } from './request-body.ts';
import type { Slots } from './slots.ts';
import { runTransfer } from './transfer.ts';
import type { ModelObjectStore, ModelTransport } from './transport.ts';

export interface AttemptDeps {
  readonly transport: ModelTransport;
  readonly store: ModelObjectStore | undefined;
  readonly slots: Slots;
  readonly circuit: Circuit;
  readonly limits: K1Limits;
  readonly now: () => number;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** What stays the same over all attempts of one `complete`. */
export interface CallSession {
  readonly request: ModelRequest;
  readonly options: CallOptions;
  readonly promptHash: string;
  readonly startedAt: number;
  readonly attempts: CallAttempt[];
}

export interface Exchange {
  readonly profile: ModelProfile;
  readonly path: CallPath;
  readonly purpose: CallIntent['purpose'];
  readonly messages: readonly ModelMessage[];
  /** Of what is asked in this exchange: the request's own, or that of the repair. */
  readonly promptHash: string;
}

/** Sends once. Throws ModelCallError (recorded), or an AppError of budget or recorder (nothing was sent). */
export async function attemptOnce(deps: AttemptDeps, session: CallSession, exchange: Exchange): Promise<RawAnswer> {
  const sent = prepare(deps, session, exchange);
  const beat = setInterval(() => session.options.heartbeat?.(sent.progress()), deps.limits.heartbeatMilliseconds);
  try {
    sent.report('waiting-for-slot');
    const release = await deps.slots.take(session.options.signal);
    try {
      deps.circuit.enter();
      return await sendRecorded(deps, session, sent);
    } finally {
      deps.circuit.left();
      release();
    }
  } finally {
    clearInterval(beat);
  }
}

type Prepared = ReturnType<typeof prepare>;

/** The body and everything that is told of it; refuses what is too large before a slot is taken. */
function prepare(deps: AttemptDeps, session: CallSession, exchange: Exchange) {
  const { profile, path, purpose, promptHash } = exchange;
  const request: ModelRequest = { ...session.request, messages: exchange.messages };
  // Plain HTTP servers have no 60 s limit of their own, but a long silence is cut on the way.
  const streamed = path === 'stream' || (path === 'openai' && request.maxTokens > profile.syncTokens);
  const body = new TextEncoder().encode(JSON.stringify(requestBody(profile, request, streamed)));
  if (body.byteLength > deps.limits.requestBytes) {
    throw new ModelCallError(
      'request-too-large',
      `the request has ${body.byteLength} bytes; the endpoint takes ${deps.limits.requestBytes}`,
    );
  }
  const thinking = thinkingOf(profile, request);
  const maxCharacters = maxCharactersOf(request.maxTokens);
  const reader = createCompletionReader({ profile, thinking, tools: request.tools ?? [], maxCharacters });
  const attempt = session.attempts.length + 1;
  const inferenceId = createHash('sha256').update(`${request.stepKey}\n${promptHash}\n${attempt}`).digest('hex').slice(0, 40);
  let phase: CallProgress['phase'] = 'waiting-for-slot';
  const progress = (): CallProgress => ({
    path,
    attempt,
    phase,
    characters: reader.characters,
    elapsedMilliseconds: deps.now() - session.startedAt,
  });
  const intent = {
    stepKey: request.stepKey,
    promptHash,
    profileId: profile.id,
    servedModel: profile.servedModel,
    path,
    attempt,
    purpose,
    thinking,
    inferenceId,
  };
  return {
    profile,
    path,
    streamed,
    body,
    reader,
    inferenceId,
    promptTokens: estimateTokens(request.messages.map(({ content }) => content).join('\n')),
    intent: (): CallIntent => ({ ...intent, maxTokens: request.maxTokens, startedAt: new Date(deps.now()).toISOString() }),
    progress,
    report(next: CallProgress['phase']) {
      phase = next;
      session.options.onProgress?.(progress());
      session.options.heartbeat?.(progress());
    },
  };
}

async function sendRecorded(deps: AttemptDeps, session: CallSession, sent: Prepared): Promise<RawAnswer> {
  const { recorder } = session.options;
  const asynchronous = asynchronousOf(deps, session, sent);
  const accepted = asynchronous === undefined ? undefined : await findAccepted(asynchronous.deps, asynchronous.request);
  const intent = sent.intent();
  const permit = accepted === undefined ? await permitted(session, sent, intent) : { recordId: accepted.recordId, reservation: undefined };
  const startedAt = deps.now();
  let firstTokenAt: number | undefined;
  let answer: RawAnswer | undefined;
  let failure: unknown;
  sent.report(sent.path === 'async' ? 'running-asynchronously' : 'sent');
  try {
    answer = await runTransfer({
      transport: deps.transport,
      path: sent.path,
      streamed: sent.streamed,
      call: { profile: sent.profile, body: sent.body, inferenceId: sent.inferenceId },
      limits: deps.limits,
      parent: session.options.signal,
      reader: sent.reader,
      onArrival(characters) {
        if (characters > 0 && sent.streamed) firstTokenAt ??= deps.now();
        sent.report('receiving');
      },
      ...(asynchronous === undefined
        ? {}
        : { asynchronous: { ...asynchronous, start: () => started(asynchronous, accepted, permit.recordId) } }),
    });
    if (answer.text.trim() === '' && answer.toolCalls.length === 0) failure = emptyAnswer(answer);
  } catch (error) {
    failure = error;
  }
  noteHealth(deps.circuit, failure);
  const outcome = outcomeOf(sent, answer, failure, { startedAt, firstTokenAt, endedAt: deps.now() });
  const { raw: _raw, ...figures } = outcome;
  session.attempts.push({ ...intent, ...figures, ...(permit.recordId === undefined ? {} : { id: permit.recordId }) });
  await permit.reservation?.settle(outcome.usage, outcome.cost);
  if (permit.recordId !== undefined) await recorder?.outcome(permit.recordId, outcome);
  if (failure !== undefined || answer === undefined) throw failure;
  return answer;
}

/** Budget first, then the recorded intent; a failing recorder gives the reservation back, since nothing is sent. */
async function permitted(session: CallSession, sent: Prepared, intent: CallIntent) {
  const { budget, recorder } = session.options;
  const { promptTokens, profile } = sent;
  const { maxTokens } = intent;
  const costAtMost = costOf({ promptTokens, completionTokens: maxTokens }, profile);
  const reservation = await budget?.reserve({ promptTokens, maxTokens, costAtMost, profileId: profile.id });
  try {
    return { reservation, recordId: await recorder?.intent(intent) };
  } catch (error) {
    await reservation?.settle({ promptTokens: 0, completionTokens: 0 }, 0);
    throw error;
  }
}

function asynchronousOf(deps: AttemptDeps, session: CallSession, sent: Prepared): { deps: AsyncDeps; request: AsyncRequest } | undefined {
  const { store, transport, limits, now, sleep } = deps;
  if (sent.path !== 'async' || store === undefined) return undefined;
  const { profile, body, inferenceId } = sent;
  const signal = session.options.signal ?? new AbortController().signal;
  const request = { profile, body, inferenceId, signal, stepKey: session.request.stepKey, promptHash: sent.intent().promptHash };
  return { deps: { transport, store, limits, now, sleep }, request };
}

function started(
  asynchronous: { deps: AsyncDeps; request: AsyncRequest },
  accepted: AsyncMarker | undefined,
  recordId: string | undefined,
) {
  return accepted === undefined ? startAccepted(asynchronous.deps, asynchronous.request, recordId) : Promise.resolve(accepted);
}

function emptyAnswer(answer: RawAnswer): ModelCallError {
  const why = answer.finishReason === 'length' ? 'all tokens went into thinking' : `finish reason ${answer.finishReason}`;
  return new ModelCallError('empty-answer', `no text came: ${why}`);
}

function noteHealth(circuit: Circuit, failure: unknown): void {
  if (failure === undefined) circuit.succeeded();
  else if (failure instanceof ModelCallError && KIND_RULES[failure.kind].trips) circuit.failed();
}

interface Times {
  readonly startedAt: number;
  readonly firstTokenAt: number | undefined;
  readonly endedAt: number;
}

function outcomeOf(sent: Prepared, answer: RawAnswer | undefined, failure: unknown, times: Times): CallOutcome {
  const arrived = answer ?? sent.reader.result();
  const usage = arrived.usage ?? (failure !== undefined && neverReached(failure) ? NOTHING : estimate(sent.promptTokens, arrived));
  return {
    ok: failure === undefined,
    ...(failure instanceof ModelCallError ? { error: failure.kind, errorText: failure.message.slice(0, 500) } : {}),
    usage,
    cost: costOf(usage, sent.profile),
    latencyMilliseconds: times.endedAt - times.startedAt,
    ...(times.firstTokenAt === undefined ? {} : { firstTokenMilliseconds: times.firstTokenAt - times.startedAt }),
    standIn: arrived.standIn,
    ...(arrived.finishReason === '' ? {} : { finishReason: arrived.finishReason }),
    ...(arrived.text === '' && arrived.toolCalls.length === 0 ? {} : { raw: rawOf(arrived) }),
  };
}

function rawOf({ text, reasoning, toolCalls }: RawAnswer): NonNullable<CallOutcome['raw']> {
  return { text, toolCalls, ...(reasoning === undefined ? {} : { reasoning }) };
}

const NOTHING: ModelUsage = { promptTokens: 0, completionTokens: 0 };
const COSTLESS: ReadonlySet<ModelCallError['kind']> = new Set([
  'asleep',
  'throttled',
  'refused',
  'request-too-large',
  'forbidden',
  'not-found',
  'circuit-open',
]);

/** Turned away at the door: the model saw nothing and nothing is paid. */
function neverReached(failure: unknown): boolean {
  if (!(failure instanceof ModelCallError)) return true;
  return COSTLESS.has(failure.kind) || (failure.kind === 'network' && /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(failure.message));
}

function estimate(promptTokens: number, arrived: RawAnswer): ModelUsage {
  return { promptTokens, completionTokens: estimateTokens(arrived.text + (arrived.reasoning ?? '')), estimated: true };
}
