// How long, how large and how often: every bound of the client in one place.

export interface K1Limits {
  /** Attempts of one answer at one profile, repair apart. */
  readonly attempts: number;
  /** Of those, attempts after a worthless answer (empty, unreadable, repeating): they are paid. */
  readonly worthlessAnswers: number;
  readonly backoffMilliseconds: number;
  readonly backoffCapMilliseconds: number;
  /** SageMaker answers a direct call within 60 s; a few more for the way. */
  readonly invokeMilliseconds: number;
  /** SageMaker ends a stream after 8 minutes. */
  readonly streamMilliseconds: number;
  /** Longest silence within a stream, the first token included. */
  readonly idleMilliseconds: number;
  /** Queue time and at most 60 minutes of work. */
  readonly asyncMilliseconds: number;
  readonly pollMilliseconds: number;
  readonly heartbeatMilliseconds: number;
  /** Bytes of a request body that SageMaker takes. */
  readonly requestBytes: number;
  /** Bytes read of any answer. */
  readonly answerBytes: number;
  readonly circuitFailures: number;
  readonly circuitOpenMilliseconds: number;
}

export const DEFAULT_LIMITS: K1Limits = {
  attempts: 4,
  worthlessAnswers: 2,
  backoffMilliseconds: 500,
  backoffCapMilliseconds: 20_000,
  invokeMilliseconds: 70_000,
  streamMilliseconds: 510_000,
  idleMilliseconds: 120_000,
  asyncMilliseconds: 3_900_000,
  pollMilliseconds: 3_000,
  heartbeatMilliseconds: 5_000,
  requestBytes: 25 * 1024 * 1024,
  answerBytes: 25 * 1024 * 1024,
  circuitFailures: 5,
  circuitOpenMilliseconds: 30_000,
};

/** Characters of answer taken for this many tokens: sixteen each and some slack, more than any tokenizer packs into one on average. */
export function maxCharactersOf(maxTokens: number): number {
  return 16_384 + maxTokens * 16;
}
