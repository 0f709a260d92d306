// What `judge` is: the K1 model's opinion on facts. It advises; a person or a rule decides.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';

export const judgeTask: CatalogEntry = {
  name: 'judge',
  version: 1,
  title: { ko: 'K1 의견', en: 'K1 opinion' },
  summary: {
    ko: 'K1 모델에 사실을 주고 의견을 묻습니다. 판정은 사람이 합니다.',
    en: 'Asks the K1 model for an opinion on facts. A person decides.',
  },
  taskClass: 'model',
  pure: false,
  input: {
    type: 'object',
    required: ['question'],
    additionalProperties: false,
    properties: {
      profile: { type: 'string' },
      thinking: { type: 'boolean' },
      question: { type: 'string', minLength: 1, maxLength: 4000 },
      facts: {},
      lang: { enum: ['ko', 'en'] },
      maxTokens: { type: 'integer', minimum: 1, maximum: 60000 },
      schema: { type: 'object' },
    },
  },
  output: {
    type: 'object',
    required: ['answer', 'model'],
    properties: { answer: {}, text: { type: 'string' }, model: { type: 'object' } },
  },
};
