// A response body within limits: decoded, counted as it comes, cut off at the cap. A small body that unpacks to a huge one stops there too.
import type { IncomingMessage } from 'node:http';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { AppError } from '../definition/errors.ts';

const DECODERS = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress } as const;

/** What we ask servers for; anything else they send is refused. */
export const ACCEPT_ENCODING = 'gzip, deflate, br';

/** The body as a stream that errors past `maxBytes`. @throws AppError `unavailable` for an encoding that was not asked for. */
export function boundedBody(message: IncomingMessage, maxBytes: number): Readable {
  const declared = Number(message.headers['content-length'] ?? 0);
  if (declared > maxBytes) {
    message.destroy();
    throw tooLarge(maxBytes);
  }
  const encoding = (message.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const counted = counter(maxBytes);
  if (encoding === 'identity' || encoding === '') join([message, counted], counted);
  else if (Object.hasOwn(DECODERS, encoding)) join([message, DECODERS[encoding as keyof typeof DECODERS](), counted], counted);
  else {
    message.destroy();
    throw new AppError('unavailable', 'The server answered in a content encoding that was not asked for.', {
      context: { status: 502, title: 'Unknown content encoding' },
    });
  }
  return counted;
}

function join(parts: (Readable | Transform)[], end: Transform): void {
  // Whoever reads `end` gets the error; the pipeline's own promise must not become an unhandled one.
  pipeline(parts as never).catch((error: unknown) => end.destroy(error instanceof Error ? error : new Error('body')));
}

function counter(maxBytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.byteLength;
      if (seen > maxBytes) done(tooLarge(maxBytes));
      else done(null, chunk);
    },
  });
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('too-large', `The answer is larger than ${maxBytes} bytes; ask for less, or page through it.`, {
    context: { title: 'Answer too large' },
  });
}

export async function readAll(stream: Readable): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
