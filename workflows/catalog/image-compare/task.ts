// What `image-compare` is: a photo held against its golden sample. Pictures are named by reference, never carried in a run.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';
import { compareOptionProperties, imageCompareResultSchema } from '../../quality/image-compare-schema.ts';

const REFERENCE = {
  type: 'string',
  minLength: 1,
  maxLength: 200,
  description: 'Id of an artifact, or its key in the artifact store',
} as const;

export const imageCompareTask: CatalogEntry = {
  name: 'image-compare',
  version: 1,
  title: { ko: '이미지 비교', en: 'Image comparison' },
  summary: {
    ko: '사진을 기준 이미지와 비교해 결함의 위치와 종류를 찾습니다.',
    en: 'Compares a photo with its golden sample: where defects are, and of which kind.',
  },
  taskClass: 'heavy',
  pure: false,
  input: {
    type: 'object',
    required: ['golden', 'image'],
    additionalProperties: false,
    properties: {
      golden: REFERENCE,
      image: REFERENCE,
      options: { type: 'object', additionalProperties: false, properties: compareOptionProperties },
    },
  },
  output: imageCompareResultSchema,
};
