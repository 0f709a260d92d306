// Two-way analysis of variance of a gauge study (random parts and operators).
import { fUpperTail } from './distribution.ts';
import type { ReadGaugeStudy } from './gauge-data.ts';
import type { GaugeVariances } from './gauge-study.ts';
import type { Warning } from './request-reader.ts';
import { mean, sum, sumOfSquares } from './sums.ts';

export interface AnovaRow {
  readonly df: number;
  readonly ss: number;
  readonly ms: number;
  /** Null for the error, and where the mean square below it is 0. */
  readonly f: number | null;
  readonly p: number | null;
}

export interface AnovaTable {
  readonly part: AnovaRow;
  readonly operator: AnovaRow;
  readonly interaction: AnovaRow;
  readonly error: AnovaRow;
  /** The model without interaction; the variances come from it when present. */
  readonly pooled?: { readonly part: AnovaRow; readonly operator: AnovaRow; readonly error: AnovaRow };
}

interface Square {
  readonly df: number;
  readonly ss: number;
}

interface Squares {
  readonly part: Square;
  readonly operator: Square;
  readonly interaction: Square;
  readonly error: Square;
}

export interface GaugeAnova {
  readonly variances: GaugeVariances;
  readonly anova: AnovaTable;
  readonly warnings: readonly Warning[];
}

/** Components by expected mean squares; negative ones become 0; the interaction is pooled when its p-value exceeds poolAlpha (AIAG 0.25). */
export function gaugeAnova(read: ReadGaugeStudy): GaugeAnova {
  const squares = sumsOfSquares(read);
  const error = row(squares.error);
  const interaction = row(squares.interaction, error);
  const full = { part: row(squares.part, interaction), operator: row(squares.operator, interaction), interaction, error };
  // Without error there is no F and no p: then the interaction is what repeats, and it is kept unless it is 0 as well.
  const pool = interaction.p === null ? interaction.ms === 0 : interaction.p > read.poolAlpha;
  if (!pool) return { variances: variancesOf(read, full.part.ms, full.operator.ms, interaction.ms, error.ms), anova: full, warnings: [] };
  const pooledError = row({ df: squares.error.df + squares.interaction.df, ss: squares.error.ss + squares.interaction.ss });
  const pooled = { part: row(squares.part, pooledError), operator: row(squares.operator, pooledError), error: pooledError };
  return {
    variances: variancesOf(read, pooled.part.ms, pooled.operator.ms, pooledError.ms, pooledError.ms),
    anova: { ...full, pooled },
    warnings: [
      { code: 'interaction-pooled', message: `The interaction (p = ${interaction.p?.toFixed(3) ?? 'n/a'}) was pooled into the error.` },
    ],
  };
}

function sumsOfSquares({ values, parts, operators, trials }: ReadGaugeStudy): Squares {
  const cellMeans = values.map((row) => row.map(mean));
  const partMeans = cellMeans.map(mean);
  const operatorMeans = operators.map((_, operator) => mean(cellMeans.map((row) => row[operator] ?? 0)));
  const grand = mean(partMeans);
  const [p, o, r] = [parts.length, operators.length, trials.length];
  const residuals = cellMeans.flatMap((row, part) =>
    row.map((cell, operator) => (cell - (partMeans[part] ?? 0) - (operatorMeans[operator] ?? 0) + grand) ** 2),
  );
  return {
    part: { df: p - 1, ss: o * r * sumOfSquares(partMeans) },
    operator: { df: o - 1, ss: p * r * sumOfSquares(operatorMeans) },
    interaction: { df: (p - 1) * (o - 1), ss: r * sum(residuals) },
    error: { df: p * o * (r - 1), ss: sum(values.flatMap((row) => row.map((cell) => sumOfSquares(cell)))) },
  };
}

function row(square: Square, against?: AnovaRow): AnovaRow {
  const ms = square.ss / square.df;
  if (!against || against.ms === 0) return { ...square, ms, f: null, p: null };
  const f = ms / against.ms;
  return { ...square, ms, f, p: fUpperTail(f, square.df, against.df) };
}

function variancesOf(read: ReadGaugeStudy, part: number, operator: number, below: number, error: number): GaugeVariances {
  const [p, o, r] = [read.parts.length, read.operators.length, read.trials.length];
  const interaction = Math.max(0, (below - error) / r);
  return {
    repeatability: error,
    reproducibility: Math.max(0, (operator - below) / (p * r)) + interaction,
    part: Math.max(0, (part - below) / (o * r)),
  };
}
