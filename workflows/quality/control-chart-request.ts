// What a control chart is asked: the request as a type, and its reading from untrusted JSON with every fault named.
import { createRequestReader, pointer, type RequestReader, type Warning } from './request-reader.ts';
import type { RuleSet } from './run-rules.ts';

export type ChartKind = 'i-mr' | 'xbar-r' | 'xbar-s' | 'p' | 'np' | 'c' | 'u' | 'ewma' | 'cusum';
export const chartKinds: readonly ChartKind[] = ['i-mr', 'xbar-r', 'xbar-s', 'p', 'np', 'c', 'u', 'ewma', 'cusum'];
export const ruleSets: readonly RuleSet[] = ['none', 'shewhart', 'western-electric', 'nelson'];

export interface SizedCounts {
  readonly counts: readonly number[];
  /** Units inspected (p, np: whole numbers) or area of opportunity (u); one number when constant. */
  readonly sizes: number | readonly number[];
}

/** Frozen limits of Phase II: `sigma` is that of single values and is not needed by p, np, c and u. */
export interface Baseline {
  readonly center: number;
  readonly sigma?: number | null;
}

export interface ControlChartRequest {
  readonly chart: ChartKind;
  /** i-mr, ewma, cusum, c: numbers; xbar-r, xbar-s: subgroups; p, np, u: counts and sizes. */
  readonly data: readonly number[] | readonly (readonly number[])[] | SizedCounts;
  /** Default shewhart. */
  readonly rules?: RuleSet;
  /** Points of N3's trend, default 6. */
  readonly trendLength?: number;
  /** 1-based positions that leave the limits (an assigned cause is known); they are plotted but not tested. */
  readonly exclude?: readonly number[];
  readonly baseline?: Baseline;
  /** Known centre and sigma of single values where there is no baseline (variables charts, EWMA, CUSUM). */
  readonly target?: number;
  readonly sigma?: number;
  /** EWMA: weight (default 0.2), width of the limits in sigma (default 3), exact or asymptotic limits (default exact). */
  readonly lambda?: number;
  readonly limitWidth?: number;
  readonly limits?: 'exact' | 'asymptotic';
  /** CUSUM: reference value (default 0.5) and decision interval (default 4), in sigma. */
  readonly k?: number;
  readonly h?: number;
}

/** The request with defaults filled in and the data in one shape each. */
export interface ReadControlChart {
  readonly chart: ChartKind;
  readonly rules: RuleSet;
  readonly trendLength: number;
  readonly excluded: ReadonlySet<number>;
  readonly baseline: Baseline | undefined;
  readonly target: number | undefined;
  readonly sigma: number | undefined;
  readonly lambda: number;
  readonly limitWidth: number;
  readonly limits: 'exact' | 'asymptotic';
  readonly k: number;
  readonly h: number;
  readonly values: readonly number[];
  readonly subgroups: readonly (readonly number[])[];
  readonly counts: readonly number[];
  readonly sizes: readonly number[];
  readonly warnings: Warning[];
}

const keys = 'chart data rules trendLength exclude baseline target sigma lambda limitWidth limits k h'.split(' ');
const maximumPoints = 1_000_000;

/** Reads a request; throws AppError('invalid') with all issues. */
export function readControlChart(request: unknown): ReadControlChart {
  const reader = createRequestReader();
  const record = reader.record(request, keys) ?? {};
  reader.required(record, ['chart', 'data']);
  const chart = reader.choice(record.chart, '/chart', chartKinds);
  const data = chart === undefined ? undefined : readData(reader, chart, record.data);
  const length = data ? Math.max(data.values.length, data.subgroups.length, data.counts.length) : 0;
  const excluded = readExcluded(reader, record.exclude, length);
  const baseline = readBaseline(reader, record.baseline, chart);
  const read = {
    rules: reader.choice(record.rules, '/rules', ruleSets) ?? 'shewhart',
    trendLength: reader.number(record.trendLength, '/trendLength', { integer: true, min: 3, max: 50 }) ?? 6,
    target: reader.number(record.target, '/target'),
    sigma: reader.number(record.sigma, '/sigma', { above: 0 }),
    lambda: reader.number(record.lambda, '/lambda', { above: 0, max: 1 }) ?? 0.2,
    limitWidth: reader.number(record.limitWidth, '/limitWidth', { above: 0 }) ?? 3,
    limits: reader.choice(record.limits, '/limits', ['exact', 'asymptotic'] as const) ?? 'exact',
    k: reader.number(record.k, '/k', { min: 0 }) ?? 0.5,
    h: reader.number(record.h, '/h', { above: 0 }) ?? 4,
  };
  if (data && length > 0 && length === excluded.size)
    reader.fail('/exclude', 'nothing-left', 'Every point is excluded; keep some to compute limits from.');
  if (chart === 'np' && baseline && data?.sizes[0] !== undefined && baseline.center >= data.sizes[0]) {
    reader.fail('/baseline/center', 'out-of-range', `The centre of an np chart must be below its size ${data.sizes[0]}.`);
  }
  reader.finish('control chart');
  if (!chart || !data) throw new Error('unreachable: finish throws');
  return { ...read, ...data, chart, excluded, baseline, warnings: unusedKeys(chart, record) };
}

type ReadData = Pick<ReadControlChart, 'values' | 'subgroups' | 'counts' | 'sizes'>;
const nothing: ReadData = { values: [], subgroups: [], counts: [], sizes: [] };

function readData(reader: RequestReader, chart: ChartKind, data: unknown): ReadData | undefined {
  if (data === undefined) return undefined;
  switch (chart) {
    case 'i-mr':
    case 'ewma':
    case 'cusum':
      return { ...nothing, values: enough(reader, reader.numbers(data, '/data'), chart === 'i-mr' ? 2 : 1) };
    case 'c':
      return { ...nothing, counts: enough(reader, reader.numbers(data, '/data', { integer: true, min: 0 }), 2) };
    case 'xbar-r':
    case 'xbar-s':
      return { ...nothing, subgroups: readSubgroups(reader, data) };
    case 'p':
    case 'np':
    case 'u':
      return readSizedCounts(reader, chart, data);
  }
}

function enough<T>(reader: RequestReader, items: readonly T[] | undefined, minimum: number, path = '/data'): readonly T[] {
  if (items && items.length < minimum) {
    reader.fail(path, 'too-few-points', `The chart needs at least ${minimum} points but got ${items.length}; collect more.`);
  }
  if (items && items.length > maximumPoints)
    reader.fail(path, 'too-many-points', `At most ${maximumPoints} points can be charted; give a shorter window.`);
  return items ?? [];
}

function readSubgroups(reader: RequestReader, data: unknown): readonly (readonly number[])[] {
  const rows = reader.list(data, '/data');
  enough(reader, rows, 2);
  return (rows ?? []).slice(0, maximumPoints).map((row, index) => {
    const path = pointer('/data', index);
    const values = reader.issues.length > 20 ? undefined : reader.numbers(row ?? null, path);
    if (values && (values.length < 2 || values.length > 10_000)) {
      const remedy = values.length < 2 ? 'use chart i-mr for single values' : 'split it';
      reader.fail(path, 'subgroup-size', `A subgroup needs 2 to 10,000 values but this one has ${values.length}; ${remedy}.`);
    }
    return values ?? [];
  });
}

function readSizedCounts(reader: RequestReader, chart: 'p' | 'np' | 'u', data: unknown): ReadData {
  const record = reader.record(data, ['counts', 'sizes'], '/data') ?? {};
  reader.required(record, ['counts', 'sizes'], '/data');
  const counts = enough(reader, reader.numbers(record.counts, '/data/counts', { integer: true, min: 0 }), 2, '/data/counts');
  const bounds = { above: 0, integer: chart !== 'u' };
  const given =
    typeof record.sizes === 'number'
      ? reader.number(record.sizes, '/data/sizes', bounds)
      : reader.numbers(record.sizes, '/data/sizes', bounds);
  const sizes = typeof given === 'number' ? counts.map(() => given) : (given ?? []);
  if (given !== undefined && sizes.length !== counts.length) {
    reader.fail(
      '/data/sizes',
      'length-mismatch',
      `There are ${counts.length} counts but ${sizes.length} sizes; give one size per count, or one number.`,
    );
  } else if (chart !== 'u') {
    const at = counts.findIndex((count, index) => count > (sizes[index] ?? count));
    if (at >= 0)
      reader.fail(
        pointer('/data/counts', at),
        'count-exceeds-size',
        `${counts[at]} defectives in ${sizes[at]} units cannot be; correct one of them.`,
      );
  }
  if (chart === 'np' && sizes.some((size) => size !== sizes[0])) {
    reader.fail('/data/sizes', 'variable-size', 'An np chart needs one constant size; use chart p for sizes that vary.');
  }
  return { ...nothing, counts, sizes };
}

function readExcluded(reader: RequestReader, value: unknown, length: number): ReadonlySet<number> {
  const given = reader.numbers(value, '/exclude', { integer: true, min: 1 }) ?? [];
  given.forEach((position, at) => {
    if (length > 0 && position > length)
      reader.fail(pointer('/exclude', at), 'out-of-range', `There is no point ${position}; the data have ${length}.`);
  });
  return new Set(given);
}

function readBaseline(reader: RequestReader, value: unknown, chart: ChartKind | undefined): Baseline | undefined {
  const record = reader.record(value, ['center', 'sigma'], '/baseline');
  if (!record) return undefined;
  const attribute = chart === 'p' || chart === 'np' || chart === 'c' || chart === 'u';
  reader.required(record, attribute ? ['center'] : ['center', 'sigma'], '/baseline');
  const bounds = attribute ? { above: 0, ...(chart === 'p' ? { below: 1 } : {}) } : {};
  const center = reader.number(record.center, '/baseline/center', bounds) ?? 0;
  // The result of Phase I may be handed on as it is: p and u carry sigma null.
  const sigma = attribute && record.sigma === null ? undefined : reader.number(record.sigma, '/baseline/sigma', { above: 0 });
  return { center, sigma };
}

const usedBy: Readonly<Record<string, readonly ChartKind[]>> = {
  target: ['i-mr', 'xbar-r', 'xbar-s', 'ewma', 'cusum'],
  sigma: ['i-mr', 'xbar-r', 'xbar-s', 'ewma', 'cusum'],
  lambda: ['ewma'],
  limitWidth: ['ewma'],
  limits: ['ewma'],
  k: ['cusum'],
  h: ['cusum'],
};

function unusedKeys(chart: ChartKind, record: Readonly<Record<string, unknown>>): Warning[] {
  return Object.entries(usedBy)
    .filter(([key, charts]) => record[key] !== undefined && !charts.includes(chart))
    .map(([key]) => ({ code: 'unused-setting', message: `"${key}" has no meaning on a ${chart} chart and was not used.` }));
}
