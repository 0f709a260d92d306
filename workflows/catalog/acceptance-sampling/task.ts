// What `acceptance-sampling` is: the plan for a lot by attributes. `with` and output are those of `aix inspect acceptance-sampling`.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';

export const acceptanceSamplingTask: CatalogEntry = {
  name: 'acceptance-sampling',
  version: 1,
  title: { ko: '샘플링 검사 계획', en: 'Acceptance sampling plan' },
  summary: { ko: '로트 크기와 AQL로 검사 수량과 합격·불합격 판정 개수를 정합니다.', en: 'Sample size, acceptance and rejection numbers for a lot size and an AQL.' },
  taskClass: 'light',
  pure: true,
  input: {
    type: 'object',
    required: ['lotSize', 'aql'],
    additionalProperties: false,
    properties: {
      lotSize: { type: 'integer', minimum: 1 },
      aql: { type: 'number', exclusiveMinimum: 0 },
      level: { enum: ['I', 'II', 'III', 'S-1', 'S-2', 'S-3', 'S-4'] },
      severity: { enum: ['normal', 'tightened', 'reduced'] },
      standard: { enum: ['iso-2859-1', 'mil-std-105e'] },
    },
  },
  output: {
    type: 'object',
    required: ['codeLetter', 'sampleSize', 'accept', 'reject', 'inspectAll'],
    properties: {
      codeLetter: { type: 'string' },
      sampleSize: { type: 'integer' },
      accept: { type: 'integer' },
      reject: { type: 'integer' },
      inspectAll: { type: 'boolean' },
      warnings: { type: 'array' },
    },
  },
};
