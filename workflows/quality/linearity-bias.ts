// Linearity and bias of a gauge over its working range, against reference values (AIAG, Measurement Systems Analysis, 4th edition).
import { studentTwoSided } from './distribution.ts';
import { createRequestReader, finiteResult, pointer, refuse, type Warning } from './request-reader.ts';
import { mean, standardDeviation, sum, sumOfSquares } from './sums.ts';

export interface LinearityRequest {
  readonly data: readonly { readonly reference: number; readonly value: number }[];
  /** 6 sigma of the process, to give linearity and bias in percent of it. */
  readonly processVariation?: number;
}

interface BiasFigure {
  readonly reference: number;
  readonly count: number;
  readonly bias: number;
  /** Of the hypothesis that the bias is 0, by Student's t; null where it cannot be tested. */
  readonly p: number | null;
}

/** bias = intercept + slope * reference. */
interface Line {
  readonly slope: number;
  readonly intercept: number;
  readonly rSquared: number | null;
  /** Residual standard deviation. */
  readonly s: number;
  readonly slopeP: number | null;
  readonly interceptP: number | null;
}

export interface LinearityResult extends Line {
  readonly byReference: readonly BiasFigure[];
  readonly averageBias: number;
  readonly averageBiasP: number | null;
  /** |slope| * processVariation, and percent of it; null without processVariation. */
  readonly linearity: number | null;
  readonly percentLinearity: number | null;
  readonly percentBias: number | null;
  readonly warnings: readonly Warning[];
}

export function linearityBias(request: LinearityRequest): LinearityResult {
  const { references, biases, processVariation } = readRequest(request);
  const line = regression(references, biases);
  const groups = [...new Set(references)].toSorted((a, b) => a - b);
  const byReference = groups.map((reference) =>
    biasFigure(
      reference,
      biases.filter((_, at) => references[at] === reference),
    ),
  );
  const average = biasFigure(Number.NaN, biases);
  const percent = (value: number): number | null => (processVariation === undefined ? null : (100 * value) / processVariation);
  const linearity = processVariation === undefined ? null : Math.abs(line.slope) * processVariation;
  return finiteResult('linearity', {
    ...line,
    byReference,
    averageBias: average.bias,
    averageBiasP: average.p,
    linearity,
    percentLinearity: linearity === null ? null : percent(linearity),
    percentBias: percent(Math.abs(average.bias)),
    warnings: warningsOf(line, byReference),
  });
}

function regression(x: readonly number[], y: readonly number[]): Line {
  const [centerX, centerY] = [mean(x), mean(y)];
  const spreadX = sumOfSquares(x);
  const spreadY = sumOfSquares(y);
  const slope = sum(x.map((value, at) => (value - centerX) * ((y[at] ?? 0) - centerY))) / spreadX;
  const intercept = centerY - slope * centerX;
  const residual = sum(x.map((value, at) => ((y[at] ?? 0) - centerY - slope * (value - centerX)) ** 2));
  const freedom = x.length - 2;
  const s = Math.sqrt(residual / freedom);
  const p = (estimate: number, error: number): number | null => (error > 0 ? studentTwoSided(estimate / error, freedom) : null);
  return {
    slope,
    intercept,
    rSquared: spreadY > 0 ? 1 - residual / spreadY : null,
    s,
    slopeP: p(slope, s / Math.sqrt(spreadX)),
    interceptP: p(intercept, s * Math.sqrt(1 / x.length + (centerX * centerX) / spreadX)),
  };
}

function biasFigure(reference: number, biases: readonly number[]): BiasFigure {
  const bias = mean(biases);
  const error = standardDeviation(biases) / Math.sqrt(biases.length);
  return { reference, count: biases.length, bias, p: error > 0 ? studentTwoSided(bias / error, biases.length - 1) : null };
}

function warningsOf(line: Line, byReference: readonly BiasFigure[]): Warning[] {
  const warnings: Warning[] = [];
  if (line.slopeP !== null && line.slopeP < 0.05) {
    warnings.push({
      code: 'not-linear',
      message: `The bias changes over the range (slope ${line.slope.toPrecision(3)}, p = ${line.slopeP.toPrecision(2)}).`,
    });
  }
  for (const { reference, bias, p } of byReference) {
    if (p !== null && p < 0.05)
      warnings.push({ code: 'biased', message: `At ${reference} the gauge reads ${bias.toPrecision(3)} off (p = ${p.toPrecision(2)}).` });
  }
  if (byReference.length < 5)
    warnings.push({
      code: 'few-references',
      message: `${byReference.length} reference values are few; 5 over the working range are usual.`,
    });
  return warnings;
}

function readRequest(request: unknown) {
  const reader = createRequestReader();
  const record = reader.record(request, ['data', 'processVariation']) ?? {};
  reader.required(record, ['data']);
  const processVariation = reader.number(record.processVariation, '/processVariation', { above: 0 });
  const rows = (reader.list(record.data, '/data') ?? []).flatMap((item, at) => {
    const path = pointer('/data', at);
    const row = reader.record(item ?? null, ['reference', 'value'], path);
    if (!row) return [];
    reader.required(row, ['reference', 'value'], path);
    const reference = reader.number(row.reference, pointer(path, 'reference'));
    const value = reader.number(row.value, pointer(path, 'value'));
    return reference === undefined || value === undefined ? [] : [{ reference, bias: value - reference }];
  });
  reader.finish('linearity');
  const references = rows.map((row) => row.reference);
  if (new Set(references).size < 2 || rows.length < 3) {
    refuse(
      'linearity',
      '/data',
      'too-few-references',
      'Linearity needs at least 3 measurements at 2 different reference values; 5 references with 10 each are usual.',
    );
  }
  return { references, biases: rows.map((row) => row.bias), processVariation };
}
