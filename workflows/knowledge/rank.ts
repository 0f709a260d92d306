// Ranks passages for a query: BM25 over search terms, cosine over vectors where there are some, both joined by reciprocal rank fusion.
// What the caller may not read is taken away first, so that not even word frequencies of it can be felt in a score. Pure.
import { AppError } from '../definition/errors.ts';
import { searchTerms, searchWords } from './korean-terms.ts';
import type { Passage } from './passages.ts';

/** A passage with its terms counted; made once when a document is taken in. */
export interface IndexedPassage {
  readonly passage: Passage;
  readonly frequencies: ReadonlyMap<string, number>;
  readonly length: number;
  /** Of the embedding profile in use; all of one length. */
  readonly vector?: readonly number[];
}

export interface RankRequest {
  readonly query: string;
  readonly passages: readonly IndexedPassage[];
  /** Rights of the caller. Asked before anything is counted; a passage it refuses does not exist for this query. */
  readonly mayRead: (passage: Passage) => boolean;
  /** The revision in force of each document; a document that is missing here has none. */
  readonly current: ReadonlyMap<string, string>;
  /** Also return revisions no longer (or not yet) in force, marked so; default false. */
  readonly includeSuperseded?: boolean;
  readonly queryVector?: readonly number[];
  /** 1 to 100; default 5. */
  readonly limit?: number;
}

export interface RankedPassage {
  readonly passage: Passage;
  readonly standing: 'current' | 'superseded';
  /** Reciprocal rank fusion; comparable within one answer only. */
  readonly score: number;
  readonly lexicalScore: number;
  /** -1 to 1, null without vectors. */
  readonly similarity: number | null;
  /** Share, 0 to 1, of the query's information (idf) that the passage contains; words that no passage knows count in full. */
  readonly coverage: number;
}

// Robertson and Zaragoza 2009; the usual middle values.
const saturation = 1.2;
const lengthWeight = 0.75;
/** Cormack, Clarke and Buettcher 2009. */
const fusionConstant = 60;

/** Counts the terms of a passage and of the headings above it. */
export function indexPassage(passage: Passage, vector?: readonly number[]): IndexedPassage {
  const terms = searchTerms(`${passage.heading}\n${passage.text}`);
  const frequencies = new Map<string, number>();
  for (const term of terms) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  return { passage, frequencies, length: terms.length, ...(vector === undefined ? {} : { vector }) };
}

/** Returns the best passages, best first; those that share no term with the query (and have no vector) are left out. */
export function rankPassages(request: RankRequest): RankedPassage[] {
  const limit = request.limit ?? 5;
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw new AppError('usage', `limit of a search is ${limit}; give a whole number from 1 to 100.`);
  const visible = request.passages.filter(
    ({ passage }) => request.mayRead(passage) && (request.includeSuperseded === true || isCurrent(passage, request.current)),
  );
  const lexical = lexicalScores(request.query, visible);
  const similar = request.queryVector === undefined ? new Map<IndexedPassage, number>() : similarities(request.queryVector, visible);
  const fused = fuseRanks([byScore(lexical, (value) => value.score), byScore(similar, (value) => value)]);
  return [...fused]
    .sort(([left, a], [right, b]) => b - a || compareIds(left, right))
    .slice(0, limit)
    .map(([entry, score]) => ({
      passage: entry.passage,
      standing: isCurrent(entry.passage, request.current) ? 'current' : 'superseded',
      score,
      lexicalScore: lexical.get(entry)?.score ?? 0,
      similarity: similar.get(entry) ?? null,
      coverage: lexical.get(entry)?.coverage ?? 0,
    }));
}

/** Joins ranked lists: each item gets the sum of 1 / (60 + rank) over the lists that hold it. */
export function fuseRanks<T>(lists: readonly (readonly T[])[]): Map<T, number> {
  const scores = new Map<T, number>();
  for (const list of lists)
    for (const [index, item] of list.entries()) scores.set(item, (scores.get(item) ?? 0) + 1 / (fusionConstant + index + 1));
  return scores;
}

function isCurrent(passage: Passage, current: ReadonlyMap<string, string>): boolean {
  return current.get(passage.documentId) === passage.revision;
}

function lexicalScores(query: string, visible: readonly IndexedPassage[]): Map<IndexedPassage, { score: number; coverage: number }> {
  const words = searchWords(query);
  const meanLength = visible.reduce((sum, entry) => sum + entry.length, 0) / Math.max(1, visible.length);
  const idf = new Map<string, number>();
  for (const term of new Set(words.flatMap((word) => [...word.terms, ...word.extra]))) {
    const holders = visible.reduce((count, entry) => count + (entry.frequencies.has(term) ? 1 : 0), 0);
    idf.set(term, Math.log(1 + (visible.length - holders + 0.5) / (holders + 0.5)));
  }
  const of = (term: string): number => idf.get(term) ?? 0;
  const scores = new Map<IndexedPassage, { score: number; coverage: number }>();
  for (const entry of visible) {
    let score = 0;
    for (const [term, weight] of idf) {
      const frequency = entry.frequencies.get(term) ?? 0;
      if (frequency === 0) continue;
      const norm = saturation * (1 - lengthWeight + (lengthWeight * entry.length) / Math.max(1, meanLength));
      score += (weight * frequency * (saturation + 1)) / (frequency + norm);
    }
    if (score > 0)
      scores.set(entry, {
        score,
        coverage: coverageOf(
          words.map((word) => word.terms),
          (term) => entry.frequencies.has(term),
          of,
        ),
      });
  }
  return scores;
}

/** Share of the information of some words (each a list of terms) that is present. A word counts by its mean idf, once. */
export function coverageOf(words: readonly (readonly string[])[], has: (term: string) => boolean, idf: (term: string) => number): number {
  let [total, found] = [0, 0];
  for (const terms of words) {
    const weight = terms.reduce((sum, term) => sum + idf(term), 0) / Math.max(1, terms.length);
    const share = terms.filter(has).length / Math.max(1, terms.length);
    total += weight;
    // Half a word is another word: the pairs of a compound must mostly be there.
    found += share >= 0.5 ? weight * share : 0;
  }
  return total === 0 ? 0 : found / total;
}

function similarities(query: readonly number[], visible: readonly IndexedPassage[]): Map<IndexedPassage, number> {
  const result = new Map<IndexedPassage, number>();
  for (const entry of visible) {
    if (entry.vector === undefined) continue;
    if (entry.vector.length !== query.length) {
      throw new AppError(
        'invalid',
        `Passage ${entry.passage.id} has a vector of ${entry.vector.length} numbers, the query one of ${query.length}: take the documents in again with the present embedding profile.`,
      );
    }
    const similarity = cosine(query, entry.vector);
    if (similarity > 0) result.set(entry, similarity);
  }
  return result;
}

/** Cosine of the angle between two vectors; 0 when one of them is zero or not finite. */
export function cosine(left: readonly number[], right: readonly number[]): number {
  let [dot, a, b] = [0, 0, 0];
  for (const [index, value] of left.entries()) {
    const other = right[index] ?? 0;
    dot += value * other;
    a += value * value;
    b += other * other;
  }
  const result = dot / Math.sqrt(a * b);
  return Number.isFinite(result) ? result : 0;
}

function byScore<V>(scores: ReadonlyMap<IndexedPassage, V>, value: (entry: V) => number): IndexedPassage[] {
  return [...scores].sort(([left, a], [right, b]) => value(b) - value(a) || compareIds(left, right)).map(([entry]) => entry);
}

function compareIds(left: IndexedPassage, right: IndexedPassage): number {
  return left.passage.id < right.passage.id ? -1 : left.passage.id > right.passage.id ? 1 : 0;
}
