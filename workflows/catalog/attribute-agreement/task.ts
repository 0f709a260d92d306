// What `attribute-agreement` is: do people who judge by eye agree? `with` and output are those of `aix inspect attribute-agreement`.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';
import { warningsSchema } from '../../quality/warnings-schema.ts';

const LABEL = { type: ['string', 'number'] } as const;
const RATING = { type: 'string', minLength: 1 } as const;
const SHARE = { type: 'number', minimum: 0, maximum: 1 } as const;
const SHARE_OR_NULL = { type: ['number', 'null'], minimum: 0, maximum: 1 } as const;
const KAPPA = { type: ['number', 'null'], maximum: 1 } as const;

export const attributeAgreementTask: CatalogEntry = {
  name: 'attribute-agreement',
  version: 1,
  title: { ko: '계수형 측정 시스템 분석', en: 'Attribute agreement' },
  summary: {
    ko: '육안 판정자들의 일치도를 카파, 유효성, 미검출률, 오검출률로 구합니다.',
    en: 'Agreement of people who judge by eye: kappa, effectiveness, misses and false alarms.',
  },
  taskClass: 'light',
  pure: true,
  input: {
    type: 'object',
    required: ['data'],
    additionalProperties: false,
    properties: {
      data: {
        type: 'array',
        items: {
          type: 'object',
          required: ['part', 'operator', 'trial', 'rating'],
          additionalProperties: false,
          properties: { part: LABEL, operator: LABEL, trial: LABEL, rating: RATING },
        },
      },
      reference: {
        type: 'array',
        items: { type: 'object', required: ['part', 'rating'], additionalProperties: false, properties: { part: LABEL, rating: RATING } },
      },
      badRatings: { type: 'array', items: RATING },
    },
  },
  output: {
    type: 'object',
    required: ['operators', 'pairs', 'fleissKappa', 'betweenOperators', 'allWithReference', 'warnings'],
    additionalProperties: false,
    properties: {
      operators: {
        type: 'array',
        items: {
          type: 'object',
          required: ['operator', 'repeatability', 'effectiveness', 'missRate', 'falseAlarmRate', 'kappa'],
          additionalProperties: false,
          properties: {
            operator: LABEL,
            repeatability: SHARE,
            effectiveness: SHARE_OR_NULL,
            missRate: SHARE_OR_NULL,
            falseAlarmRate: SHARE_OR_NULL,
            kappa: KAPPA,
          },
        },
      },
      pairs: {
        type: 'array',
        items: {
          type: 'object',
          required: ['operators', 'kappa'],
          properties: { operators: { type: 'array', items: LABEL, minItems: 2, maxItems: 2 }, kappa: KAPPA },
        },
      },
      fleissKappa: KAPPA,
      betweenOperators: SHARE,
      allWithReference: SHARE_OR_NULL,
      warnings: warningsSchema,
    },
  },
};
