// Reads a document in a thread of its own, so that no file can hold up or fill the process that serves everybody else.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type DocumentSource, parseDocument } from './parse-document.ts';
import { defaultParseLimits, type ParseLimits, type RefusalReason, refusal } from './parse-limits.ts';
import type { ParsedDocument } from './parsed-document.ts';

export interface ParseInThreadOptions {
  readonly limits?: Partial<ParseLimits>;
  /** Of the thread's heap; default 512. */
  readonly maxMemoryMegabytes?: number;
  /** The entry of the thread; default: parse-thread.mjs beside this file (in a bundle: the built parse-thread-entry.ts under that name). */
  readonly workerUrl?: URL;
}

export interface ParseReply {
  readonly document?: ParsedDocument;
  readonly refused?: { readonly reason: RefusalReason; readonly message: string };
}

/** Starting a thread takes time too: it does not count against the document. */
const graceSeconds = 5;

/**
 * As `parseDocument`, but time and memory are real limits: a thread over them is ended, and the document refused (`took-too-long`,
 * `too-much-memory`). Where the thread's entry is missing (an unusual bundle) the document is read in the caller's thread.
 */
export async function parseInThread(source: DocumentSource, options: ParseInThreadOptions = {}): Promise<ParsedDocument> {
  const limits = { ...defaultParseLimits, ...options.limits };
  const url = options.workerUrl ?? defaultWorkerUrl();
  if (url === undefined || source.bytes.length > limits.maxBytes) return await parseDocument(source, { limits });
  const memory = options.maxMemoryMegabytes ?? 512;
  const worker = new Worker(url, {
    execArgv: [],
    env: {},
    workerData: { source, limits },
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const reply = await new Promise<ParseReply>((resolve, reject) => {
      const late = (): void =>
        reject(refusal('took-too-long', `Reading the document took longer than ${limits.maxSeconds} s: split it into smaller files.`));
      timer = setTimeout(late, (limits.maxSeconds + graceSeconds) * 1000);
      worker.once('message', (message: ParseReply) => resolve(message));
      worker.once('error', (error) => reject(deathOf(error, memory)));
      worker.once('exit', () => reject(refusal('damaged', 'Reading the document ended without a result: print or save it to a new file.')));
    });
    if (reply.document !== undefined) return reply.document;
    throw refusal(
      reply.refused?.reason ?? 'damaged',
      reply.refused?.message ?? 'The document cannot be read: save it again in its own program.',
    );
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function deathOf(error: Error & { readonly code?: string }, memory: number): Error {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return refusal('too-much-memory', `Reading the document took more than ${memory} MB of memory: split it into smaller files.`, error);
  return refusal('damaged', 'Reading the document failed: print or save it to a new file.', error);
}

function defaultWorkerUrl(): URL | undefined {
  const url = new URL('./parse-thread.mjs', import.meta.url);
  return existsSync(fileURLToPath(url)) ? url : undefined;
}
