// The SageMaker runtime as a wire: direct, streamed and asynchronous invocation by the real SDK client, its errors told apart.
// The client is given; `sageMakerClientSettings` says how it must be made.
import {
  InvokeEndpointAsyncCommand,
  InvokeEndpointCommand,
  InvokeEndpointWithResponseStreamCommand,
} from '@aws-sdk/client-sagemaker-runtime';
import type { ResponseStream, SageMakerRuntimeClient, SageMakerRuntimeClientConfig } from '@aws-sdk/client-sagemaker-runtime';
import { AppError } from '../definition/errors.ts';
import { kindOfNetworkError, kindOfStatus, ModelCallError } from './model-error.ts';
import type { ModelErrorKind } from './model-error.ts';
import type { ModelProfile } from './profiles.ts';
import type { AsyncCall, ModelTransport, TransportCall } from './transport.ts';

const JSON_TYPE = 'application/json';

/**
 * Settings every client of ours needs. One attempt: retries are ours, so that each is recorded and paid knowingly.
 * The socket may be silent for 70 s, since a direct call answers after up to 60 s and the SDK's default would cut it.
 */
export function sageMakerClientSettings(): SageMakerRuntimeClientConfig {
  return { maxAttempts: 1, requestHandler: { connectionTimeout: 5_000, socketTimeout: 75_000, httpsAgent: { maxSockets: 200 } } };
}

export interface SageMakerTransportDeps {
  readonly client: Pick<SageMakerRuntimeClient, 'send'>;
}

export function createSageMakerTransport({ client }: SageMakerTransportDeps): ModelTransport {
  return {
    async invoke(call, maxBytes) {
      const reply = await attempt(() => client.send(new InvokeEndpointCommand(direct(call)), { abortSignal: call.signal }));
      const body = reply.Body ?? new Uint8Array();
      if (body.byteLength > maxBytes) throw tooLarge(body, maxBytes);
      return body;
    },
    async stream(call) {
      const command = new InvokeEndpointWithResponseStreamCommand(direct(call));
      // The SDK reads the first event before it answers: a broken one fails here.
      const reply = await attempt(() => client.send(command, { abortSignal: call.signal }), 'stream-broken');
      if (reply.Body === undefined) throw new ModelCallError('unreadable-answer', 'the stream has no body');
      return payloads(reply.Body);
    },
    async startAsync(call: AsyncCall) {
      const reply = await attempt(() => client.send(new InvokeEndpointAsyncCommand(asynchronous(call)), { abortSignal: call.signal }));
      if (reply.OutputLocation === undefined) throw new ModelCallError('unreadable-answer', 'no output location was given');
      return { outputLocation: reply.OutputLocation, failureLocation: reply.FailureLocation };
    },
  };
}

function direct(call: TransportCall) {
  return {
    EndpointName: endpointOf(call.profile, call.profile.endpointName),
    InferenceComponentName: call.profile.inferenceComponent,
    Body: call.body,
    ContentType: JSON_TYPE,
    Accept: JSON_TYPE,
    InferenceId: call.inferenceId,
  };
}

function asynchronous(call: AsyncCall) {
  return {
    EndpointName: endpointOf(call.profile, call.profile.asyncEndpointName),
    ContentType: JSON_TYPE,
    Accept: JSON_TYPE,
    InferenceId: call.inferenceId,
    Filename: call.resultName,
    InvocationTimeoutSeconds: 3_600,
    ...(call.inputLocation === undefined ? { Body: call.body } : { InputLocation: call.inputLocation }),
  };
}

function endpointOf(profile: ModelProfile, name: string | undefined): string {
  if (name !== undefined) return name;
  throw new AppError('usage', `Model profile "${profile.id}" names no SageMaker endpoint; set endpointName and asyncEndpointName.`);
}

async function* payloads(events: AsyncIterable<ResponseStream>): AsyncIterable<Uint8Array> {
  try {
    for await (const event of events) {
      if (event.PayloadPart?.Bytes !== undefined) yield event.PayloadPart.Bytes;
      // The SDK throws modelled exceptions; older ones yielded them as members.
      const failure = event.ModelStreamError ?? event.InternalStreamFailure;
      if (failure !== undefined) throw failure;
    }
  } catch (error) {
    throw sageMakerError(error, 'stream-broken');
  }
}

async function attempt<T>(send: () => Promise<T>, otherwise: ModelErrorKind = 'internal'): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw sageMakerError(error, otherwise);
  }
}

const KIND_BY_NAME: Readonly<Record<string, ModelErrorKind>> = {
  ModelNotReadyException: 'asleep',
  ThrottlingException: 'throttled',
  TooManyRequestsException: 'throttled',
  ServiceUnavailable: 'unavailable',
  ServiceUnavailableException: 'unavailable',
  InternalFailure: 'internal',
  InternalDependencyException: 'internal',
  InternalStreamFailure: 'stream-broken',
  AccessDeniedException: 'forbidden',
  UnrecognizedClientException: 'forbidden',
  ExpiredTokenException: 'forbidden',
  CredentialsProviderError: 'forbidden',
  AbortError: 'cancelled',
};

/** Any error of the SDK as a ModelCallError; `otherwise` for one that has neither a name, a status nor a network code of use. */
export function sageMakerError(error: unknown, otherwise: ModelErrorKind): ModelCallError | AppError {
  if (error instanceof ModelCallError || error instanceof AppError) return error;
  if (!(error instanceof Error)) return new ModelCallError(otherwise, String(error));
  const seen = error as Error & {
    OriginalStatusCode?: number;
    OriginalMessage?: string;
    ErrorCode?: string;
    $metadata?: { httpStatusCode?: number };
  };
  // The SDK's error itself is not kept as a cause: it carries the whole request with its signed authorization header.
  const status = seen.OriginalStatusCode ?? seen.$metadata?.httpStatusCode;
  // A good status beside an error only says that the answer broke after its head.
  const detail = { status: status !== undefined && status >= 200 && status < 400 ? undefined : status };
  const text = `${error.name}: ${error.message}`;
  if (error.name === 'ModelError') return new ModelCallError(kindOfModelError(seen.OriginalStatusCode ?? 0, text), text, detail);
  if (error.name === 'ModelStreamError') {
    return new ModelCallError(seen.ErrorCode === 'ModelInvocationTimeExceeded' ? 'stream-time-exceeded' : 'stream-broken', text, detail);
  }
  if (error.name === 'ValidationError' || error.name === 'ValidationException') {
    return new ModelCallError(kindOfValidation(error.message), text, detail);
  }
  const kind =
    KIND_BY_NAME[error.name] ?? kindOfNetworkError(error) ?? (detail.status === undefined ? otherwise : kindOfStatus(detail.status));
  return new ModelCallError(kind, text, detail);
}

/** The container's own status; 0 and 504 are what the service gives when the container did not answer within 60 s. */
function kindOfModelError(status: number, text: string): ModelErrorKind {
  if (status === 0 || /timed out/i.test(text)) return 'timeout';
  return status === 401 || status === 403 ? 'refused' : kindOfStatus(status);
}

/** An inference component at zero copies answers with a ValidationError too: only its words tell. */
function kindOfValidation(message: string): ModelErrorKind {
  if (/no capacity/i.test(message)) return 'asleep';
  if (/not found|could not find/i.test(message)) return 'not-found';
  return /too large|exceed.*(size|payload|bytes|length)|(size|payload).*exceed/i.test(message) ? 'request-too-large' : 'refused';
}

function tooLarge(body: Uint8Array, maxBytes: number): ModelCallError {
  const partialText = new TextDecoder().decode(body.subarray(0, 16_000));
  return new ModelCallError('answer-too-large', `the answer has ${body.byteLength} bytes; at most ${maxBytes} are read`, { partialText });
}
