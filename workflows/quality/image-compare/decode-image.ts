// Files and bytes to grey pictures, by sharp. The only file of the room that touches Node and the file system (with the pool beside it).
// The header is read and bounded before a pixel is decoded.
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { AppError } from '../../definition/errors.ts';
import type { GreyImage } from './grey-image.ts';

export interface DecodeLimits {
  /** Largest width * height; default 40 million. */
  readonly maxPixels?: number;
  /** Largest file; default 64 MiB. */
  readonly maxBytes?: number;
}

const formats = ['jpeg', 'png', 'webp', 'tiff'];

/** `source` is a path or the bytes; `path` is the JSON Pointer that issues name. Throws AppError unreadable or invalid (image-too-large, not-an-image, image-corrupt). */
export async function decodeImage(source: string | Uint8Array, path: string, limits: DecodeLimits = {}): Promise<GreyImage> {
  const bytes = typeof source === 'string' ? await readBytes(source, path) : source;
  const { maxPixels = 40_000_000, maxBytes = 64 * 1024 * 1024 } = limits;
  if (bytes.length > maxBytes) fail(path, 'image-too-large', `The picture file has ${bytes.length} bytes; at most ${maxBytes} are read.`);
  const header = await readHeader(bytes, path);
  const pixels = header.width * header.height;
  if (pixels > maxPixels) {
    fail(path, 'image-too-large', `The picture has ${header.width} x ${header.height} pixels; at most ${maxPixels} are decoded.`);
  }
  return readPixels(bytes, path, maxPixels);
}

async function readBytes(file: string, path: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    const message = `The picture ${file} cannot be read; check the path and its permissions.`;
    throw new AppError('unreadable', message, { cause, issues: [{ path, code: 'unreadable', message }] });
  }
}

async function readHeader(bytes: Uint8Array, path: string): Promise<{ readonly width: number; readonly height: number }> {
  try {
    // No limit here: the header alone is cheap, and our own bound names the size it found.
    const { width, height, format } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (formats.includes(format)) return { width, height };
  } catch {
    // Falls through to the same refusal: what sharp cannot name is no picture for us.
  }
  return fail(path, 'not-an-image', 'The file is not a JPEG, PNG, WebP or TIFF picture, or its header is damaged.');
}

async function readPixels(bytes: Uint8Array, path: string, maxPixels: number): Promise<GreyImage> {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: maxPixels, failOn: 'truncated' })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .greyscale()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, pixels: firstChannel(data, info.channels) };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    return fail(path, 'image-corrupt', 'The picture is damaged or cut off; take or copy it again.');
  }
}

function firstChannel(data: Uint8Array, channels: number): Uint8Array {
  if (channels === 1) return data;
  const pixels = new Uint8Array(data.length / channels);
  for (let at = 0; at < pixels.length; at++) pixels[at] = data[at * channels] as number;
  return pixels;
}

function fail(path: string, code: string, message: string): never {
  throw new AppError('invalid', message, { issues: [{ path, code, message }] });
}
