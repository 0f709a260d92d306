// Yields: first pass, rolled throughput, defectives per million, defects per million opportunities. A zero denominator is n/a, never 0.
import { createRequestReader, finiteResult, pointer, type Warning } from './request-reader.ts';
import { sum } from './sums.ts';

export interface YieldStep {
  readonly name: string;
  /** Units that reach the step. */
  readonly units: number;
  /** Of these: good at the first pass, without rework. */
  readonly goodFirstPass: number;
  /** Defects found, and chances for a defect per unit; for DPMO. */
  readonly defects?: number;
  readonly opportunities?: number;
}

export interface YieldRequest {
  readonly steps: readonly YieldStep[];
}

export interface YieldResult {
  readonly steps: readonly {
    readonly name: string;
    readonly firstPassYield: number | null;
    readonly ppm: number | null;
    readonly dpmo: number | null;
  }[];
  /** Product of the steps' yields; null when a step saw no units. */
  readonly rolledThroughputYield: number | null;
  /** Over all steps, from summed elements. */
  readonly ppm: number | null;
  readonly dpmo: number | null;
  readonly warnings: readonly Warning[];
}

/** A share, or null where the whole is 0. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** FPY = good at first pass / units; RTY = product of the FPYs; PPM = defective / units 10^6; DPMO = defects / (units opportunities) 10^6. */
export function yieldFigures(request: YieldRequest): YieldResult {
  const steps = readRequest(request);
  const figures = steps.map((step) => ({
    name: step.name,
    firstPassYield: ratio(step.goodFirstPass, step.units),
    ppm: million(ratio(step.units - step.goodFirstPass, step.units)),
    dpmo: step.defects === undefined ? null : million(ratio(step.defects, step.units * (step.opportunities ?? 1))),
  }));
  const yields = figures.map((figure) => figure.firstPassYield);
  const units = sum(steps.map((step) => step.units));
  const counted = steps.filter((step) => step.defects !== undefined);
  const chances = sum(counted.map((step) => step.units * (step.opportunities ?? 1)));
  const empty = steps.filter((step) => step.units === 0);
  return finiteResult('yield', {
    steps: figures,
    rolledThroughputYield:
      steps.length === 0 || yields.includes(null) ? null : yields.reduce<number>((product, each) => product * (each ?? 0), 1),
    ppm: million(ratio(units - sum(steps.map((step) => step.goodFirstPass)), units)),
    dpmo: counted.length === 0 ? null : million(ratio(sum(counted.map((step) => step.defects ?? 0)), chances)),
    warnings: empty.map((step) => ({ code: 'no-units', message: `Step ${step.name} saw no units: its yield is n/a.` })),
  });
}

function million(share: number | null): number | null {
  return share === null ? null : share * 1e6;
}

function readRequest(request: unknown): readonly YieldStep[] {
  const reader = createRequestReader();
  const record = reader.record(request, ['steps']) ?? {};
  reader.required(record, ['steps']);
  const steps = (reader.list(record.steps, '/steps') ?? []).flatMap((item, at) => {
    const path = pointer('/steps', at);
    const row = reader.record(item ?? null, ['name', 'units', 'goodFirstPass', 'defects', 'opportunities'], path);
    if (!row) return [];
    reader.required(row, ['name', 'units', 'goodFirstPass'], path);
    if (row.name !== undefined && typeof row.name !== 'string')
      reader.fail(pointer(path, 'name'), 'not-a-label', 'The name of a step must be text.');
    const whole = (key: string, min = 0): number | undefined => reader.number(row[key], pointer(path, key), { integer: true, min });
    const step = {
      units: whole('units') ?? 0,
      goodFirstPass: whole('goodFirstPass') ?? 0,
      defects: whole('defects'),
      opportunities: whole('opportunities', 1),
    };
    if (step.goodFirstPass > step.units) {
      reader.fail(
        pointer(path, 'goodFirstPass'),
        'count-exceeds-size',
        `${step.goodFirstPass} good of ${step.units} units cannot be; correct one of them.`,
      );
    }
    return [{ name: String(row.name), ...step }];
  });
  reader.finish('yield');
  return steps;
}
