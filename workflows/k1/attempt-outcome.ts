// What is recorded of an attempt once it ended: figures, cost, what came. An attempt that was turned away at the door cost nothing.
import type { RawAnswer } from './completion-reader.ts';
import type { CallOutcome } from './model-call.ts';
import { ModelCallError } from './model-error.ts';
import type { PreparedAttempt } from './prepared-attempt.ts';
import { costOf } from './profiles.ts';
import type { ModelUsage } from './profiles.ts';
import { estimateTokens } from './request-body.ts';

/** The failure of an answer without any text or tool call. */
export function emptyAnswer(answer: RawAnswer): ModelCallError {
  const why = answer.finishReason === 'length' ? 'all tokens went into thinking' : `finish reason ${answer.finishReason}`;
  return new ModelCallError('empty-answer', `no text came: ${why}`);
}

interface Times {
  readonly startedAt: number;
  readonly firstTokenAt: number | undefined;
  readonly endedAt: number;
}

/** `answer` is undefined when the attempt failed: then what had arrived counts. */
export function outcomeOf(sent: PreparedAttempt, answer: RawAnswer | undefined, failure: unknown, times: Times): CallOutcome {
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
