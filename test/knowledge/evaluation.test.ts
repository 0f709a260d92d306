// The evaluation set of ours: 99 questions in ko and en, a third of them without an answer in the documents. Floors lie just under what was measured.
import { describe, expect, it } from 'vitest';
import { type EvaluationResult, evaluateKnowledge } from '../../workflows/knowledge/evaluation.ts';
import { extractiveAnswer } from '../../workflows/knowledge/extractive-answer.ts';
import { rankPassages } from '../../workflows/knowledge/rank.ts';
import { readCorpus } from './corpus.ts';

const corpus = await readCorpus();

function measure(set: 'plain' | 'hard', language?: 'ko' | 'en'): EvaluationResult {
  const questions = corpus.questions.filter(
    (question) => question.set === set && (language === undefined || question.language === language),
  );
  const result = evaluateKnowledge(questions, ({ question }) => {
    const ranked = rankPassages({ query: question, passages: corpus.passages, mayRead: () => true, current: corpus.current });
    return { ranked, answer: extractiveAnswer(question, ranked) };
  });
  const figures = Object.entries(result).flatMap(([name, value]) =>
    typeof value === 'number' ? [`${name} ${Number.isInteger(value) ? value : value.toFixed(3)}`] : [],
  );
  console.info(
    `knowledge, ${set}${language === undefined ? '' : `, ${language}`}: ${figures.join(', ')}; answer by a model: not measured (stand-in)`,
  );
  return result;
}

describe('the knowledge evaluation set', () => {
  it('has at least 60 questions in both languages, a third of them unanswerable, and evidence that stands in the revision in force', () => {
    const { questions, passages, current } = corpus;
    expect(questions.length).toBeGreaterThanOrEqual(60);
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    expect(new Set(questions.map(({ question }) => question)).size).toBe(questions.length);
    expect(questions.filter(({ evidence }) => evidence.length === 0).length / questions.length).toBeGreaterThanOrEqual(1 / 3);
    for (const language of ['ko', 'en'])
      expect(questions.filter((question) => question.language === language).length).toBeGreaterThanOrEqual(30);
    const homeless = questions.flatMap(({ id, evidence }) =>
      evidence
        .filter(
          ({ documentId, quote }) =>
            !passages.some(
              ({ passage }) =>
                passage.documentId === documentId && passage.revision === current.get(documentId) && passage.text.includes(quote),
            ),
        )
        .map(() => id),
    );
    expect(homeless).toEqual([]);
  });

  it.each(['ko', 'en'] as const)(
    'finds the passage of a plain question among the first five and refuses what is not there (%s)',
    (language) => {
      const result = measure('plain', language);
      expect(result.recallAt5).toBeGreaterThanOrEqual(0.95);
      expect(result.citationPrecision).toBeGreaterThanOrEqual(0.93);
      expect(result.citationRecall).toBeGreaterThanOrEqual(0.9);
      expect(result.refusalRate).toBeGreaterThanOrEqual(0.95);
      expect(result.quotesVerified).toBe(1);
    },
  );

  it('cites only what answers, even where questions use other words, and says rather nothing', () => {
    const result = measure('hard');
    expect(result.recallAt5).toBeGreaterThanOrEqual(0.8);
    expect(result.citationPrecision).toBeGreaterThanOrEqual(0.9);
    expect(result.refusalRate).toBeGreaterThanOrEqual(0.4);
    expect(result.quotesVerified).toBe(1);
  });
});
