// Answers a question with sentences of the best passages, word for word, without a model: what a machine with the stand-in model gives.
// It prefers saying "not found" to a sentence that does not speak of what was asked. Pure.
import { type CheckedAnswer, checkAnswer, type DraftAnswer } from './citations.ts';
import { searchTerms, searchWords } from './korean-terms.ts';
import type { RankedPassage } from './rank.ts';
import { splitSentences } from './sentences.ts';

export interface ExtractiveOptions {
  /** Most sentences, 1 to 10; default 2. */
  readonly maxSentences?: number;
  /** Share of the question's information that a passage must contain to be an answer, 0 to 1; measured on our evaluation set. */
  readonly minimumCoverage?: number;
}

interface Candidate {
  readonly passageId: string;
  readonly documentId: string;
  readonly coverage: number;
  readonly text: string;
  readonly score: number;
}

/** Below this a passage shares words with the question but not its subject. Chosen on test/fixtures/knowledge (docs/knowledge.md shows the curve). */
export const defaultMinimumCoverage = 0.5;
/** A second sentence must be about as close to the question as the first. */
const closeness = 0.75;
/** A sentence of another document is shown from here on: two documents that disagree must both be seen. */
const otherCloseness = 0.5;

/** Takes what `rankPassages` returned; superseded passages are not answered from. The result has passed `checkAnswer` like any other answer. */
export function extractiveAnswer(question: string, ranked: readonly RankedPassage[], options: ExtractiveOptions = {}): CheckedAnswer {
  const minimum = options.minimumCoverage ?? defaultMinimumCoverage;
  const usable = ranked.filter((entry) => entry.standing === 'current' && entry.coverage >= minimum);
  const best = usable.reduce((highest, entry) => Math.max(highest, entry.coverage), 0);
  const candidates = usable.flatMap((entry) => sentencesOf(question, entry)).sort((left, right) => right.score - left.score);
  const chosen = chooseSentences(candidates, best * closeness, options.maxSentences ?? 2);
  const draft: DraftAnswer = { sentences: chosen.map(({ text, passageId }) => ({ text, citations: [{ passageId, quote: text }] })) };
  return checkAnswer(
    draft,
    usable.map((entry) => entry.passage),
  );
}

/** The best sentences; each further document that also answers has its best one shown too, so that one cannot silence another. */
function chooseSentences(candidates: readonly Candidate[], closeCoverage: number, most: number): Candidate[] {
  const top = candidates[0]?.score ?? 0;
  const firsts = candidates.filter((entry, index) => candidates.findIndex((other) => other.documentId === entry.documentId) === index);
  const others = firsts.slice(1).filter((entry) => entry.score >= top * otherCloseness);
  const close = candidates.filter((entry) => entry.coverage >= closeCoverage && entry.score >= top * closeness);
  return [...new Set([...candidates.slice(0, 1), ...others, ...close])].slice(0, most);
}

/** Scores each sentence by the question's words in it, rare words of the passage more, and by its passage's closeness. */
function sentencesOf(question: string, entry: RankedPassage): Candidate[] {
  const words = searchWords(question);
  const spans = splitSentences(entry.passage.text);
  const termsOf = spans.map((span) => new Set(searchTerms(span.text)));
  const holders = (term: string): number => termsOf.filter((terms) => terms.has(term)).length;
  return spans.map((span, index) => {
    const terms = termsOf[index] ?? new Set<string>();
    let score = 0.01;
    for (const word of words) {
      const hits = word.terms.filter((term) => terms.has(term));
      if (hits.length * 2 < word.terms.length) continue;
      // A word that only one sentence of the passage has tells sentences apart; one that all have tells nothing.
      score += hits.reduce((sum, term) => sum + 1 / holders(term), 0) / word.terms.length;
    }
    return {
      passageId: entry.passage.id,
      documentId: entry.passage.documentId,
      coverage: entry.coverage,
      text: span.text,
      score: score * entry.coverage,
    };
  });
}
