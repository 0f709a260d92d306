// The SageMaker runtime's two immediate operations: a direct invocation, and one whose answer streams as event frames.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { admit } from './admission.ts';
import type { Admitted } from './admission.ts';
import { streamBody, UpstreamError, wholeBody } from './byte-source.ts';
import type { Source } from './byte-source.ts';
import { modelError, sageMakerFault } from './error-reply.ts';
import { exceptionFrame, payloadPart } from './event-stream.ts';
import { breakOff, pause, sendReply, STAND_IN_HEADERS, withinCharacter, write } from './http-io.ts';
import { INVOKE_LIMIT_MILLISECONDS, paceOf, profileOfEndpoint } from './pacing.ts';
import { sendStream } from './send-stream.ts';
import type { StreamFraming } from './send-stream.ts';
import type { TwinDeps } from './twin-deps.ts';

const EVENT_STREAM: StreamFraming = { frame: payloadPart, failure: failureFrame };

function failureFrame(code: string): Uint8Array {
  if (code === 'InternalStreamFailure') return exceptionFrame('InternalStreamFailure', { Message: 'The stream processing failed.' });
  return exceptionFrame('ModelStreamError', { Message: `The stream ended: ${code}`, ErrorCode: code });
}

export interface RouteCall {
  readonly endpoint: string;
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Uint8Array<ArrayBuffer>;
}

export async function invocations(deps: TwinDeps, call: RouteCall): Promise<void> {
  const admission = admit(deps, { ...call, path: 'invocations' });
  if (!admission.ok) return sendReply(call.response, admission.reply);
  const { admitted } = admission;
  if (await misbehaveAtOnce(admitted, call.response)) return;
  const pace = paceOf(admitted.answer, profileOfEndpoint(call.endpoint));
  const late = pace.totalMilliseconds > INVOKE_LIMIT_MILLISECONDS;
  await pause(call.response, Math.min(pace.totalMilliseconds, INVOKE_LIMIT_MILLISECONDS) * deps.timingFactor);
  const timedOut = late ? sageMakerFault({ kind: 'timeout' }) : undefined;
  if (timedOut !== undefined) return sendReply(call.response, timedOut);
  try {
    await sendWhole(await wholeBody(sourceOf(deps, call, admitted)), admitted, call.response, marksOf(deps));
    admitted.finish();
  } catch (error) {
    sendReply(call.response, modelError(error instanceof UpstreamError ? error.status : 500, String(error)));
  }
}

export async function invocationsStream(deps: TwinDeps, call: RouteCall): Promise<void> {
  const admission = admit(deps, { ...call, path: 'invocations-response-stream' });
  if (!admission.ok) return sendReply(call.response, admission.reply);
  const { admitted } = admission;
  if (await misbehaveAtOnce(admitted, call.response)) return;
  let source: AsyncIterable<Uint8Array>;
  try {
    source = await streamBody(sourceOf(deps, call, admitted));
  } catch (error) {
    return sendReply(call.response, modelError(error instanceof UpstreamError ? error.status : 500, String(error)));
  }
  call.response.writeHead(200, {
    'content-type': 'application/vnd.amazon.eventstream',
    'x-amzn-sagemaker-content-type': 'text/event-stream',
    'x-amzn-invoked-production-variant': 'AllTraffic',
    ...marksOf(deps),
  });
  if (await sendStream(deps, call, admitted, source, EVENT_STREAM)) admitted.finish();
}

export function marksOf(deps: Pick<TwinDeps, 'upstream'>): Readonly<Record<string, string>> {
  return deps.upstream === undefined ? STAND_IN_HEADERS : {};
}

export function sourceOf(deps: TwinDeps, call: Pick<RouteCall, 'body' | 'response'>, admitted: Admitted): Source {
  const gone = new AbortController();
  call.response.once('close', () => gone.abort());
  const { upstream, reasoningStyle } = deps;
  const { request, answer } = admitted;
  return { request, answer, raw: call.body, reasoningStyle, created: Math.floor(deps.now() / 1000), upstream, signal: gone.signal };
}

/** hang, reset, slow: true when there is nothing more to do. */
export async function misbehaveAtOnce({ behaviour }: Admitted, response: ServerResponse): Promise<boolean> {
  if (behaviour?.kind === 'slow') await pause(response, behaviour.milliseconds);
  if (behaviour?.kind === 'hang') await new Promise<void>((resolve) => response.once('close', resolve));
  if (behaviour?.kind === 'reset') response.destroy();
  return response.destroyed;
}

export async function sendWhole(
  bytes: Buffer,
  { behaviour }: Admitted,
  response: ServerResponse,
  marks: Readonly<Record<string, string>>,
): Promise<void> {
  const body = behaviour?.kind === 'garbage' ? Buffer.from('<html>502 Bad Gateway</html>') : bytes;
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': body.byteLength,
    'x-amzn-invoked-production-variant': 'AllTraffic',
    ...marks,
  });
  if (behaviour?.kind !== 'cut') {
    response.end(body);
    return;
  }
  await write(response, body.subarray(0, behaviour.afterBytes ?? withinCharacter(body)));
  breakOff(response);
}
