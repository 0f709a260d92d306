// Holds an answer against its sources: a sentence stays only when its quotes stand in the passages named, and its numbers and its
// negation agree with them. Whoever wrote the answer, a model or our own extraction, is checked the same way. Pure.
import { searchWords } from './korean-terms.ts';
import { numeralStands, numeralsOf } from './numerals.ts';
import type { Passage } from './passages.ts';
import { cleanText } from './taint.ts';

export interface Citation {
  readonly passageId: string;
  /** Words of the passage, copied. */
  readonly quote: string;
}

export interface AnswerSentence {
  readonly text: string;
  readonly citations: readonly Citation[];
}

/** An answer without sentences is the answer "not found". */
export interface DraftAnswer {
  readonly sentences: readonly AnswerSentence[];
}

export type UnsupportedCode =
  | 'empty-sentence'
  | 'no-citation'
  | 'unknown-passage'
  | 'superseded-passage'
  | 'quote-too-short'
  | 'quote-not-in-passage'
  | 'number-not-in-passage'
  | 'negation-differs'
  | 'words-not-in-passage';

export interface UnsupportedReason {
  readonly code: UnsupportedCode;
  /** The quote, number, passage id or word at fault. */
  readonly detail: string;
}

export interface CheckedAnswer {
  /** False when no sentence stands: say "not found", never the draft. */
  readonly found: boolean;
  readonly sentences: readonly AnswerSentence[];
  readonly removed: readonly { readonly sentence: AnswerSentence; readonly reasons: readonly UnsupportedReason[] }[];
  readonly quotesChecked: number;
  readonly quotesVerified: number;
}

export interface CheckOptions {
  /** Ids of passages that may be cited as in force; without it every given passage may. */
  readonly currentIds?: ReadonlySet<string>;
}

// Fewer letters than this stand in any text: "the", "한다".
const shortestQuote = 6;
const smallestShare = 0.5;
const negation =
  /\b(?:not|no|never|none|without|cannot|neither|nor|forbidden|prohibited)\b|n't\b|않|안\s(?:된|됩|되)|아니|없|금지|불가|말\s?것|마십시오|마세요|못\s?(?:한|합|하)|하지\s말/iu;

/** Checks every sentence against the passages that it cites; only these passages, as given, are believed. */
export function checkAnswer(answer: DraftAnswer, passages: readonly Passage[], options: CheckOptions = {}): CheckedAnswer {
  const byId = new Map(passages.map((passage) => [passage.id, passage]));
  const kept: AnswerSentence[] = [];
  const removed: { sentence: AnswerSentence; reasons: UnsupportedReason[] }[] = [];
  let [quotesChecked, quotesVerified] = [0, 0];
  for (const sentence of answer.sentences) {
    const reasons = sentence.citations.flatMap((citation) => citationFaults(citation, byId, options));
    quotesChecked += sentence.citations.length;
    quotesVerified += sentence.citations.filter((citation) => citationFaults(citation, byId, options).length === 0).length;
    // What is said is held against the sources only once the sources are real.
    if (reasons.length === 0) reasons.push(...sentenceFaults(sentence, byId));
    if (reasons.length === 0) kept.push(sentence);
    else removed.push({ sentence, reasons });
  }
  return { found: kept.length > 0, sentences: kept, removed, quotesChecked, quotesVerified };
}

/** True when the quote stands in the text, apart from white space, hidden characters, Unicode form and the look of quotation marks and dashes. */
export function quoteStands(quote: string, text: string): boolean {
  const wanted = comparable(quote);
  return wanted !== '' && comparable(text).includes(wanted);
}

function citationFaults(citation: Citation, byId: ReadonlyMap<string, Passage>, options: CheckOptions): UnsupportedReason[] {
  const passage = byId.get(citation.passageId);
  if (passage === undefined) return [{ code: 'unknown-passage', detail: citation.passageId }];
  if (options.currentIds !== undefined && !options.currentIds.has(passage.id)) return [{ code: 'superseded-passage', detail: passage.id }];
  if (comparable(citation.quote).replace(/[\s\p{P}]/gu, '').length < shortestQuote)
    return [{ code: 'quote-too-short', detail: citation.quote }];
  return quoteStands(citation.quote, passage.text) ? [] : [{ code: 'quote-not-in-passage', detail: citation.quote }];
}

function sentenceFaults(sentence: AnswerSentence, byId: ReadonlyMap<string, Passage>): UnsupportedReason[] {
  if (sentence.text.trim() === '') return [{ code: 'empty-sentence', detail: sentence.text }];
  if (sentence.citations.length === 0) return [{ code: 'no-citation', detail: sentence.text }];
  const cited = [...new Set(sentence.citations.map((citation) => citation.passageId))].flatMap((id) => byId.get(id) ?? []);
  const source = cited.map((passage) => `${passage.heading}\n${passage.text}`).join('\n');
  const known = numeralsOf(source);
  const reasons: UnsupportedReason[] = numeralsOf(sentence.text)
    .filter((claim) => !numeralStands(claim, known))
    .map((claim) => ({ code: 'number-not-in-passage', detail: `${claim.text}${claim.unit === null ? '' : ` ${claim.unit}`}` }));
  const quotes = sentence.citations.map((citation) => citation.quote).join('\n');
  // "Do not reuse the gasket" must not become "Reuse the gasket", and the other way round.
  if (negation.test(sentence.text) !== negation.test(quotes)) reasons.push({ code: 'negation-differs', detail: sentence.text });
  return [...reasons, ...unknownWords(sentence.text, source)];
}

/** At least half of the words must be the source's, counted over the scripts that both use: an answer may be in another language than its source. */
function unknownWords(text: string, source: string): UnsupportedReason[] {
  const known = new Set(searchWords(source).flatMap((word) => [...word.terms, ...word.extra]));
  const hasHangul = /\p{Script=Hangul}/u.test(source);
  const hasLatin = (source.match(/\p{Script=Latin}{3,}/gu)?.length ?? 0) > 2;
  const words = searchWords(text).filter(({ word }) => (/\p{Script=Hangul}/u.test(word) ? hasHangul : hasLatin && /\p{L}/u.test(word)));
  if (words.length < 2) return [];
  const unknown = words.filter(({ terms }) => terms.filter((term) => known.has(term)).length * 2 < terms.length);
  return (words.length - unknown.length) / words.length >= smallestShare
    ? []
    : [{ code: 'words-not-in-passage', detail: unknown.map(({ word }) => word).join(', ') }];
}

function comparable(text: string): string {
  return cleanText(text)
    .text.normalize('NFKC')
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[“”„″]/g, '"')
    .replace(/[‐-―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}
