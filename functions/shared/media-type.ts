// What a file is by its first bytes, against what it says it is. No parsing of files here.

const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

const MAGIC: Readonly<Record<string, (bytes: Uint8Array) => boolean>> = {
  'image/jpeg': (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff,
  'image/png': (bytes) => ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n',
  'image/webp': (bytes) => ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP',
  'application/pdf': (bytes) => ascii(bytes, 0, 5) === '%PDF-',
};

/** Types that have no magic number; text must be UTF-8 without control characters, so that nothing binary passes as text. */
const TEXT_TYPES = new Set(['text/csv', 'text/plain']);

/** What may be uploaded. No SVG, no HTML: both carry scripts. */
export const UPLOAD_TYPES: readonly string[] = [...Object.keys(MAGIC), ...TEXT_TYPES];

/** The declared type where the bytes agree with it, else the type the bytes show, else undefined. */
export function sniffMediaType(bytes: Uint8Array, declared: string): string | undefined {
  if (MAGIC[declared]?.(bytes) === true) return declared;
  const shown = Object.entries(MAGIC).find(([, matches]) => matches(bytes))?.[0];
  if (shown !== undefined) return shown;
  return TEXT_TYPES.has(declared) && isText(bytes) ? declared : undefined;
}

function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !/[\p{Cc}--[\t\n\r]]/v.test(text);
  } catch {
    return false;
  }
}
