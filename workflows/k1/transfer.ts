// One body over one path within its time: what arrives is read as it comes, and any end but a finished answer becomes a ModelCallError.
import { AppError } from '../definition/errors.ts';
import { readMessages } from './answer-stream.ts';
import { awaitResult } from './async-call.ts';
import type { AsyncDeps, AsyncMarker, AsyncRequest } from './async-call.ts';
import type { CompletionReader, RawAnswer } from './completion-reader.ts';
import { createDeadline, guarded } from './deadline.ts';
import type { Deadline } from './deadline.ts';
import type { K1Limits } from './limits.ts';
import type { CallPath } from './model-call.ts';
import { kindOfNetworkError, ModelCallError } from './model-error.ts';
import { isRepeating } from './repetition.ts';
import type { ModelTransport, TransportCall } from './transport.ts';

export interface Transfer {
  readonly transport: ModelTransport;
  readonly path: CallPath;
  /** For path openai: server-sent events or one body. */
  readonly streamed: boolean;
  readonly call: Omit<TransportCall, 'signal'>;
  readonly limits: K1Limits;
  readonly parent: AbortSignal | undefined;
  readonly reader: CompletionReader;
  /** Called whenever something arrived, with the number of new characters. */
  readonly onArrival: (characters: number) => void;
  /** For path async: the accepted call, and what waiting for it needs. */
  readonly asynchronous?: { readonly deps: AsyncDeps; readonly request: AsyncRequest; readonly start: () => Promise<AsyncMarker> };
}

/** The answer as it came. Throws ModelCallError, with what had arrived as `partialText`. */
export async function runTransfer(transfer: Transfer): Promise<RawAnswer> {
  const deadline = createDeadline(timesOf(transfer));
  const progress = { opened: false };
  try {
    if (transfer.streamed) await receiveStream(transfer, deadline, progress);
    else receiveWhole(transfer, await bytesOf(transfer, deadline));
    return transfer.reader.result();
  } catch (error) {
    throw transferError(error, transfer, deadline, progress.opened);
  } finally {
    // Aborts the wire too: a socket whose answer nobody reads must not stay open.
    deadline.close();
  }
}

function timesOf({ path, streamed, limits, parent }: Transfer) {
  if (path === 'async') return { totalMilliseconds: limits.asyncMilliseconds, parent };
  if (streamed) return { totalMilliseconds: limits.streamMilliseconds, idleMilliseconds: limits.idleMilliseconds, parent };
  return { totalMilliseconds: path === 'openai' ? limits.streamMilliseconds : limits.invokeMilliseconds, parent };
}

async function receiveStream(transfer: Transfer, deadline: Deadline, progress: { opened: boolean }): Promise<void> {
  const { transport, reader, limits } = transfer;
  const chunks = await deadline.guard(transport.stream({ ...transfer.call, signal: deadline.signal }));
  progress.opened = true;
  let checkedAt = 0;
  for await (const message of readMessages(guarded(chunks, deadline), { maxBytes: limits.answerBytes })) {
    transfer.onArrival(reader.take(message));
    if (reader.characters() - checkedAt < 1_000) continue;
    checkedAt = reader.characters();
    assertNoLoop(reader);
  }
  if (!reader.finished()) throw new ModelCallError('stream-broken', 'the stream ended without a finish reason');
}

/** Models loop in their thinking more often than in their answer. */
function assertNoLoop(reader: CompletionReader): void {
  if (isRepeating(reader.text()) || isRepeating(reader.reasoning()))
    throw new ModelCallError('repeating-answer', 'the same words over and over');
}

function receiveWhole(transfer: Transfer, bytes: Uint8Array): void {
  const { reader } = transfer;
  let message: unknown;
  const text = new TextDecoder().decode(bytes);
  try {
    message = JSON.parse(text);
  } catch (cause) {
    throw new ModelCallError('unreadable-answer', 'the answer is not JSON', { cause, partialText: text.slice(0, 16_000) });
  }
  transfer.onArrival(reader.take(message));
  assertNoLoop(reader);
  if (!reader.finished()) throw new ModelCallError('unreadable-answer', 'the answer has no choice with a finish reason');
}

function bytesOf(transfer: Transfer, deadline: Deadline): Promise<Uint8Array> {
  if (transfer.asynchronous !== undefined) return deadline.guard(resultOf(transfer.asynchronous, deadline));
  return deadline.guard(transfer.transport.invoke({ ...transfer.call, signal: deadline.signal }, transfer.limits.answerBytes));
}

async function resultOf(asynchronous: NonNullable<Transfer['asynchronous']>, deadline: Deadline): Promise<Uint8Array> {
  const accepted = await asynchronous.start();
  return awaitResult(asynchronous.deps, { ...asynchronous.request, signal: deadline.signal }, accepted);
}

function transferError(error: unknown, transfer: Transfer, deadline: Deadline, opened: boolean): ModelCallError | AppError {
  if (error instanceof AppError) return error;
  const known = error instanceof ModelCallError ? error : undefined;
  const kind = kindOf(error, transfer, deadline, opened);
  const partialText = known?.partialText ?? (transfer.reader.characters() === 0 ? undefined : transfer.reader.text().slice(0, 16_000));
  const message = error instanceof Error ? error.message : String(error);
  return new ModelCallError(kind, message, {
    status: known?.status,
    retryAfterSeconds: known?.retryAfterSeconds,
    partialText,
    cause: error,
  });
}

function kindOf(error: unknown, transfer: Transfer, deadline: Deadline, opened: boolean): ModelCallError['kind'] {
  if (deadline.ended === 'parent') return 'cancelled';
  if (deadline.ended === 'total') return transfer.streamed ? 'stream-time-exceeded' : 'timeout';
  if (deadline.ended === 'idle') return transfer.reader.characters() > 0 ? 'stream-broken' : 'timeout';
  const kind = error instanceof ModelCallError ? error.kind : (kindOfNetworkError(error) ?? 'stream-broken');
  // A connection lost after the stream began is a broken answer, whatever the socket calls it.
  return opened && (kind === 'network' || kind === 'timeout' || kind === 'cancelled') ? 'stream-broken' : kind;
}
