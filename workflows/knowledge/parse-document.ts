// The door for documents: bytes in, blocks out. Chooses the parser, holds the limits, turns every failure of a parser into a named refusal.
import { AppError } from '../definition/errors.ts';
import { type BlockList, createBlockList } from './block-list.ts';
import { decodeText } from './decode-text.ts';
import { documentFormat } from './document-format.ts';
import { parseDocx } from './parse-docx.ts';
import { parseHtml } from './parse-html.ts';
import { parseHwpx } from './parse-hwpx.ts';
import { createParseDeadline, defaultParseLimits, type ParseLimits, refusal } from './parse-limits.ts';
import { parseMarkdown, parseText } from './parse-markdown.ts';
import { parsePdf } from './parse-pdf.ts';
import { parseXlsx } from './parse-xlsx.ts';
import type { DocumentFormat, ParsedDocument } from './parsed-document.ts';

export interface DocumentSource {
  readonly bytes: Uint8Array;
  /** File name; only its extension is used. */
  readonly name: string;
  /** As the uploader states it; must agree with the content. */
  readonly mediaType?: string;
}

export interface ParseOptions {
  readonly limits?: Partial<ParseLimits>;
  /** Milliseconds, for the time limit; `performance.now` by default. */
  readonly now?: () => number;
}

type Parser = (bytes: Uint8Array, blocks: BlockList) => Promise<ParsedDocument> | ParsedDocument;

const parsers: Readonly<Record<DocumentFormat, Parser>> = {
  pdf: parsePdf,
  docx: parseDocx,
  xlsx: parseXlsx,
  hwpx: parseHwpx,
  html: (bytes, blocks) => parseHtml(decodeText(bytes, blocks), blocks),
  markdown: (bytes, blocks) => parseMarkdown(decodeText(bytes, blocks), blocks),
  text: (bytes, blocks) => parseText(decodeText(bytes, blocks), blocks),
};

/**
 * Reads a document. Throws an `AppError` whose `context.reason` is a `RefusalReason` for everything that cannot or may not be read;
 * the message names the file's fault and the remedy. What is left out of a readable document is told in `warnings`.
 */
export async function parseDocument(source: DocumentSource, options: ParseOptions = {}): Promise<ParsedDocument> {
  const limits = { ...defaultParseLimits, ...options.limits };
  if (source.bytes.length === 0) throw refusal('empty', 'The document is empty: choose the file again.');
  if (source.bytes.length > limits.maxBytes)
    throw refusal('too-large', `The document has ${source.bytes.length} bytes, more than ${limits.maxBytes}: split it into smaller files.`);
  const format = documentFormat(source.bytes, source.name, source.mediaType);
  const blocks = createBlockList(limits, createParseDeadline(limits.maxSeconds, options.now ?? (() => performance.now())));
  try {
    return await parsers[format](source.bytes, blocks);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refusal('damaged', `The document cannot be read as ${format}: save it again in its own program.`, error);
  }
}
