// What `control-chart` is. `with` and output are those of `aix inspect control-chart`.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';

export const controlChartTask: CatalogEntry = {
  name: 'control-chart',
  version: 1,
  title: { ko: '관리도', en: 'Control chart' },
  summary: { ko: '관리 한계를 구하고 이상 신호를 찾습니다.', en: 'Finds the control limits and the signals.' },
  taskClass: 'light',
  pure: true,
  input: {
    type: 'object',
    required: ['chart', 'data'],
    additionalProperties: false,
    properties: {
      chart: { enum: ['i-mr', 'xbar-r', 'xbar-s', 'p', 'np', 'c', 'u', 'ewma', 'cusum'] },
      data: { type: ['array', 'object'] },
      rules: { enum: ['none', 'shewhart', 'western-electric', 'nelson'] },
      exclude: { type: 'array', items: { type: 'integer', minimum: 1 } },
      baseline: { type: 'object' },
      trendLength: { type: 'integer', minimum: 2 },
      lambda: { type: 'number' },
      limitWidth: { type: 'number' },
      target: { type: 'number' },
      sigma: { type: 'number' },
      k: { type: 'number' },
      h: { type: 'number' },
      limits: { enum: ['exact', 'asymptotic'] },
    },
  },
  output: { type: 'object', required: ['signals', 'warnings'], properties: { signals: { type: 'array' }, warnings: { type: 'array' } } },
};
