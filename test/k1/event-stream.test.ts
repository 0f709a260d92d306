// Event frames as the twin writes them and the real SDK reads them: cut anywhere, damaged anywhere.
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileById } from '../../workflows/k1/profiles.ts';
import { createSageMakerTransport, sageMakerClientSettings } from '../../workflows/k1/sagemaker-transport.ts';
import { exceptionFrame, payloadPart } from '../../workflows/k1/twin/event-stream.ts';

/** The bytes that the transport hands on when the wire's response is cut at these places. */
async function received(wire: Buffer, cuts: readonly number[]): Promise<Buffer> {
  const edges = [0, ...[...cuts].map((cut) => cut % (wire.byteLength + 1)).sort((a, b) => a - b), wire.byteLength];
  const pieces = edges.slice(1).map((edge, index) => wire.subarray(edges[index], edge));
  const handler = {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: () =>
      Promise.resolve({
        response: {
          statusCode: 200,
          headers: { 'content-type': 'application/vnd.amazon.eventstream' },
          body: Readable.from(
            pieces.filter((piece) => piece.byteLength > 0),
            { objectMode: false },
          ),
        },
      }),
  };
  const client = new SageMakerRuntimeClient({
    ...sageMakerClientSettings(),
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: handler as never,
  });
  const call = { profile: profileById('k1'), body: new Uint8Array(), inferenceId: 'i', signal: new AbortController().signal };
  const parts: Uint8Array[] = [];
  for await (const part of await createSageMakerTransport({ client }).stream(call)) parts.push(part);
  return Buffer.concat(parts);
}

const payloads = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.string({ unit: 'grapheme' }).map((text) => new TextEncoder().encode(text)),
  ),
  { minLength: 1, maxLength: 6 },
);
const cuts = fc.array(fc.nat(5_000), { maxLength: 12 });

describe('event frames', () => {
  it('give back every byte, whatever way frames are cut', async () => {
    await fc.assert(
      fc.asyncProperty(payloads, cuts, async (parts, places) => {
        expect(await received(Buffer.concat(parts.map(payloadPart)), places)).toEqual(Buffer.concat(parts));
      }),
      { numRuns: 60 },
    );
  });

  it('end in their error, as the service means it', async () => {
    const wire = (code: string) =>
      Buffer.concat([payloadPart(Buffer.from('처음')), exceptionFrame('ModelStreamError', { Message: 'm', ErrorCode: code })]);
    await expect(received(wire('ModelInvocationTimeExceeded'), [3, 40])).rejects.toMatchObject({ kind: 'stream-time-exceeded' });
    await expect(received(wire('StreamBroken'), [])).rejects.toMatchObject({ kind: 'stream-broken' });
    await expect(received(exceptionFrame('InternalStreamFailure', { Message: 'm' }), [])).rejects.toMatchObject({ kind: 'stream-broken' });
  });

  it('with any one bit flipped never pass for good ones', async () => {
    const payload = Buffer.from('data: {"choices":[{"delta":{"content":"합격"}}]}\n\n');
    const good = payloadPart(payload);
    await fc.assert(
      fc.asyncProperty(fc.nat(good.byteLength * 8 - 1), async (bit) => {
        const bad = Buffer.from(good);
        bad.writeUInt8(bad.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        await expect(received(bad, [])).rejects.toMatchObject({ name: 'ModelCallError', kind: 'stream-broken' });
      }),
      { numRuns: 80 },
    );
  });

  it('cut off within a frame are no whole stream (a cut within its four bytes of length, the client finds by the missing finish)', async () => {
    const wire = payloadPart(Buffer.from('합격입니다'));
    for (const at of [5, 11, 12, 40, wire.byteLength - 1])
      await expect(received(wire.subarray(0, at), [])).rejects.toMatchObject({ kind: 'stream-broken' });
  });
});

describe('errors of the SDK', () => {
  it('leave without the request they carry: it holds a signed authorization', async () => {
    const client = new SageMakerRuntimeClient({
      ...sageMakerClientSettings(),
      region: 'ap-northeast-2',
      endpoint: 'http://127.0.0.1:9',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    const call = { profile: profileById('k1'), body: new Uint8Array(), inferenceId: 'i', signal: new AbortController().signal };
    const error: unknown = await createSageMakerTransport({ client })
      .invoke(call, 1_000)
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ kind: 'network' });
    const seen = new Set<unknown>();
    const texts = (value: unknown): string => {
      if (typeof value !== 'object' || value === null || seen.has(value)) return String(value);
      seen.add(value);
      return Object.getOwnPropertyNames(value)
        .map((name) => `${name}=${texts((value as Record<string, unknown>)[name])}`)
        .join('\n');
    };
    expect(texts(error)).not.toMatch(/authorization|AWS4-HMAC/i);
  });
});
