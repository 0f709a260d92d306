// Frames of application/vnd.amazon.eventstream: lengths, a CRC of both, string headers, payload, a CRC of all. Encoding only; the SDK decodes.
import { crc32 } from 'node:zlib';

const STRING_HEADER = 7;

/** One frame. Layout: total length u32, headers length u32, CRC-32 of these 8 bytes, headers, payload, CRC-32 of all before. */
export function eventFrame(headers: Readonly<Record<string, string>>, payload: Uint8Array): Buffer {
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => headerBytes(name, value)));
  const frame = Buffer.alloc(12 + head.byteLength + payload.byteLength + 4);
  frame.writeUInt32BE(frame.byteLength, 0);
  frame.writeUInt32BE(head.byteLength, 4);
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  head.copy(frame, 12);
  frame.set(payload, 12 + head.byteLength);
  frame.writeUInt32BE(crc32(frame.subarray(0, frame.byteLength - 4)), frame.byteLength - 4);
  return frame;
}

function headerBytes(name: string, value: string): Buffer {
  const nameBytes = Buffer.from(name, 'utf8');
  const valueBytes = Buffer.from(value, 'utf8');
  const length = Buffer.alloc(3);
  length.writeUInt8(STRING_HEADER, 0);
  length.writeUInt16BE(valueBytes.byteLength, 1);
  return Buffer.concat([Buffer.from([nameBytes.byteLength]), nameBytes, length, valueBytes]);
}

/** A PayloadPart event; its bytes are the container's own, cut anywhere. */
export function payloadPart(bytes: Uint8Array): Buffer {
  const headers = { ':message-type': 'event', ':event-type': 'PayloadPart', ':content-type': 'application/octet-stream' };
  return eventFrame(headers, bytes);
}

/** A modelled exception in the stream: ModelStreamError {Message, ErrorCode} or InternalStreamFailure {Message}. */
export function exceptionFrame(type: string, body: Readonly<Record<string, string>>): Buffer {
  const headers = { ':message-type': 'exception', ':exception-type': type, ':content-type': 'application/json' };
  return eventFrame(headers, Buffer.from(JSON.stringify(body), 'utf8'));
}
