// The bounds within which a document is read, and the words in which one that breaks them is refused.
import { AppError, type AppErrorCode } from '../definition/errors.ts';

export interface ParseLimits {
  readonly maxBytes: number;
  readonly maxPages: number;
  /** Of the text taken out, in UTF-16 units. */
  readonly maxTextLength: number;
  readonly maxBlocks: number;
  /** Of a ZIP-based document: what all its entries unpack to, their number, and how far one entry may expand. */
  readonly maxUnpackedBytes: number;
  readonly maxEntries: number;
  readonly maxRatio: number;
  /** Elements inside elements. */
  readonly maxDepth: number;
  /** Looked at between pages, entries and pieces of 64 KB; a parser cannot be stopped inside one. */
  readonly maxSeconds: number;
}

export const defaultParseLimits: ParseLimits = {
  maxBytes: 25_000_000,
  maxPages: 1_000,
  maxTextLength: 3_000_000,
  maxBlocks: 100_000,
  maxUnpackedBytes: 60_000_000,
  maxEntries: 3_000,
  maxRatio: 250,
  maxDepth: 200,
  maxSeconds: 30,
};

/** Why a document was refused: machine-readable, in `context.reason` of the error. */
export type RefusalReason =
  | 'empty'
  | 'too-large'
  | 'too-many-pages'
  | 'too-much-text'
  | 'too-deep'
  | 'took-too-long'
  | 'too-much-memory'
  | 'zip-bomb'
  | 'broken-archive'
  | 'encrypted'
  | 'not-the-named-format'
  | 'old-format'
  | 'unknown-format'
  | 'damaged'
  | 'binary';

const codes: Readonly<Record<RefusalReason, AppErrorCode>> = {
  empty: 'unreadable',
  'too-large': 'too-large',
  'too-many-pages': 'too-large',
  'too-much-text': 'too-large',
  'too-deep': 'too-large',
  'took-too-long': 'budget-exceeded',
  'too-much-memory': 'too-large',
  'zip-bomb': 'too-large',
  'broken-archive': 'unreadable',
  encrypted: 'unreadable',
  'not-the-named-format': 'unsupported-media-type',
  'old-format': 'unsupported-media-type',
  'unknown-format': 'unsupported-media-type',
  damaged: 'unreadable',
  binary: 'unreadable',
};

/** The error for a document that is refused; `message` names the place and the remedy. Never retryable: the bytes stay what they are. */
export function refusal(reason: RefusalReason, message: string, cause?: unknown): AppError {
  return new AppError(codes[reason], message, { context: { reason }, ...(cause === undefined ? {} : { cause }) });
}

/** A check to be called between pieces of work; throws once the time is over. `now` gives milliseconds. */
export function createParseDeadline(maxSeconds: number, now: () => number): () => void {
  const end = now() + maxSeconds * 1000;
  return () => {
    if (now() > end) throw refusal('took-too-long', `Reading the document took longer than ${maxSeconds} s: split it into smaller files.`);
  };
}
