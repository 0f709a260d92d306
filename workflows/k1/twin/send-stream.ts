// Sends a container's stream at the pace of the model, cut into parts anywhere, and ends it as it was told to: well, cut, broken or timed out.
import type { Admitted } from './admission.ts';
import type { Behaviour } from './behaviour.ts';
import { breakOff, cutAnywhere, pause, write } from './http-io.ts';
import { paceOf, profileOfEndpoint, STREAM_LIMIT_MILLISECONDS } from './pacing.ts';
import type { RouteCall } from './sagemaker-routes.ts';
import { hashOf, seededRandom } from './seeded-random.ts';
import type { TwinDeps } from './twin-deps.ts';

/** How bytes are wrapped, and how a failure is told within the stream; plain server-sent events have no such thing. */
export interface StreamFraming {
  frame(part: Uint8Array): Uint8Array;
  failure(code: string): Uint8Array;
}

/** True when all of it went out. */
export async function sendStream(
  deps: TwinDeps,
  call: RouteCall,
  { behaviour, answer }: Admitted,
  source: AsyncIterable<Uint8Array>,
  framing: StreamFraming,
): Promise<boolean> {
  const { response } = call;
  const pace = paceOf(answer, profileOfEndpoint(call.endpoint));
  const own = deps.upstream === undefined;
  const random = seededRandom(deps.seed ^ hashOf(call.endpoint) ^ answer.promptTokens);
  if (own) await pause(response, pace.firstTokenMilliseconds * deps.timingFactor);
  let sent = 0;
  for await (const event of source) {
    if (own) await pause(response, pace.tokenMilliseconds * deps.timingFactor);
    const ending = endingWithin(behaviour, sent, event, pace.totalMilliseconds);
    const bytes = ending === undefined ? event : event.subarray(0, ending.bytes);
    for (const part of cutAnywhere(bytes, random, 120, deps.partBytes)) if (!(await write(response, framing.frame(part)))) return false;
    sent += bytes.byteLength;
    if (ending === undefined) continue;
    await ending.end(response, framing);
    return false;
  }
  response.end();
  return true;
}

interface Ending {
  /** How much of the current event still goes out. */
  readonly bytes: number;
  end(response: RouteCall['response'], framing: StreamFraming): Promise<unknown>;
}

/** Bytes of container output after which a told ending comes, unless another number is told. */
const USUAL_END = 600;

function endingWithin(behaviour: Behaviour | undefined, sent: number, event: Uint8Array, totalMilliseconds: number): Ending | undefined {
  const room = (after: number | undefined) => {
    const left = (after ?? USUAL_END) - sent;
    return left <= event.byteLength ? Math.max(0, left) : undefined;
  };
  const fail =
    (code: string): Ending['end'] =>
    async (response, framing) =>
      response.end(framing.failure(code));
  if (totalMilliseconds > STREAM_LIMIT_MILLISECONDS && sent > USUAL_END) return { bytes: 0, end: fail('ModelInvocationTimeExceeded') };
  if (behaviour?.kind === 'cut') {
    const bytes =
      behaviour.afterBytes !== undefined
        ? room(behaviour.afterBytes)
        : behaviour.orderly === true
          ? betweenEvents(sent)
          : withinLaterCharacter(sent, event);
    const end: Ending['end'] = async (response) => (behaviour.orderly === true ? response.end() : breakOff(response));
    return bytes === undefined ? undefined : { bytes, end };
  }
  if (behaviour?.kind === 'bad-frame') {
    const bytes = room(undefined);
    return bytes === undefined ? undefined : { bytes, end: async (response, framing) => response.end(damaged(framing)) };
  }
  if (behaviour?.kind !== 'stream-error') return undefined;
  const bytes = room(behaviour.afterBytes);
  return bytes === undefined ? undefined : { bytes, end: fail(behaviour.code) };
}

/** After some output: before the next event, so that all that came is whole. */
function betweenEvents(sent: number): number | undefined {
  return sent < USUAL_END ? undefined : 0;
}

/** After some output: one byte into the first character of several bytes. */
function withinLaterCharacter(sent: number, event: Uint8Array): number | undefined {
  if (sent < USUAL_END) return undefined;
  const lead = event.findIndex((byte) => byte >= 0xc0);
  return lead === -1 ? undefined : lead + 1;
}

/** One flipped bit in the payload: the checksum no longer holds. */
function damaged(framing: StreamFraming): Uint8Array {
  const frame = Buffer.from(framing.frame(Buffer.from('data: {"choices":[]}\n\n')));
  const at = frame.byteLength - 6;
  frame.writeUInt8(frame.readUInt8(at) ^ 1, at);
  return frame;
}
