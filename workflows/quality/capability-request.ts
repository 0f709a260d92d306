// What a capability study is asked: the request as a type, and its reading from untrusted JSON with every fault named.
import { createRequestReader, pointer, type RequestReader } from './request-reader.ts';

export type WithinMethod = 'rbar' | 'sbar' | 'pooled' | 'mr';

export interface CapabilityRequest {
  /** Single values in order of production, or subgroups. */
  readonly data: readonly number[] | readonly (readonly number[])[];
  readonly lsl?: number;
  readonly usl?: number;
  readonly target?: number;
  /** Estimator of the within sigma; default mr for single values, pooled for subgroups. */
  readonly withinMethod?: WithinMethod;
  /** Of the two-sided intervals, default 0.95. */
  readonly confidence?: number;
  /** Divide the pooled and the overall standard deviation by c4; default false. */
  readonly unbiasing?: boolean;
}

export interface ReadCapability {
  readonly values: readonly number[];
  /** Empty for single values. */
  readonly subgroups: readonly (readonly number[])[];
  readonly lsl: number | undefined;
  readonly usl: number | undefined;
  readonly target: number | undefined;
  readonly withinMethod: WithinMethod;
  readonly confidence: number;
  readonly unbiasing: boolean;
}

const keys = ['data', 'lsl', 'usl', 'target', 'withinMethod', 'confidence', 'unbiasing'];

export function readCapability(request: unknown): ReadCapability {
  const reader = createRequestReader();
  const record = reader.record(request, keys) ?? {};
  reader.required(record, ['data']);
  const subgrouped = Array.isArray(record.data) && record.data.some(Array.isArray);
  const subgroups = subgrouped ? readSubgroups(reader, record.data) : [];
  const values = subgrouped ? subgroups.flat() : (reader.numbers(record.data, '/data') ?? []);
  const lsl = reader.number(record.lsl, '/lsl');
  const usl = reader.number(record.usl, '/usl');
  if (record.lsl === undefined && record.usl === undefined)
    reader.fail('', 'missing-limits', 'Give lsl, usl or both; capability compares with limits.');
  if (lsl !== undefined && usl !== undefined && lsl >= usl)
    reader.fail('/usl', 'limits-reversed', `usl ${usl} must be greater than lsl ${lsl}.`);
  const method = reader.choice(record.withinMethod, '/withinMethod', ['rbar', 'sbar', 'pooled', 'mr'] as const);
  if (method === 'mr' && subgrouped)
    reader.fail('/withinMethod', 'method-needs-single-values', 'Method mr needs single values; use pooled, rbar or sbar.');
  if (method && method !== 'mr' && !subgrouped && Array.isArray(record.data)) {
    reader.fail('/withinMethod', 'method-needs-subgroups', `Method ${method} needs subgroups (a list of lists); use mr for single values.`);
  }
  if (Array.isArray(record.data) && values.length < 2 && reader.issues.length === 0) {
    reader.fail('/data', 'too-few-points', `Capability needs at least 2 values but got ${values.length}; 30 or more are usual.`);
  }
  const read = {
    target: reader.number(record.target, '/target'),
    confidence: reader.number(record.confidence, '/confidence', { above: 0, below: 1 }) ?? 0.95,
    unbiasing: reader.boolean(record.unbiasing, '/unbiasing') ?? false,
  };
  reader.finish('capability');
  return { ...read, values, subgroups, lsl, usl, withinMethod: method ?? (subgrouped ? 'pooled' : 'mr') };
}

function readSubgroups(reader: RequestReader, data: unknown): readonly (readonly number[])[] {
  return (reader.list(data, '/data') ?? []).map((row, at) => {
    const path = pointer('/data', at);
    const values = reader.issues.length > 20 ? undefined : reader.numbers(row ?? null, path);
    if (values && (values.length < 2 || values.length > 10_000)) {
      reader.fail(
        path,
        'subgroup-size',
        `A subgroup needs 2 to 10,000 values but this one has ${values.length}; give single values as one list.`,
      );
    }
    return values ?? [];
  });
}
