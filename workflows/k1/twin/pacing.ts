// How long a real deployment would take: time to the first token, time per token, and the platform's limits on both. Factor 0 keeps the limits and takes no time.
import { PROFILES, tokenMilliseconds } from '../profiles.ts';
import type { ModelProfile } from '../profiles.ts';
import type { TwinAnswer } from './twin-answer.ts';

export const INVOKE_LIMIT_MILLISECONDS = 60_000;
export const STREAM_LIMIT_MILLISECONDS = 480_000;
export const ASYNC_LIMIT_MILLISECONDS = 3_600_000;

export interface Pace {
  readonly firstTokenMilliseconds: number;
  readonly tokenMilliseconds: number;
  readonly totalMilliseconds: number;
}

/** The profile that this endpoint serves, by name; K1 for any other. */
export function profileOfEndpoint(endpoint: string): ModelProfile {
  const found = Object.values(PROFILES).find(
    (profile) => profile.endpointName === endpoint || profile.asyncEndpointName === endpoint || profile.id === endpoint,
  );
  const { k1 } = PROFILES;
  if (found !== undefined) return found;
  if (k1 === undefined) throw new Error('profile k1 is missing');
  return k1;
}

/** First token: 0.3 s and 0.08 ms for each prompt token (1.6 s at 16K, between the measured 0.95 and 2.2 s); then one step per token. */
export function paceOf(answer: Pick<TwinAnswer, 'promptTokens' | 'completionTokens'>, profile: ModelProfile): Pace {
  const firstToken = 300 + answer.promptTokens * 0.08;
  const step = tokenMilliseconds(profile);
  return { firstTokenMilliseconds: firstToken, tokenMilliseconds: step, totalMilliseconds: firstToken + answer.completionTokens * step };
}
