// What `variables-plan` is: a lot judged by measured values (k method). `with` and output are those of `aix inspect variables-plan`;
// a limit or sample size of null means none.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';
import { warningsSchema } from '../../quality/warnings-schema.ts';

const NUMBER = { type: 'number' } as const;
const NUMBER_OR_NULL = { type: ['number', 'null'] } as const;

export const variablesPlanTask: CatalogEntry = {
  name: 'variables-plan',
  version: 1,
  title: { ko: '계량형 샘플링 판정', en: 'Sampling by variables' },
  summary: {
    ko: '측정값의 평균과 표준편차로 로트를 판정합니다(k법, 정규성 검정 포함).',
    en: 'Judges a lot by mean and standard deviation of its readings (k method, with a test of normality).',
  },
  taskClass: 'light',
  pure: true,
  input: {
    type: 'object',
    required: ['data', 'k'],
    additionalProperties: false,
    anyOf: [{ required: ['lsl'] }, { required: ['usl'] }],
    properties: {
      data: { type: 'array', items: NUMBER },
      lsl: NUMBER_OR_NULL,
      usl: NUMBER_OR_NULL,
      k: NUMBER,
      sampleSize: { type: ['integer', 'null'], minimum: 3 },
    },
  },
  output: {
    type: 'object',
    required: ['accepted', 'mean', 'standardDeviation', 'upperIndex', 'lowerIndex', 'k', 'normality', 'warnings'],
    additionalProperties: false,
    properties: {
      accepted: { type: 'boolean' },
      mean: NUMBER,
      standardDeviation: NUMBER,
      upperIndex: NUMBER_OR_NULL,
      lowerIndex: NUMBER_OR_NULL,
      k: NUMBER,
      normality: { type: ['object', 'null'] },
      warnings: warningsSchema,
    },
  },
};
