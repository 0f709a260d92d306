// The answer as it leaves the client: the last attempt's words, the sums of all attempts.
import type { Json } from '../definition/json.ts';
import type { RawAnswer } from './completion-reader.ts';
import type { CallPath, ModelAnswer } from './model-call.ts';
import type { CallSession } from './prepared-attempt.ts';
import type { ModelProfile } from './profiles.ts';

export interface Asked {
  readonly answer: RawAnswer;
  readonly path: CallPath;
}

/** The answer with sums over all its attempts, so that a run's cost equals the sum of its calls. */
export function composeAnswer(
  session: CallSession,
  profile: ModelProfile,
  asked: Asked,
  json: Json | undefined,
  repaired: boolean,
): ModelAnswer {
  const { attempts } = session;
  const { answer } = asked;
  const last = attempts.at(-1);
  return {
    text: answer.text,
    ...(answer.reasoning === undefined ? {} : { reasoning: answer.reasoning }),
    toolCalls: answer.toolCalls,
    ...(json === undefined ? {} : { json }),
    usage: {
      promptTokens: attempts.reduce((sum, { usage }) => sum + usage.promptTokens, 0),
      completionTokens: attempts.reduce((sum, { usage }) => sum + usage.completionTokens, 0),
      ...(attempts.some(({ usage }) => usage.estimated === true) ? { estimated: true } : {}),
    },
    cost: Math.round(attempts.reduce((sum, { cost }) => sum + cost, 0) * 1e8) / 1e8,
    latencyMilliseconds: attempts.reduce((sum, { latencyMilliseconds }) => sum + latencyMilliseconds, 0),
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
