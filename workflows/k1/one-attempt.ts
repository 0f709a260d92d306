// One attempt of a call: slot, circuit, budget, recorded intent, the wire, recorded outcome. What to do after a failure is client.ts's.
import { findAccepted, startAccepted } from './async-call.ts';
import type { AsyncDeps, AsyncRequest } from './async-call.ts';
import { emptyAnswer, outcomeOf } from './attempt-outcome.ts';
import type { Circuit } from './circuit.ts';
import type { RawAnswer } from './completion-reader.ts';
import type { K1Limits } from './limits.ts';
import type { CallIntent } from './model-call.ts';
import { KIND_RULES, ModelCallError } from './model-error.ts';
import { prepareAttempt } from './prepared-attempt.ts';
import type { CallSession, Exchange, PreparedAttempt } from './prepared-attempt.ts';
import { costOf } from './profiles.ts';
import type { Slots } from './slots.ts';
import { runTransfer } from './transfer.ts';
import type { Transfer } from './transfer.ts';
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

/** Sends once. Throws ModelCallError (recorded), or an AppError of budget or recorder (nothing was sent). */
export async function attemptOnce(deps: AttemptDeps, session: CallSession, exchange: Exchange): Promise<RawAnswer> {
  const sent = prepareAttempt(deps, session, exchange);
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

async function sendRecorded(deps: AttemptDeps, session: CallSession, sent: PreparedAttempt): Promise<RawAnswer> {
  const { recorder } = session.options;
  const asynchronous = asynchronousOf(deps, session, sent);
  const accepted = asynchronous === undefined ? undefined : await findAccepted(asynchronous.deps, asynchronous.request);
  const intent = sent.intent;
  const permit = accepted === undefined ? await permitted(session, sent, intent) : { recordId: accepted.recordId, reservation: undefined };
  const startedAt = deps.now();
  const life: AttemptLife = { firstTokenAt: undefined, goesOn: false };
  let answer: RawAnswer | undefined;
  let failure: unknown;
  sent.report(sent.path === 'async' ? 'running-asynchronously' : 'sent');
  const start = async () => {
    const marker =
      accepted ?? (asynchronous === undefined ? undefined : await startAccepted(asynchronous.deps, asynchronous.request, permit.recordId));
    if (marker === undefined) throw new ModelCallError('refused', 'no asynchronous path is set up');
    life.goesOn = true;
    return marker;
  };
  try {
    answer = await runTransfer(transferOf(deps, session, sent, life, asynchronous === undefined ? undefined : { ...asynchronous, start }));
    if (answer.text.trim() === '' && answer.toolCalls.length === 0) failure = emptyAnswer(answer);
  } catch (error) {
    failure = error;
  }
  // Only the waiting ended: the accepted call runs on, its row stays open, and whoever repeats the step completes it.
  if (life.goesOn && failure !== undefined && (!(failure instanceof ModelCallError) || failure.kind === 'cancelled')) throw failure;
  noteHealth(deps.circuit, failure);
  const outcome = outcomeOf(sent, answer, failure, { startedAt, firstTokenAt: life.firstTokenAt, endedAt: deps.now() });
  const { raw: _raw, ...figures } = outcome;
  session.attempts.push({ ...intent, ...figures, ...(permit.recordId === undefined ? {} : { id: permit.recordId }) });
  if (permit.recordId !== undefined) await recorder?.outcome(permit.recordId, outcome);
  await permit.reservation?.settle(outcome.usage, outcome.cost);
  if (failure !== undefined || answer === undefined) throw failure;
  return answer;
}

/** What shows only while it runs. */
interface AttemptLife {
  firstTokenAt: number | undefined;
  /** An asynchronous call was accepted: it works on whatever becomes of us. */
  goesOn: boolean;
}

function transferOf(
  deps: AttemptDeps,
  session: CallSession,
  sent: PreparedAttempt,
  life: AttemptLife,
  asynchronous: Transfer['asynchronous'],
): Transfer {
  return {
    transport: deps.transport,
    path: sent.path,
    streamed: sent.streamed,
    call: { profile: sent.profile, body: sent.body, inferenceId: sent.intent.inferenceId },
    limits: deps.limits,
    parent: session.options.signal,
    reader: sent.reader,
    onArrival(characters) {
      if (characters > 0 && sent.streamed) life.firstTokenAt ??= deps.now();
      sent.report('receiving');
    },
    ...(asynchronous === undefined ? {} : { asynchronous }),
  };
}

/** Budget first, then the recorded intent; a failing recorder gives the reservation back, since nothing is sent. */
async function permitted(session: CallSession, sent: PreparedAttempt, intent: CallIntent) {
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

function asynchronousOf(
  deps: AttemptDeps,
  session: CallSession,
  sent: PreparedAttempt,
): { deps: AsyncDeps; request: AsyncRequest } | undefined {
  const { store, transport, limits, now, sleep } = deps;
  if (sent.path !== 'async' || store === undefined) return undefined;
  const { profile, body } = sent;
  const { inferenceId, promptHash } = sent.intent;
  const signal = session.options.signal ?? new AbortController().signal;
  const request = { profile, body, inferenceId, signal, stepKey: session.request.stepKey, promptHash };
  return { deps: { transport, store, limits, now, sleep }, request };
}

function noteHealth(circuit: Circuit, failure: unknown): void {
  if (failure === undefined) circuit.succeeded();
  else if (failure instanceof ModelCallError && KIND_RULES[failure.kind].trips) circuit.failed();
}
