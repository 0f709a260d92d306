// What `control-chart` is. `with` is that of `aix inspect control-chart`; the output is its result with the chart's kind beside it.
import type { CatalogEntry } from '../../definition/catalog-entry.ts';
import { isJsonObject, type JsonSchema } from '../../definition/json.ts';
import { controlChartRequestSchema, controlChartResultSchema } from '../../quality/control-chart-schema.ts';

export const controlChartTask: CatalogEntry = {
  name: 'control-chart',
  version: 1,
  title: { ko: '관리도', en: 'Control chart' },
  summary: { ko: '관리 한계를 구하고 이상 신호를 찾습니다.', en: 'Finds the control limits and the signals.' },
  taskClass: 'light',
  pure: true,
  input: controlChartRequestSchema,
  output: withKind(controlChartResultSchema),
};

/** Reports and pages draw from the output alone, so it says which chart it is. */
function withKind(result: JsonSchema): JsonSchema {
  if (!isJsonObject(result) || !Array.isArray(result['anyOf'])) return result;
  const branches = (result['anyOf'] as readonly JsonSchema[]).map((branch) =>
    isJsonObject(branch) && isJsonObject(branch['properties'])
      ? { ...branch, properties: { chart: { type: 'string' }, ...branch['properties'] } }
      : branch,
  );
  return { anyOf: branches };
}
