// Takes the documents of test/fixtures/knowledge in: `<id>.<revision>.<ext>`; the last revision of each is in force.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EvaluationQuestion } from '../../workflows/knowledge/evaluation.ts';
import { parseDocument } from '../../workflows/knowledge/parse-document.ts';
import { splitPassages } from '../../workflows/knowledge/passages.ts';
import { type IndexedPassage, indexPassage } from '../../workflows/knowledge/rank.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../fixtures/knowledge');

export interface Corpus {
  readonly passages: readonly IndexedPassage[];
  readonly current: ReadonlyMap<string, string>;
  readonly questions: readonly EvaluationQuestion[];
}

export async function readCorpus(): Promise<Corpus> {
  const current = new Map<string, string>();
  const passages: IndexedPassage[] = [];
  for (const name of readdirSync(folder).sort()) {
    const [documentId, revision, extension] = name.split('.');
    if (documentId === undefined || revision === undefined || extension === undefined) continue;
    const document = await parseDocument({ bytes: readFileSync(join(folder, name)), name });
    passages.push(...splitPassages(document, { documentId, revision }).map((passage) => indexPassage(passage)));
    current.set(documentId, revision);
  }
  const questions = JSON.parse(readFileSync(join(folder, 'questions.json'), 'utf8')) as readonly EvaluationQuestion[];
  return { passages, current, questions };
}
