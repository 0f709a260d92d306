// What the client asks of a wire: send one body by one path. No retries, no parsing of answers: both live in the client.
import type { ModelProfile } from './profiles.ts';

export interface TransportCall {
  readonly profile: ModelProfile;
  /** The whole request, JSON in UTF-8. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** At most 64 characters; shown in the endpoint's logs. */
  readonly inferenceId: string;
  readonly signal: AbortSignal;
}

export interface AsyncStart {
  readonly outputLocation: string;
  readonly failureLocation?: string;
}

export interface AsyncCall extends TransportCall {
  /** Where `body` was put, when it is too large to travel inline. */
  readonly inputLocation?: string;
  /** File name of the result: the same for a repeat of the same call, so that one result is kept. */
  readonly resultName: string;
}

/** Every method throws ModelCallError and nothing else. */
export interface ModelTransport {
  /** The whole body of the answer, cut off (error answer-too-large) past `maxBytes`. */
  invoke(call: TransportCall, maxBytes: number): Promise<Uint8Array>;
  /** Raw bytes of the model server's stream, split anywhere. */
  stream(call: TransportCall): Promise<AsyncIterable<Uint8Array>>;
  /** Accepts the call and answers where its result will stand. Absent where the wire has no such thing. */
  startAsync?(call: AsyncCall): Promise<AsyncStart>;
}

/** Object storage as asynchronous inference sees it: whole objects by location (s3://bucket/key). */
export interface ModelObjectStore {
  get(location: string): Promise<Uint8Array | undefined>;
  put(location: string, bytes: Uint8Array): Promise<void>;
}
