// Cuts a parsed document into passages of bounded length, each with page, heading and offset, so that a claim can be traced to its place. Pure.
import { AppError } from '../definition/errors.ts';
import { type DocumentBlock, documentText, type ParsedDocument } from './parsed-document.ts';
import { splitSentences } from './sentences.ts';
import type { Provenance } from './taint.ts';

export interface Passage {
  /** `<documentId>@<revision>#<number from 1>`: stable for one revision of one document. */
  readonly id: string;
  readonly documentId: string;
  readonly revision: string;
  readonly page: number | null;
  /** Title and headings above it, joined by ` > `; empty when there is none. */
  readonly heading: string;
  /** Equal to `documentText(document).slice(offset, offset + text.length)`. */
  readonly text: string;
  readonly offset: number;
  readonly provenance: Provenance;
}

export interface PassageOptions {
  readonly documentId: string;
  readonly revision: string;
  /** Shown title; what the document says of itself otherwise. */
  readonly title?: string;
  /** Longest passage in UTF-16 units, 80 to 8,000; default 700, about one paragraph. */
  readonly maxLength?: number;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly page: number | null;
  readonly heading: string;
}

/** Splits a document by heading, page and length. A paragraph stays whole where it fits; a longer one is cut at sentences, then at spaces. */
export function splitPassages(document: ParsedDocument, options: PassageOptions): Passage[] {
  const maxLength = options.maxLength ?? 700;
  if (!Number.isInteger(maxLength) || maxLength < 80 || maxLength > 8000) {
    throw new AppError('usage', `maxLength of passages is ${maxLength}; give a whole number from 80 to 8000.`);
  }
  const text = documentText(document);
  const pieces = piecesOf(document, text, maxLength, options.title ?? document.title ?? '');
  return pieces.map((piece, index) => ({
    id: `${options.documentId}@${options.revision}#${index + 1}`,
    documentId: options.documentId,
    revision: options.revision,
    page: piece.page,
    heading: piece.heading,
    text: text.slice(piece.start, piece.end),
    offset: piece.start,
    provenance: { kind: 'document', ref: `${options.documentId}@${options.revision}`, trusted: false },
  }));
}

function piecesOf(document: ParsedDocument, text: string, maxLength: number, title: string): Piece[] {
  const pieces: Piece[] = [];
  const path: string[] = [];
  let open: Piece | undefined;
  let bare: Piece | undefined;
  let offset = 0;
  const flush = (): void => {
    if (open !== undefined) pieces.push(open);
    open = undefined;
  };
  for (const block of document.blocks) {
    const [start, end] = [offset, offset + block.text.length];
    offset = end + 1;
    if (block.kind === 'heading') {
      flush();
      // A heading with nothing under it is still text that somebody may look for.
      if (bare !== undefined && block.level <= levelOf(path)) pieces.push(bare);
      enter(path, block);
      bare = { start, end, page: block.page, heading: headingOf(title, path.slice(0, -1)) };
      continue;
    }
    bare = undefined;
    const heading = headingOf(title, path);
    if (open !== undefined && open.page === block.page && end - open.start <= maxLength) {
      open = { ...open, end };
      continue;
    }
    flush();
    const cuts = end - start <= maxLength ? [[start, end] as const] : cutLong(text, start, end, maxLength);
    pieces.push(...cuts.slice(0, -1).map(([from, to]) => ({ start: from, end: to, page: block.page, heading })));
    const last = cuts.at(-1);
    if (last !== undefined) open = { start: last[0], end: last[1], page: block.page, heading };
  }
  flush();
  if (bare !== undefined) pieces.push(bare);
  return pieces;
}

function levelOf(path: readonly string[]): number {
  return path.length;
}

/** Puts a heading at its level; levels that a document skips stay empty. */
function enter(path: string[], block: DocumentBlock): void {
  const level = Math.max(1, block.level);
  path.length = Math.min(path.length, level - 1);
  while (path.length < level - 1) path.push('');
  path.push(block.text.replace(/\s+/g, ' ').slice(0, 200));
}

function headingOf(title: string, path: readonly string[]): string {
  const parts = [title.replace(/\s+/g, ' ').trim().slice(0, 200), ...path].filter((part) => part !== '');
  return parts.filter((part, index) => part !== parts[index - 1]).join(' > ');
}

/** Cuts one long block into ranges of at most `maxLength`, without loss except white space between them. */
function cutLong(text: string, start: number, end: number, maxLength: number): (readonly [number, number])[] {
  const ranges: (readonly [number, number])[] = [];
  let [from, to] = [-1, -1];
  for (const sentence of splitSentences(text.slice(start, end)).flatMap((span) => hardCut(span.text, start + span.offset, maxLength))) {
    if (from >= 0 && sentence[1] - from <= maxLength) {
      to = sentence[1];
      continue;
    }
    if (from >= 0) ranges.push([from, to]);
    [from, to] = sentence;
  }
  if (from >= 0) ranges.push([from, to]);
  return ranges;
}

/** Cuts a sentence that is too long at the last space before the limit, or where it must, never inside a surrogate pair. */
function hardCut(sentence: string, offset: number, maxLength: number): [number, number][] {
  const ranges: [number, number][] = [];
  let start = 0;
  while (sentence.length - start > maxLength) {
    const space = sentence.lastIndexOf(' ', start + maxLength);
    let end = space > start + maxLength / 2 ? space : start + maxLength;
    if (/[\uD800-\uDBFF]/.test(sentence[end - 1] ?? '')) end--;
    ranges.push([offset + start, offset + end]);
    start = sentence[end] === ' ' ? end + 1 : end;
  }
  if (start < sentence.length) ranges.push([offset + start, offset + sentence.length]);
  return ranges;
}
