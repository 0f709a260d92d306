// A catalog of three tasks for the tests of this room: one with a strict input, one that waits for a person, one that takes anything.
import type { Catalog, CatalogEntry, CatalogTaskClass } from '../../workflows/definition/catalog-entry.ts';
import type { JsonSchema } from '../../workflows/definition/json.ts';

function entry(name: string, taskClass: CatalogTaskClass, input: JsonSchema): CatalogEntry {
  return { name, version: 1, title: { ko: name, en: name }, summary: { ko: name, en: name }, taskClass, pure: false, input, output: {} };
}

export const smallCatalog: Catalog = {
  'control-chart': entry('control-chart', 'light', {
    type: 'object',
    required: ['chart', 'data'],
    additionalProperties: false,
    properties: {
      chart: { enum: ['i-mr', 'xbar-r'] },
      data: { type: 'array', items: { type: 'number' } },
      rules: { enum: ['none', 'nelson'] },
    },
  }),
  approve: entry('approve', 'wait', { type: 'object', properties: { role: { type: 'string' } } }),
  report: entry('report', 'heavy', true),
};
