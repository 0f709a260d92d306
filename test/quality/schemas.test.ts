// The JSON Schemas say the same as the functions: what they accept is accepted, what they give conforms.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '../../workflows/definition/json.ts';
import { acceptanceSampling } from '../../workflows/quality/acceptance-sampling.ts';
import { acceptanceSamplingRequestSchema, acceptanceSamplingResultSchema } from '../../workflows/quality/acceptance-sampling-schema.ts';
import { capability } from '../../workflows/quality/capability.ts';
import { capabilityRequestSchema, capabilityResultSchema } from '../../workflows/quality/capability-schema.ts';
import { controlChart } from '../../workflows/quality/control-chart.ts';
import { controlChartRequestSchema, controlChartResultSchema } from '../../workflows/quality/control-chart-schema.ts';
import { gaugeStudy } from '../../workflows/quality/gauge-study.ts';
import { gaugeStudyRequestSchema, gaugeStudyResultSchema } from '../../workflows/quality/gauge-study-schema.ts';
import { compareImages } from '../../workflows/quality/image-compare/compare-images.ts';
import { compareOptionProperties, imageCompareResultSchema } from '../../workflows/quality/image-compare-schema.ts';
import { kpi } from '../../workflows/quality/kpi.ts';
import { kpiRequestSchema, kpiResultSchema } from '../../workflows/quality/kpi-schema.ts';
import { pareto } from '../../workflows/quality/pareto.ts';
import { paretoRequestSchema, paretoResultSchema } from '../../workflows/quality/pareto-schema.ts';
import { samplingByClass } from '../../workflows/quality/sampling-by-class.ts';
import { switching } from '../../workflows/quality/switching.ts';
import { switchingRequestSchema, switchingResultSchema } from '../../workflows/quality/switching-schema.ts';

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
const faults = (schema: JsonSchema, value: unknown): unknown => {
  const validate = ajv.compile(schema as object);
  return validate(JSON.parse(JSON.stringify(value))) ? [] : validate.errors;
};

const data = [
  [1, 2, 3],
  [2, 3, 5],
  [1, 1, 2],
];
const gauge = [1, 2].flatMap((part) =>
  ['A', 'B'].flatMap((operator, shift) => [1, 2].map((trial) => ({ part, operator, trial, value: part + shift / 9 + (trial * part) / 7 }))),
);
const lot = { type: 'lot', defectives: 3, accept: 1, reject: 2 };
const cases: readonly [string, (request: never) => unknown, JsonSchema, JsonSchema, readonly unknown[]][] = [
  [
    'control chart',
    controlChart,
    controlChartRequestSchema,
    controlChartResultSchema,
    [
      { chart: 'i-mr', data: [1, 2, 3, 9], rules: 'nelson', exclude: [4] },
      { chart: 'xbar-s', data: [...data, [1, 2]] },
      { chart: 'p', data: { counts: [1, 2], sizes: [9, 8] } },
      { chart: 'ewma', data: [1, 2, 3], lambda: 0.3, target: 2, sigma: 1 },
      { chart: 'cusum', data: [1, 2, 3], k: 0.5, h: 5 },
    ],
  ],
  [
    'sampling',
    acceptanceSampling,
    acceptanceSamplingRequestSchema,
    acceptanceSamplingResultSchema,
    [{ lotSize: 90, aql: 0.1, level: 'III' }],
  ],
  [
    'capability',
    capability,
    capabilityRequestSchema,
    capabilityResultSchema,
    [
      { data, lsl: 0, usl: 6, target: 3 },
      { data: [1, 2, 3], usl: 5 },
    ],
  ],
  [
    'gauge study',
    gaugeStudy,
    gaugeStudyRequestSchema,
    gaugeStudyResultSchema,
    [
      { method: 'anova', data: gauge, tolerance: 2 },
      { method: 'average-range', data: gauge },
    ],
  ],
  ['switching', switching, switchingRequestSchema, switchingResultSchema, [{ events: [lot, lot, { type: 'resume' }] }]],
  ['Pareto', pareto, paretoRequestSchema, paretoResultSchema, [{ items: [{ code: 'a', count: 2 }], top: 1 }, { items: [] }]],
  ['KPI', kpi, kpiRequestSchema, kpiResultSchema, [{ elements: [{ producedQuantity: 0, goodQuantity: 0, plannedBusyTime: 3 }] }]],
];

describe('schemas', () => {
  it.each(cases)('%s: requests that the function takes and results that it gives conform', (_, run, request, result, examples) => {
    for (const example of examples) {
      expect(faults(request, example)).toEqual([]);
      expect(faults(result, run(example as never))).toEqual([]);
      expect(faults(request, { ...(example as object), surplus: 1 })).not.toEqual([]);
    }
  });
  it('image comparison: the result conforms and every option is described', () => {
    const pixels = new Uint8Array(64 * 64).fill(220);
    const image = { width: 64, height: 64, pixels: pixels.map((level, at) => (at % 64 > 20 && at % 64 < 40 ? 10 : level)) };
    const spotted = {
      ...image,
      pixels: image.pixels.map((level, at) => (at % 64 > 50 && at % 64 < 60 && at > 900 && at < 1600 ? 10 : level)),
    };
    const result = compareImages(image, spotted);
    expect(result.verdict).toBe('ng');
    expect(faults(imageCompareResultSchema, result)).toEqual([]);
    const options = { type: 'object', additionalProperties: false, properties: compareOptionProperties } as unknown as JsonSchema;
    expect(faults(options, { tolerance: 2, masks: [{ x: 0, y: 0, width: 1, height: 1 }], threshold: 90 })).toEqual([]);
  });
});

describe('plans by class', () => {
  it('critical is Ac 0 with its own sample, or every unit; major and minor follow the table', () => {
    const plans = samplingByClass({ lotSize: 1000, aql: { critical: 0.65, major: 1, minor: 2.5 } });
    expect([plans.critical, plans.major, plans.minor]).toMatchObject([
      { sampleSize: 80, accept: 0, reject: 1 },
      { sampleSize: 80, accept: 2, reject: 3 },
      { sampleSize: 80, accept: 5, reject: 6 },
    ]);
    expect(samplingByClass({ lotSize: 1000, aql: { major: 1 } })).toMatchObject({
      critical: { sampleSize: 1000, inspectAll: true, accept: 0 },
      minor: null,
    });
  });
});
