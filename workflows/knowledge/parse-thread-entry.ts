// Entry of a thread that reads one document and ends. Nothing but its start data and its one reply goes in or out.
import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../definition/errors.ts';
import { type DocumentSource, parseDocument } from './parse-document.ts';
import type { ParseReply } from './parse-in-thread.ts';
import type { ParseLimits, RefusalReason } from './parse-limits.ts';

const { source, limits } = workerData as { readonly source: DocumentSource; readonly limits: Partial<ParseLimits> };

async function answer(): Promise<ParseReply> {
  try {
    return { document: await parseDocument(source, { limits }) };
  } catch (error) {
    // Errors lose their class between threads; only what a caller may see is sent.
    if (error instanceof AppError) return { refused: { reason: error.context['reason'] as RefusalReason, message: error.message } };
    return { refused: { reason: 'damaged', message: 'The document cannot be read: save it again in its own program.' } };
  }
}

parentPort?.postMessage(await answer());
