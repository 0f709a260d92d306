// Measures a knowledge search on questions with known evidence: recall@k, citation precision and recall, refusals. Pure; `aix eval knowledge` prints it.
import { type CheckedAnswer, quoteStands } from './citations.ts';
import type { Passage } from './passages.ts';
import type { RankedPassage } from './rank.ts';

export interface EvaluationQuestion {
  readonly id: string;
  readonly language: 'ko' | 'en';
  readonly question: string;
  /** `plain` uses the documents' words; `hard` says it in other words, in the other language, or asks for what nearly is there. */
  readonly set: 'plain' | 'hard';
  /** Words that stand in the passage that answers it; empty for a question that the documents do not answer. */
  readonly evidence: readonly { readonly documentId: string; readonly quote: string }[];
}

export interface EvaluationResult {
  readonly questions: number;
  readonly answerable: number;
  readonly unanswerable: number;
  /** Share of evidence whose passage is among the first five. */
  readonly recallAt5: number;
  /** Mean reciprocal rank of the first passage with evidence. */
  readonly reciprocalRank: number;
  /** Of all citations given to answerable questions: share whose passage holds evidence of that question. */
  readonly citationPrecision: number;
  /** Of all evidence: share whose passage is cited. */
  readonly citationRecall: number;
  /** Share of all citations whose quote stands in its passage. */
  readonly quotesVerified: number;
  /** Share of unanswerable questions that were answered "not found". */
  readonly refusalRate: number;
  /** Share of answerable questions that were answered "not found". */
  readonly falseRefusalRate: number;
  readonly missed: readonly string[];
  readonly wronglyAnswered: readonly string[];
}

export type Answerer = (question: EvaluationQuestion) => { readonly ranked: readonly RankedPassage[]; readonly answer: CheckedAnswer };

/** Asks every question once. Ratios without a denominator are NaN, to be printed as "n/a". */
export function evaluateKnowledge(questions: readonly EvaluationQuestion[], answerer: Answerer): EvaluationResult {
  const asked = questions.map((question) => ({ question, ...answerer(question) }));
  const answerable = asked.filter(({ question }) => question.evidence.length > 0);
  const unanswerable = asked.filter(({ question }) => question.evidence.length === 0);
  const evidence = answerable.flatMap((entry) => entry.question.evidence.map((item) => ({ ...entry, item })));
  const first = (ranked: readonly RankedPassage[], question: EvaluationQuestion): number =>
    ranked.findIndex(({ passage }) => question.evidence.some((item) => holds(passage, item)));
  const cited = answerable.flatMap((entry) => citedPassages(entry).map((passage) => ({ question: entry.question, passage })));
  const quotes = asked.reduce((sum, { answer }) => sum + answer.quotesChecked, 0);
  return {
    questions: questions.length,
    answerable: answerable.length,
    unanswerable: unanswerable.length,
    recallAt5: share(evidence, ({ ranked, item }) => ranked.slice(0, 5).some(({ passage }) => holds(passage, item))),
    reciprocalRank:
      answerable.reduce((sum, { ranked, question }) => sum + (first(ranked, question) < 0 ? 0 : 1 / (first(ranked, question) + 1)), 0) /
      answerable.length,
    citationPrecision: share(cited, ({ question, passage }) => question.evidence.some((item) => holds(passage, item))),
    citationRecall: share(evidence, (entry) => citedPassages(entry).some((passage) => holds(passage, entry.item))),
    quotesVerified: asked.reduce((sum, { answer }) => sum + answer.quotesVerified, 0) / quotes,
    refusalRate: share(unanswerable, ({ answer }) => !answer.found),
    falseRefusalRate: share(answerable, ({ answer }) => !answer.found),
    missed: evidence
      .filter(({ ranked, item }) => !ranked.slice(0, 5).some(({ passage }) => holds(passage, item)))
      .map(({ question }) => question.id),
    wronglyAnswered: unanswerable.filter(({ answer }) => answer.found).map(({ question }) => question.id),
  };
}

function holds(passage: Passage, item: EvaluationQuestion['evidence'][number]): boolean {
  return passage.documentId === item.documentId && quoteStands(item.quote, passage.text);
}

function citedPassages({ ranked, answer }: { readonly ranked: readonly RankedPassage[]; readonly answer: CheckedAnswer }): Passage[] {
  const ids = new Set(answer.sentences.flatMap((sentence) => sentence.citations.map((citation) => citation.passageId)));
  return ranked.map((entry) => entry.passage).filter((passage) => ids.has(passage.id));
}

function share<T>(items: readonly T[], holdsFor: (item: T) => boolean): number {
  return items.filter(holdsFor).length / items.length;
}
