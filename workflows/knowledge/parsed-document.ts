// A document as every parser hands it over: blocks in reading order with page and heading level. No parsing here.
import type { RemovedCharacters } from './taint.ts';

export type DocumentFormat = 'pdf' | 'docx' | 'xlsx' | 'hwpx' | 'html' | 'markdown' | 'text';

export interface DocumentBlock {
  readonly kind: 'heading' | 'paragraph' | 'list-item' | 'table-row';
  /** 1 to 6 for headings, else 0. */
  readonly level: number;
  /** One line or more, cleaned, never empty. */
  readonly text: string;
  /** From 1: the page of a PDF, the sheet of a workbook, the section of an HWPX document; null where a format has none. */
  readonly page: number | null;
}

export interface DocumentWarning {
  readonly code:
    | 'page-without-text'
    | 'decoded-as-euc-kr'
    | 'hidden-content-left-out'
    | 'hidden-characters-removed'
    | 'unreadable-page'
    | 'unknown-characters';
  /** Where, in words: `page 3`, `sheet 2`. */
  readonly place: string;
  readonly message: string;
}

export interface ParsedDocument {
  readonly format: DocumentFormat;
  /** As the document states it itself; untrusted like all of it. */
  readonly title: string | null;
  readonly pages: number | null;
  readonly blocks: readonly DocumentBlock[];
  /** Author, subject and the like: kept apart from the text, searched by nobody, shown with their provenance. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly removed: RemovedCharacters;
  readonly warnings: readonly DocumentWarning[];
}

/** The canonical text of a document, into which the offsets of passages point: its blocks, one under the other. */
export function documentText(document: Pick<ParsedDocument, 'blocks'>): string {
  return document.blocks.map((block) => block.text).join('\n');
}
