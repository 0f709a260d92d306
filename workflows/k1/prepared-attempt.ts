// One attempt made ready: its body, its reader, what is told of it before and while it runs. Sending it is one-attempt.ts's.
import { createHash } from 'node:crypto';
import { createCompletionReader } from './completion-reader.ts';
import type { CompletionReader } from './completion-reader.ts';
import { maxCharactersOf } from './limits.ts';
import type { K1Limits } from './limits.ts';
import type { CallAttempt, CallIntent, CallOptions, CallPath, CallProgress, ModelMessage, ModelRequest } from './model-call.ts';
import { ModelCallError } from './model-error.ts';
import type { ModelProfile } from './profiles.ts';
import { estimateTokens, requestBody, thinkingOf } from './request-body.ts';

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

export interface PreparedAttempt {
  readonly profile: ModelProfile;
  readonly path: CallPath;
  readonly streamed: boolean;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly reader: CompletionReader;
  readonly promptTokens: number;
  readonly intent: CallIntent;
  progress(): CallProgress;
  /** Tells progress and heartbeat of a new phase. */
  report(phase: CallProgress['phase']): void;
}

/** Refuses what is too large before a slot is taken. */
export function prepareAttempt(
  deps: { readonly limits: K1Limits; readonly now: () => number },
  session: CallSession,
  exchange: Exchange,
): PreparedAttempt {
  const { profile, path } = exchange;
  const request: ModelRequest = { ...session.request, messages: exchange.messages };
  // Plain HTTP servers have no 60 s limit of their own, but a long silence is cut on the way.
  const streamed = path === 'stream' || (path === 'openai' && request.maxTokens > profile.syncTokens);
  const body = new TextEncoder().encode(JSON.stringify(requestBody(profile, request, streamed)));
  const { requestBytes } = deps.limits;
  if (body.byteLength > requestBytes) {
    throw new ModelCallError('request-too-large', `the request has ${body.byteLength} bytes; the endpoint takes ${requestBytes}`);
  }
  const tools = request.tools ?? [];
  const reader = createCompletionReader({
    profile,
    thinking: thinkingOf(profile, request),
    tools,
    maxCharacters: maxCharactersOf(request.maxTokens),
  });
  const intent = intentOf(deps.now(), session, exchange, request);
  const { attempt } = intent;
  let phase: CallProgress['phase'] = 'waiting-for-slot';
  const progress = (): CallProgress => ({
    path,
    attempt,
    phase,
    characters: reader.characters(),
    elapsedMilliseconds: deps.now() - session.startedAt,
  });
  return {
    profile,
    path,
    streamed,
    body,
    reader,
    promptTokens: estimateTokens(
      [...request.messages.map(({ content }) => content), ...tools.map((tool) => JSON.stringify(tool))].join('\n'),
    ),
    intent,
    progress,
    report(next) {
      phase = next;
      session.options.onProgress?.(progress());
      session.options.heartbeat?.(progress());
    },
  };
}

function intentOf(now: number, session: CallSession, { profile, path, purpose, promptHash }: Exchange, request: ModelRequest): CallIntent {
  const attempt = session.attempts.length + 1;
  return {
    stepKey: request.stepKey,
    promptHash,
    profileId: profile.id,
    servedModel: profile.servedModel,
    path,
    attempt,
    purpose,
    thinking: thinkingOf(profile, request),
    maxTokens: request.maxTokens,
    // At most 64 characters are taken.
    inferenceId: createHash('sha256').update(`${request.stepKey}\n${promptHash}\n${attempt}`).digest('hex').slice(0, 40),
    startedAt: new Date(now).toISOString(),
  };
}
