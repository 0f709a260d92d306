// Reads entries of a ZIP file held in memory within limits. Names of entries are compared, never used as paths; archives inside stay closed.
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { AppError } from '../definition/errors.ts';
import { type ParseLimits, refusal } from './parse-limits.ts';

/**
 * Returns the entries whose name is wanted, unpacked. The declared sizes of all entries count against the limits before anything is
 * unpacked, and yauzl refuses an entry that unpacks to another size than declared.
 */
export async function readZipEntries(
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
  limits: ParseLimits,
  checkTime: () => void,
): Promise<Map<string, Uint8Array>> {
  const entries = new Map<string, Uint8Array>();
  try {
    const archive = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      lazyEntries: true,
      strictFileNames: false,
    });
    const taken = await listEntries(archive, wanted, limits);
    for (const entry of taken) {
      checkTime();
      if (entries.has(entry.fileName))
        throw refusal('broken-archive', `The document holds the entry ${shown(entry.fileName)} twice: save it again in its own program.`);
      entries.set(entry.fileName, await unpack(archive, entry));
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refusal(
      'broken-archive',
      `The document is a damaged ZIP file (${error instanceof Error ? error.message.slice(0, 120) : 'unknown'}): save it again in its own program.`,
      error,
    );
  }
  return entries;
}

/** Entries as text; undefined when missing. */
export function entryText(entries: ReadonlyMap<string, Uint8Array>, name: string): string | undefined {
  const bytes = entries.get(name);
  return bytes === undefined
    ? undefined
    : new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8').decode(bytes);
}

async function listEntries(archive: ZipFile, wanted: (name: string) => boolean, limits: ParseLimits): Promise<Entry[]> {
  if (archive.entryCount > limits.maxEntries)
    throw refusal('zip-bomb', `The document holds ${archive.entryCount} parts, more than ${limits.maxEntries}.`);
  const taken: Entry[] = [];
  let [total, count] = [0, 0];
  for await (const entry of archive.eachEntry()) {
    total += entry.uncompressedSize;
    if (++count > limits.maxEntries) throw refusal('zip-bomb', `The document holds more than ${limits.maxEntries} parts.`);
    const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
    if (total > limits.maxUnpackedBytes)
      throw refusal('zip-bomb', `The document unpacks to more than ${limits.maxUnpackedBytes} bytes: take pictures out or split it.`);
    if (entry.uncompressedSize > 1_000_000 && ratio > limits.maxRatio)
      throw refusal(
        'zip-bomb',
        `Part ${shown(entry.fileName)} unpacks to ${Math.round(ratio)} times its size, more than ${limits.maxRatio} times.`,
      );
    if (!wanted(entry.fileName)) continue;
    if (entry.isEncrypted())
      throw refusal('encrypted', `Part ${shown(entry.fileName)} is protected by a password: save the document without one.`);
    taken.push(entry);
  }
  return taken;
}

async function unpack(archive: ZipFile, entry: Entry): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of await archive.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function shown(name: string): string {
  return JSON.stringify(name.slice(0, 80));
}
