// Reading a bounded body and writing answers slowly, in pieces cut anywhere, until the other side has gone.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorReply } from './error-reply.ts';

/** The body, or undefined when it is longer than `maxBytes`. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.byteLength;
    if (size <= maxBytes) parts.push(part);
  }
  return size > maxBytes ? undefined : Buffer.concat(parts);
}

export const STAND_IN_HEADERS = { 'x-aix-stand-in': 'true' } as const;

export function sendReply(response: ServerResponse, reply: ErrorReply): void {
  response.writeHead(reply.status, { ...reply.headers, ...STAND_IN_HEADERS, 'content-length': Buffer.byteLength(reply.body) });
  response.end(reply.body);
}

export function sendJson(response: ServerResponse, status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): void {
  sendReply(response, { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) });
}

/** Writes and waits for the reader; false when the reader has gone. */
export async function write(response: ServerResponse, bytes: Uint8Array): Promise<boolean> {
  if (response.destroyed || response.writableEnded) return false;
  if (response.write(bytes)) return true;
  await new Promise<void>((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.once('drain', done);
    response.once('close', done);
  });
  return !response.destroyed;
}

/** Real milliseconds, ended early when the reader goes. */
export function pause(response: ServerResponse, milliseconds: number): Promise<void> {
  if (milliseconds <= 0 || response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      response.off('close', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    response.once('close', done);
  });
}

/** Cuts bytes into parts of 1 to `most` bytes, without regard for characters, JSON or events; `size` fixes every part. */
export function* cutAnywhere(bytes: Uint8Array, random: () => number, most = 120, size?: number): Generator<Uint8Array, void> {
  let from = 0;
  while (from < bytes.byteLength) {
    const length = size ?? 1 + Math.floor(random() * most);
    yield bytes.subarray(from, from + length);
    from += length;
  }
}

/** A position within a character of several bytes, past the middle; the middle itself where all are plain. */
export function withinCharacter(bytes: Uint8Array): number {
  const middle = Math.floor(bytes.byteLength / 2);
  for (let at = middle; at < bytes.byteLength; at += 1) if ((bytes[at] ?? 0) >= 0xc0) return at + 1;
  return middle;
}

/** Breaks the connection after what was written has gone out: the reader sees a beginning without an end. */
export function breakOff(response: ServerResponse): void {
  response.socket?.destroySoon();
}
