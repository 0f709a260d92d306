// The runtime's errors as they stand on the wire: status, x-amzn-errortype, JSON body; and the same faults as an OpenAI-compatible server tells them.
import type { Behaviour } from './behaviour.ts';

export interface ErrorReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const NO_CAPACITY =
  'Inference Component has no capacity to process this request. ApplicationAutoScaling may be in-progress (if configured) or try to increase the capacity by invoking UpdateInferenceComponentRuntimeConfig API.';
const TIMED_OUT =
  'Received server error (0) from primary with message "Your invocation timed out while waiting for a response from container primary."';

export function awsError(status: number, type: string, body: Readonly<Record<string, unknown>>): ErrorReply {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': `${type}:` };
  return { status, headers, body: JSON.stringify({ __type: type, ...body }) };
}

/** ModelError: the container answered `original`; 0 means it did not answer in time. */
export function modelError(original: number, message: string): ErrorReply {
  return awsError(424, 'ModelError', {
    Message: `Received server error (${original}) from primary with message "${message}"`,
    OriginalStatusCode: original,
    OriginalMessage: message,
    LogStreamArn: 'arn:aws:logs:ap-northeast-2:000000000000:log-group:/aws/sagemaker/Endpoints/stand-in',
  });
}

/** The reply of a behaviour that refuses at the door; undefined for one that answers. */
export function sageMakerFault(behaviour: Behaviour | undefined): ErrorReply | undefined {
  switch (behaviour?.kind) {
    case 'asleep':
      return awsError(400, 'ValidationError', { Message: NO_CAPACITY });
    case 'not-ready':
      return awsError(429, 'ModelNotReadyException', { Message: 'The model is still being loaded. Wait and try your request again.' });
    case 'throttle': {
      const reply = awsError(400, 'ThrottlingException', { Message: 'Rate exceeded' });
      const { retryAfterSeconds } = behaviour;
      return retryAfterSeconds === undefined
        ? reply
        : { ...reply, headers: { ...reply.headers, 'retry-after': String(retryAfterSeconds) } };
    }
    case 'service-unavailable':
      return awsError(503, 'ServiceUnavailable', { Message: 'The service is unavailable. Try your call again.' });
    case 'internal-failure':
      return awsError(500, 'InternalFailure', { Message: 'An internal failure occurred.' });
    case 'dependency':
      return awsError(530, 'InternalDependencyException', { Message: 'An internal dependency failed.' });
    case 'forbidden':
      return awsError(403, 'AccessDeniedException', { Message: 'User is not authorized to perform: sagemaker:InvokeEndpoint' });
    case 'not-found':
      return awsError(400, 'ValidationError', { Message: 'Endpoint stand-in of account 000000000000 not found.' });
    case 'validation':
      return awsError(400, 'ValidationError', { Message: behaviour.message });
    case 'timeout':
      return modelError(0, TIMED_OUT);
    case 'status':
      return modelError(behaviour.status, behaviour.message ?? 'The container failed.');
    default:
      return undefined;
  }
}

const OPENAI_STATUS: Readonly<Partial<Record<Behaviour['kind'], number>>> = {
  asleep: 503,
  'not-ready': 503,
  throttle: 429,
  'service-unavailable': 503,
  'internal-failure': 500,
  dependency: 502,
  forbidden: 401,
  'not-found': 404,
  validation: 400,
  timeout: 504,
};

/** The same faults on the OpenAI path. */
export function openAiFault(behaviour: Behaviour | undefined): ErrorReply | undefined {
  if (behaviour === undefined) return undefined;
  const status = behaviour.kind === 'status' ? behaviour.status : OPENAI_STATUS[behaviour.kind];
  if (status === undefined) return undefined;
  const waking = behaviour.kind === 'asleep' || behaviour.kind === 'not-ready';
  const message = waking ? 'Model is loading, try again later.' : behaviour.kind;
  const retryAfter = behaviour.kind === 'throttle' ? behaviour.retryAfterSeconds : undefined;
  return openAiError(status, message, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) });
}

export function openAiError(status: number, message: string, headers: Readonly<Record<string, string>> = {}): ErrorReply {
  const body = JSON.stringify({ error: { message, type: status < 500 ? 'invalid_request_error' : 'server_error', code: status } });
  return { status, headers: { 'content-type': 'application/json', ...headers }, body };
}
