// The twin's door: which behaviour applies, whether the endpoint is awake, whether the body can be read. What passes is written down as accepted.
import type { IncomingMessage } from 'node:http';
import { readBehaviour } from './behaviour.ts';
import type { Behaviour, Script } from './behaviour.ts';
import type { CallLog, TwinCall } from './call-log.ts';
import { readChatRequest } from './chat-request.ts';
import type { ChatRequest } from './chat-request.ts';
import { modelError, openAiError, openAiFault, sageMakerFault } from './error-reply.ts';
import type { ErrorReply } from './error-reply.ts';
import type { Scale } from './scale.ts';
import { twinAnswer } from './twin-answer.ts';
import type { TwinAnswer } from './twin-answer.ts';

export interface DoorDeps {
  readonly script: Script;
  readonly log: CallLog;
  readonly scale: Scale;
  readonly seed: number;
  readonly forwards: boolean;
}

export interface Admitted {
  readonly request: ChatRequest;
  readonly behaviour: Behaviour | undefined;
  readonly answer: TwinAnswer;
  readonly finish: () => void;
}

export type Admission = { readonly ok: true; readonly admitted: Admitted } | { readonly ok: false; readonly reply: ErrorReply };

/** Turned away before the model saw it; the container's own errors and time-outs are not: the model had begun. */
const AT_THE_DOOR: ReadonlySet<string> = new Set([
  'asleep',
  'not-ready',
  'throttle',
  'service-unavailable',
  'forbidden',
  'not-found',
  'validation',
]);

export function admit(
  deps: DoorDeps,
  call: { endpoint: string; path: TwinCall['path']; incoming: IncomingMessage; body: Uint8Array },
): Admission {
  const { endpoint, path, incoming } = call;
  const openAi = path === 'openai';
  const text = new TextDecoder().decode(call.body);
  const told = behaviourOf(incoming) ?? deps.script.next({ endpoint, path, text });
  const awake = deps.scale.called();
  const behaviour: Behaviour | undefined = awake ? told : { kind: 'asleep' };
  const read = readChatRequest(call.body);
  const known = read.ok ? unknownModel(read.request, endpoint) : read.message;
  const answer = read.ok ? twinAnswer(read.request, behaviour, deps.seed) : undefined;
  const fault = openAi ? openAiFault(behaviour) : path === 'async-invocations' ? atAsyncDoor(behaviour) : sageMakerFault(behaviour);
  const badBody = openAi ? (message: string) => openAiError(400, message) : (message: string) => modelError(400, message);
  const reply = fault ?? (known === undefined ? undefined : badBody(known));
  const entry = deps.log.start({
    endpoint,
    path,
    inferenceId: header(incoming, 'x-amzn-sagemaker-inference-id') ?? header(incoming, 'x-request-id') ?? '',
    accepted: known === undefined && !AT_THE_DOOR.has(behaviour?.kind ?? ''),
    behaviour: behaviour?.kind ?? 'good',
    promptTokens: answer?.promptTokens ?? 0,
    completionTokens: reply === undefined ? (answer?.completionTokens ?? 0) : 0,
    standIn: !deps.forwards,
  });
  if (reply !== undefined || !read.ok || answer === undefined) return { ok: false, reply: reply ?? badBody('unreadable') };
  return { ok: true, admitted: { request: read.request, behaviour, answer, finish: () => entry.finish() } };
}

/** Asynchronous calls are accepted whatever the container later does. */
function atAsyncDoor(behaviour: Behaviour | undefined): ErrorReply | undefined {
  return behaviour?.kind === 'status' || behaviour?.kind === 'timeout' ? undefined : sageMakerFault(behaviour);
}

function behaviourOf(incoming: IncomingMessage): Behaviour | undefined {
  const told = header(incoming, 'x-aix-twin');
  if (told === undefined) return undefined;
  try {
    return readBehaviour(told.startsWith('{') ? JSON.parse(told) : told);
  } catch {
    return undefined;
  }
}

export function header(incoming: IncomingMessage, name: string): string | undefined {
  const value = incoming.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Model servers know their served name and "", never the endpoint's. */
function unknownModel(request: ChatRequest, endpoint: string): string | undefined {
  return endpoint !== '' && request.model === endpoint ? `The model \`${request.model}\` does not exist.` : undefined;
}
