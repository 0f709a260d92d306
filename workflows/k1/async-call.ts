// The asynchronous path: accepted at once, its result appears in object storage. A repeat of the same step finds the result or the marker
// of the call that is already running, and pays nothing again.
import { createHash } from 'node:crypto';
import { AppError } from '../definition/errors.ts';
import { isJsonObject } from '../definition/json.ts';
import type { JsonObject } from '../definition/json.ts';
import type { K1Limits } from './limits.ts';
import { kindOfStatus, ModelCallError } from './model-error.ts';
import type { ModelProfile } from './profiles.ts';
import type { ModelObjectStore, ModelTransport } from './transport.ts';

/** Longest body that InvokeEndpointAsync takes inline. */
export const INLINE_ASYNC_BYTES = 128_000;

export interface AsyncDeps {
  readonly transport: ModelTransport;
  readonly store: ModelObjectStore;
  readonly limits: K1Limits;
  readonly now: () => number;
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export interface AsyncRequest {
  readonly profile: ModelProfile;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly stepKey: string;
  readonly promptHash: string;
  readonly inferenceId: string;
  readonly signal: AbortSignal;
}

/** What stands at the marker's location: an accepted call. */
export interface AsyncMarker {
  readonly outputLocation: string;
  readonly failureLocation?: string;
  readonly acceptedAt: number;
  /** Counts results given up as worthless: each new call has a result of another name, a mere repeat has not. */
  readonly generation: number;
  /** Id of the recorded intent, so that a resumed wait completes that row. */
  readonly recordId?: string;
}

/** Where a step's asynchronous call leaves its traces. The name is a hash: step keys may hold any character. */
export function asyncLocations(profile: ModelProfile, stepKey: string, promptHash: string) {
  const name = createHash('sha256').update(`${profile.id}\n${stepKey}\n${promptHash}`).digest('hex').slice(0, 40);
  const base = profile.asyncLocation ?? 'model-async/';
  const prefix = base.endsWith('/') ? base : `${base}/`;
  return {
    marker: `${prefix}${name}.accepted.json`,
    input: `${prefix}${name}.input.json`,
    resultName: (generation: number) => `${name}-${generation}.out`,
  };
}

/** The accepted call of an earlier attempt of this step, unless it is too old to end any more. */
export async function findAccepted(deps: AsyncDeps, request: AsyncRequest): Promise<AsyncMarker | undefined> {
  const marker = await readMarker(deps, request);
  if (typeof marker.outputLocation !== 'string' || typeof marker.acceptedAt !== 'number') return undefined;
  if (deps.now() - marker.acceptedAt > deps.limits.asyncMilliseconds) return undefined;
  return {
    outputLocation: marker.outputLocation,
    acceptedAt: marker.acceptedAt,
    generation: generationOf(marker),
    ...(typeof marker.failureLocation === 'string' ? { failureLocation: marker.failureLocation } : {}),
    ...(typeof marker.recordId === 'string' ? { recordId: marker.recordId } : {}),
  };
}

/** Sends the call, and leaves a marker as soon as it is accepted. */
export async function startAccepted(deps: AsyncDeps, request: AsyncRequest, recordId: string | undefined): Promise<AsyncMarker> {
  const { transport, store } = deps;
  if (transport.startAsync === undefined) throw new ModelCallError('refused', 'this wire has no asynchronous path');
  const { marker, input, resultName } = asyncLocations(request.profile, request.stepKey, request.promptHash);
  const large = request.body.byteLength > INLINE_ASYNC_BYTES;
  if (large) await keep(store, input, request.body);
  const { profile, body, inferenceId, signal } = request;
  const generation = generationOf(await readMarker(deps, request));
  const call = { profile, body, inferenceId, signal, resultName: resultName(generation), ...(large ? { inputLocation: input } : {}) };
  const started = await transport.startAsync(call);
  const accepted: AsyncMarker = { ...started, acceptedAt: deps.now(), generation, ...(recordId === undefined ? {} : { recordId }) };
  // It is accepted and paid for: without the marker only a crash would ask again, a failed put is no reason to.
  await keep(store, marker, new TextEncoder().encode(JSON.stringify(accepted))).catch(() => undefined);
  return accepted;
}

/** Waits for the result object; a failure object is an error of its kind. */
export async function awaitResult(deps: AsyncDeps, request: AsyncRequest, accepted: AsyncMarker): Promise<Uint8Array> {
  for (;;) {
    const result = await look(deps.store, accepted.outputLocation);
    if (result !== undefined) return result;
    const failure = accepted.failureLocation === undefined ? undefined : await look(deps.store, accepted.failureLocation);
    if (failure !== undefined) {
      await forget(deps, request);
      throw failureOf(failure);
    }
    if (deps.now() - accepted.acceptedAt > deps.limits.asyncMilliseconds) {
      throw new ModelCallError('timeout', `no result appeared at ${accepted.outputLocation}`);
    }
    await deps.sleep(deps.limits.pollMilliseconds, request.signal);
  }
}

/** A store that fails says nothing about the model: the marker stays, the caller comes back later and pays nothing again. */
async function look(store: ModelObjectStore, location: string): Promise<Uint8Array | undefined> {
  try {
    return await store.get(location);
  } catch (cause) {
    throw new AppError('unavailable', 'The store of asynchronous answers cannot be read; the call itself goes on.', {
      retryable: true,
      cause,
    });
  }
}

async function keep(store: ModelObjectStore, location: string, bytes: Uint8Array): Promise<void> {
  try {
    await store.put(location, bytes);
  } catch (cause) {
    throw new AppError('unavailable', 'The store of asynchronous calls cannot be written.', { retryable: true, cause });
  }
}

/** After a failed or worthless result the next attempt must call anew, not find the old one. */
export async function forget(deps: Pick<AsyncDeps, 'store'>, request: Traced): Promise<void> {
  const { marker } = asyncLocations(request.profile, request.stepKey, request.promptHash);
  const generation = generationOf(await readMarker(deps, request)) + 1;
  await keep(deps.store, marker, new TextEncoder().encode(JSON.stringify({ generation })));
}

type Traced = Pick<AsyncRequest, 'profile' | 'stepKey' | 'promptHash'>;

async function readMarker(deps: Pick<AsyncDeps, 'store'>, request: Traced): Promise<JsonObject> {
  const bytes = await look(deps.store, asyncLocations(request.profile, request.stepKey, request.promptHash).marker);
  const marker = bytes === undefined ? undefined : parse(bytes);
  return isJsonObject(marker) ? marker : {};
}

function generationOf(marker: JsonObject): number {
  return typeof marker.generation === 'number' ? marker.generation : 1;
}

function failureOf(bytes: Uint8Array): ModelCallError {
  const text = new TextDecoder().decode(bytes.subarray(0, 2_000));
  const told = parse(bytes);
  const status = isJsonObject(told) && typeof told.OriginalStatusCode === 'number' ? told.OriginalStatusCode : 500;
  return new ModelCallError(/timed out|timeout/i.test(text) ? 'timeout' : kindOfStatus(status), `asynchronous call failed: ${text}`, {
    status,
  });
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}
