// Measurements of a gauge study as a full cross of parts, operators and trials; gaps and doubles are named.
import { createRequestReader, pointer, type RequestReader } from './request-reader.ts';

export type Label = string | number;

export interface GaugeMeasurement {
  readonly part: Label;
  readonly operator: Label;
  readonly trial: Label;
  readonly value: number;
}

/** values[part][operator][trial] in order of first appearance. */
export interface GaugeCross {
  readonly parts: readonly Label[];
  readonly operators: readonly Label[];
  readonly trials: readonly Label[];
  readonly values: readonly (readonly (readonly number[])[])[];
}

interface Row<T> {
  readonly labels: readonly [Label, Label, Label];
  readonly content: T;
  readonly path: string;
}

/** Reads `[{part, operator, trial, <field>}]` into a cross; issues are put into the reader. Undefined when anything is missing. */
export function readCross<T>(
  reader: RequestReader,
  data: unknown,
  field: string,
  readContent: (value: unknown, path: string) => T | undefined,
): { readonly labels: readonly [readonly Label[], readonly Label[], readonly Label[]]; readonly cells: T[][][] } | undefined {
  const before = reader.issues.length;
  const rows = (reader.list(data, '/data') ?? []).flatMap((item, at): Row<T>[] => {
    if (reader.issues.length - before > 20) return [];
    const path = pointer('/data', at);
    const record = reader.record(item ?? null, ['part', 'operator', 'trial', field], path);
    if (!record) return [];
    reader.required(record, ['part', 'operator', 'trial', field], path);
    const labels = [record.part, record.operator, record.trial];
    const content = readContent(record[field], pointer(path, field));
    if (!labels.every(isLabel)) {
      if (labels.some((label) => label !== undefined && !isLabel(label)))
        reader.fail(path, 'not-a-label', 'part, operator and trial must be text or numbers.');
      return [];
    }
    return content === undefined ? [] : [{ labels: labels as [Label, Label, Label], content, path }];
  });
  if (reader.issues.length > before || data === undefined) return undefined;
  return cross(reader, rows);
}

function isLabel(value: unknown): value is Label {
  return (typeof value === 'string' && value !== '') || (typeof value === 'number' && Number.isFinite(value));
}

function cross<T>(reader: RequestReader, rows: readonly Row<T>[]) {
  const before = reader.issues.length;
  const distinct = (at: 0 | 1 | 2): Label[] => [...new Set(rows.map((row) => row.labels[at]))];
  const labels = [distinct(0), distinct(1), distinct(2)] as const;
  const found = new Map<string, T>();
  for (const row of rows) {
    const key = JSON.stringify(row.labels);
    if (found.has(key)) reader.fail(row.path, 'duplicate-cell', `${name(row.labels)} is given twice; remove one or correct its trial.`);
    found.set(key, row.content);
  }
  const cells = labels[0].map((part) =>
    labels[1].map((operator) =>
      labels[2].flatMap((trial) => {
        const content = found.get(JSON.stringify([part, operator, trial]));
        if (content !== undefined) return [content];
        if (reader.issues.length - before < 20)
          reader.fail(
            '/data',
            'missing-cell',
            `${name([part, operator, trial])} is missing; every operator measures every part equally often.`,
          );
        return [];
      }),
    ),
  );
  return reader.issues.length > before ? undefined : { labels, cells };
}

function name([part, operator, trial]: readonly [Label, Label, Label]): string {
  return `Part ${part}, operator ${operator}, trial ${trial}`;
}

export interface GaugeStudyRequest {
  readonly method: 'anova' | 'average-range';
  readonly data: readonly GaugeMeasurement[];
  /** Width of the specification (USL - LSL). */
  readonly tolerance?: number;
  /** The interaction is pooled into the error when its p-value is above this; default 0.25 (AIAG). */
  readonly poolAlpha?: number;
}

export interface ReadGaugeStudy extends GaugeCross {
  readonly method: 'anova' | 'average-range';
  readonly tolerance: number | undefined;
  readonly poolAlpha: number;
}

export function readGaugeStudy(request: unknown): ReadGaugeStudy {
  const reader = createRequestReader();
  const record = reader.record(request, ['method', 'data', 'tolerance', 'poolAlpha']) ?? {};
  reader.required(record, ['method', 'data']);
  const method = reader.choice(record.method, '/method', ['anova', 'average-range'] as const) ?? 'anova';
  const tolerance = reader.number(record.tolerance, '/tolerance', { above: 0 });
  const poolAlpha = reader.number(record.poolAlpha, '/poolAlpha', { min: 0, max: 1 }) ?? 0.25;
  const read = readCross(reader, record.data, 'value', (value, path) => reader.number(value, path));
  if (read) {
    const [parts, operators, trials] = read.labels.map((labels) => labels.length);
    if ((parts ?? 0) < 2) reader.fail('/data', 'too-few-parts', 'A gauge study needs at least 2 parts; 10 are usual.');
    if ((trials ?? 0) < 2) reader.fail('/data', 'too-few-trials', 'Repeatability needs at least 2 trials of each part by each operator.');
    if (method === 'anova' && (operators ?? 0) < 2)
      reader.fail('/data', 'too-few-operators', 'Method anova needs at least 2 operators; use average-range.');
  }
  reader.finish('gauge study');
  const [parts, operators, trials] = read?.labels ?? [[], [], []];
  return { method, tolerance, poolAlpha, parts, operators, trials, values: read?.cells ?? [] };
}
