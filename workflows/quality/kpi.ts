// Key figures of manufacturing after ISO 22400-2, from elements summed over all intervals first: ratios are never averaged.
import { createRequestReader, finiteResult, pointer, type Warning } from './request-reader.ts';
import { sum } from './sums.ts';

/** Elements of one interval (a shift, a machine, an order). Times in one unit throughout, quantities in pieces. */
export interface KpiElements {
  /** PBT, planned busy time. */
  readonly plannedBusyTime?: number;
  /** APT, actual production time. */
  readonly actualProductionTime?: number;
  /** AUPT, actual unit processing time: production and set-up. */
  readonly actualUnitProcessingTime?: number;
  /** AUBT, actual unit busy time. */
  readonly actualUnitBusyTime?: number;
  /** AOET, actual order execution time. */
  readonly actualOrderExecutionTime?: number;
  /** ADET, actual unit delay time. */
  readonly actualUnitDelayTime?: number;
  /** ASUT, actual unit set-up time. */
  readonly actualUnitSetupTime?: number;
  /** PRI, planned run time per item. */
  readonly plannedRunTimePerItem?: number;
  /** PQ, GQ, SQ, RQ: produced, good, scrap, rework quantity. */
  readonly producedQuantity?: number;
  readonly goodQuantity?: number;
  readonly scrapQuantity?: number;
  readonly reworkQuantity?: number;
  /** PSQ, planned scrap quantity. */
  readonly plannedScrapQuantity?: number;
  /** PQ of the first step of the chain. */
  readonly firstStepProducedQuantity?: number;
  /** IP and GP: parts inspected, and good at the first pass (by serial number). */
  readonly inspectedParts?: number;
  readonly goodParts?: number;
}

export interface KpiRequest {
  readonly elements: readonly KpiElements[];
}

export type KpiName =
  | 'availability'
  | 'effectiveness'
  | 'qualityRatio'
  | 'oee'
  | 'nee'
  | 'firstPassYield'
  | 'scrapRatio'
  | 'reworkRatio'
  | 'actualToPlannedScrap'
  | 'fallOff'
  | 'throughput'
  | 'utilisation'
  | 'allocation'
  | 'technicalEfficiency'
  | 'setup';

export type KpiReason = 'zero-denominator' | 'missing-element';

export interface KpiResult {
  /** Ratios as fractions (throughput: pieces per unit of time); null is n/a, `reasons` says why. */
  readonly values: Readonly<Record<KpiName, number | null>>;
  readonly reasons: Readonly<Partial<Record<KpiName, KpiReason>>>;
  /** The summed elements; `plannedRunTime` is the sum of PRI times PQ. */
  readonly sums: Readonly<Record<string, number | null>>;
  readonly warnings: readonly Warning[];
}

type ElementName = keyof KpiElements;

const names: readonly ElementName[] = [
  'plannedBusyTime',
  'actualProductionTime',
  'actualUnitProcessingTime',
  'actualUnitBusyTime',
  'actualOrderExecutionTime',
  'actualUnitDelayTime',
  'actualUnitSetupTime',
  'plannedRunTimePerItem',
  'producedQuantity',
  'goodQuantity',
  'scrapQuantity',
  'reworkQuantity',
  'plannedScrapQuantity',
  'firstStepProducedQuantity',
  'inspectedParts',
  'goodParts',
];

interface Figure {
  readonly value: number | null;
  readonly reason?: KpiReason;
}

/** Computes every figure whose elements are there. An element counts as known only when every interval gives it. */
export function kpi(request: KpiRequest): KpiResult {
  const elements = readRequest(request);
  const total = (name: ElementName): number | null => known(elements.map((each) => each[name]));
  const plannedRunTime = known(elements.map((each) => times(each.plannedRunTimePerItem, each.producedQuantity)));
  const over = (part: ElementName, whole: ElementName): Figure => divide(total(part), total(whole));
  const availability = over('actualProductionTime', 'plannedBusyTime');
  const effectiveness = divide(plannedRunTime, total('actualProductionTime'));
  const qualityRatio = over('goodQuantity', 'producedQuantity');
  const processing = over('actualUnitProcessingTime', 'plannedBusyTime');
  const busy = plus(total('actualProductionTime'), total('actualUnitDelayTime'));
  const figures: Record<KpiName, Figure> = {
    availability,
    effectiveness,
    qualityRatio,
    oee: multiply(availability, effectiveness, qualityRatio),
    nee: multiply(processing, effectiveness, qualityRatio),
    firstPassYield: over('goodParts', 'inspectedParts'),
    scrapRatio: over('scrapQuantity', 'producedQuantity'),
    reworkRatio: over('reworkQuantity', 'producedQuantity'),
    actualToPlannedScrap: over('scrapQuantity', 'plannedScrapQuantity'),
    fallOff: over('scrapQuantity', 'firstStepProducedQuantity'),
    throughput: over('producedQuantity', 'actualOrderExecutionTime'),
    utilisation: over('actualProductionTime', 'actualUnitBusyTime'),
    allocation: over('actualUnitBusyTime', 'plannedBusyTime'),
    technicalEfficiency: divide(total('actualProductionTime'), busy),
    setup: over('actualUnitSetupTime', 'actualUnitProcessingTime'),
  };
  const keys = Object.keys(figures) as KpiName[];
  return finiteResult('kpi', {
    values: Object.fromEntries(keys.map((key) => [key, figures[key].value])) as Record<KpiName, number | null>,
    reasons: Object.fromEntries(keys.flatMap((key) => (figures[key].reason ? [[key, figures[key].reason]] : []))),
    sums: {
      ...Object.fromEntries(names.filter((name) => name !== 'plannedRunTimePerItem').map((name) => [name, total(name)])),
      plannedRunTime,
    },
    warnings: warningsOf(figures),
  });
}

function warningsOf(figures: Readonly<Record<KpiName, Figure>>): Warning[] {
  const warnings: Warning[] = [];
  const above = (name: KpiName, code: string, message: string): void => {
    const value = figures[name].value;
    if (value !== null && value > 1 + 1e-12) warnings.push({ code, message: `${message} (${(100 * value).toFixed(1)} %).` });
  };
  above('effectiveness', 'effectiveness-above-100', 'Effectiveness is above 100 %: the planned run time per item is wrong');
  above('availability', 'availability-above-100', 'Availability is above 100 %: more was produced than planned to be busy');
  above('qualityRatio', 'quality-above-100', 'More good parts than produced parts: correct the counts');
  return warnings;
}

function known(values: readonly (number | undefined | null)[]): number | null {
  const given = values.filter((value) => typeof value === 'number');
  return values.length === 0 || given.length < values.length ? null : sum(given);
}

function times(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a * b;
}

function plus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

function divide(part: number | null, whole: number | null): Figure {
  if (part === null || whole === null) return { value: null, reason: 'missing-element' };
  return whole === 0 ? { value: null, reason: 'zero-denominator' } : { value: part / whole };
}

function multiply(...figures: readonly Figure[]): Figure {
  const missing = figures.find((figure) => figure.value === null);
  return missing ?? { value: figures.reduce((product, figure) => product * (figure.value ?? 0), 1) };
}

function readRequest(request: unknown): KpiElements[] {
  const reader = createRequestReader();
  const record = reader.record(request, ['elements']) ?? {};
  reader.required(record, ['elements']);
  const elements = (reader.list(record.elements, '/elements') ?? []).map((item, at) => {
    const path = pointer('/elements', at);
    const row = reader.record(item ?? null, names, path) ?? {};
    return Object.fromEntries(names.map((name) => [name, reader.number(row[name], pointer(path, name), { min: 0 })]));
  });
  reader.finish('kpi');
  return elements;
}
