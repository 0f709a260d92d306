// Plans for critical, major and minor defects side by side: each class has its own AQL, a critical defect is never accepted.
import { type AcceptanceSamplingRequest, type AcceptanceSamplingResult, acceptanceSampling } from './acceptance-sampling.ts';
import { createRequestReader } from './request-reader.ts';

export interface SamplingByClassRequest extends Omit<AcceptanceSamplingRequest, 'aql'> {
  /** AQL per class; critical without an AQL means: inspect every unit. */
  readonly aql: { readonly critical?: number; readonly major?: number; readonly minor?: number };
}

export interface SamplingByClassResult {
  readonly critical: AcceptanceSamplingResult;
  readonly major: AcceptanceSamplingResult | null;
  readonly minor: AcceptanceSamplingResult | null;
}

/** Ac 0, Re 1 for critical defects whatever the table says; the other classes follow the table. */
export function samplingByClass(request: SamplingByClassRequest): SamplingByClassResult {
  const reader = createRequestReader();
  const record = reader.record(request, ['lotSize', 'aql', 'level', 'severity', 'standard']) ?? {};
  reader.required(record, ['lotSize', 'aql']);
  const aql = reader.record(record.aql, ['critical', 'major', 'minor'], '/aql') ?? {};
  reader.finish('acceptance sampling');
  const plan = (value: unknown): AcceptanceSamplingResult | null =>
    value === undefined ? null : acceptanceSampling({ ...request, aql: value as number });
  const critical = plan(aql.critical) ?? everyUnit(request);
  return { critical: { ...critical, accept: 0, reject: 1 }, major: plan(aql.major), minor: plan(aql.minor) };
}

function everyUnit(request: SamplingByClassRequest): AcceptanceSamplingResult {
  // Any column will do: it checks the other fields, and everything is inspected anyway.
  const { codeLetter } = acceptanceSampling({ ...request, severity: 'normal', aql: 1 });
  const message = 'Critical defects without an AQL: inspect every unit.';
  return { codeLetter, sampleSize: request.lotSize, accept: 0, reject: 1, inspectAll: true, warnings: [{ code: 'inspect-all', message }] };
}
