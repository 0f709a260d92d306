// Collects the blocks of a document while it is read: cleans each text, counts what was hidden, and stops at the limits.
import type { DocumentBlock, DocumentFormat, DocumentWarning, ParsedDocument } from './parsed-document.ts';
import { type ParseLimits, refusal } from './parse-limits.ts';
import { addRemoved, cleanText } from './taint.ts';

export interface BlockList {
  readonly limits: ParseLimits;
  /** Throws once the time is over. */
  readonly checkTime: () => void;
  readonly add: (kind: DocumentBlock['kind'], text: string, options?: { readonly level?: number; readonly page?: number | null }) => void;
  readonly warn: (code: DocumentWarning['code'], place: string, message: string) => void;
  readonly finish: (
    format: DocumentFormat,
    rest: { readonly title?: string; readonly pages?: number; readonly metadata?: Readonly<Record<string, string>> },
  ) => ParsedDocument;
}

/** The most warnings kept; a document with more is told so by the last. */
const maxWarnings = 100;

export function createBlockList(limits: ParseLimits, checkTime: () => void): BlockList {
  const blocks: DocumentBlock[] = [];
  const warnings: DocumentWarning[] = [];
  let removed = { invisible: 0, direction: 0, control: 0 };
  let length = 0;
  const clean = (raw: string): string => {
    const { text, removed: more } = cleanText(raw);
    removed = addRemoved(removed, more);
    return tidy(text);
  };
  const warn: BlockList['warn'] = (code, place, message) => {
    if (warnings.length < maxWarnings && !warnings.some((entry) => entry.code === code && entry.place === place))
      warnings.push({ code, place, message });
  };
  return {
    limits,
    checkTime,
    warn,
    add(kind, raw, options = {}) {
      const text = clean(raw);
      if (text === '') return;
      length += text.length + 1;
      if (length > limits.maxTextLength || blocks.length >= limits.maxBlocks) {
        throw refusal(
          'too-much-text',
          `The document holds more than ${limits.maxTextLength} characters or ${limits.maxBlocks} paragraphs: split it into smaller files.`,
        );
      }
      if (blocks.length % 500 === 0) checkTime();
      blocks.push({ kind, level: kind === 'heading' ? Math.min(6, Math.max(1, options.level ?? 1)) : 0, text, page: options.page ?? null });
    },
    finish(format, { title, pages, metadata }) {
      const cleaned = Object.entries(metadata ?? {}).map(([key, value]) => [key, clean(value).slice(0, 500)] as const);
      const ownTitle = title === undefined ? '' : clean(title).slice(0, 200);
      const hiddenCount = removed.invisible + removed.direction + removed.control;
      if (hiddenCount > 0)
        warn('hidden-characters-removed', 'document', `${hiddenCount} invisible or line-reordering characters were removed.`);
      return {
        format,
        title: ownTitle === '' ? null : ownTitle,
        pages: pages ?? null,
        blocks,
        metadata: Object.fromEntries(cleaned.filter(([, value]) => value !== '')),
        removed,
        warnings,
      };
    },
  };
}

/** Runs of blanks become one, empty lines go. */
function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/[^\S\n]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}
