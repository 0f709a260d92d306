// Gauge repeatability and reproducibility of measured values (the contract of `aix inspect gauge-study`). Ratings: attribute-agreement.ts.
import { type AnovaTable, gaugeAnova } from './gauge-anova.ts';
import { averageRange } from './gauge-average-range.ts';
import { type GaugeStudyRequest, type ReadGaugeStudy, readGaugeStudy } from './gauge-data.ts';
import { finiteResult, refuse, type Warning } from './request-reader.ts';

export type { AnovaRow, AnovaTable } from './gauge-anova.ts';
export type { GaugeMeasurement, GaugeStudyRequest } from './gauge-data.ts';

/** Variances of the parts of the measurement system. */
export interface GaugeVariances {
  readonly repeatability: number;
  readonly reproducibility: number;
  readonly part: number;
}

export interface GaugeShares {
  readonly gaugeRr: number;
  readonly repeatability: number;
  readonly reproducibility: number;
  readonly partVariation: number;
}

export interface GaugeStudyResult {
  /** Standard deviations. */
  readonly repeatability: number;
  readonly reproducibility: number;
  readonly gaugeRr: number;
  readonly partVariation: number;
  readonly totalVariation: number;
  readonly percentStudyVariation: GaugeShares;
  /** 100 * 6 sigma / tolerance. */
  readonly percentTolerance?: GaugeShares;
  /** Number of distinct categories, floored; null when the gauge shows no variation at all. */
  readonly ndc: number | null;
  /** Only with method anova: the model with interaction, and the one after pooling. */
  readonly anova?: AnovaTable;
  readonly warnings: readonly Warning[];
}

/**
 * Average-range or ANOVA study after AIAG, Measurement Systems Analysis, 4th edition.
 * @throws AppError 'invalid': missing-cell, duplicate-cell, too-few-parts, too-few-trials, too-few-operators, zero-variance, ...
 */
export function gaugeStudy(request: GaugeStudyRequest): GaugeStudyResult {
  const read = readGaugeStudy(request);
  const { variances, anova, warnings } = read.method === 'anova' ? gaugeAnova(read) : { ...averageRange(read), anova: undefined };
  const gaugeRr = variances.repeatability + variances.reproducibility;
  const total = gaugeRr + variances.part;
  if (!(total > 0))
    refuse('gauge study', '/data', 'zero-variance', 'All measurements are equal; check the resolution of the gauge and the parts chosen.');
  const deviations: GaugeShares = {
    gaugeRr: Math.sqrt(gaugeRr),
    repeatability: Math.sqrt(variances.repeatability),
    reproducibility: Math.sqrt(variances.reproducibility),
    partVariation: Math.sqrt(variances.part),
  };
  const ndc = gaugeRr > 0 ? Math.floor(1.41 * Math.sqrt(variances.part / gaugeRr)) : null;
  const percentStudyVariation = shares(deviations, 100 / Math.sqrt(total));
  return finiteResult('gauge study', {
    ...deviations,
    totalVariation: Math.sqrt(total),
    percentStudyVariation,
    ...(read.tolerance === undefined ? {} : { percentTolerance: shares(deviations, 600 / read.tolerance) }),
    ndc,
    ...(anova ? { anova } : {}),
    warnings: [...warnings, ...verdicts(percentStudyVariation.gaugeRr, ndc), ...designWarnings(read)],
  });
}

function shares(deviations: GaugeShares, factor: number): GaugeShares {
  return {
    gaugeRr: deviations.gaugeRr * factor,
    repeatability: deviations.repeatability * factor,
    reproducibility: deviations.reproducibility * factor,
    partVariation: deviations.partVariation * factor,
  };
}

/** Below 10 % good, to 30 % conditional, above not acceptable; at least 5 distinct categories. */
function verdicts(percent: number, ndc: number | null): Warning[] {
  const warnings: Warning[] = [];
  if (percent > 30)
    warnings.push({
      code: 'gauge-not-acceptable',
      message: `The gauge takes ${percent.toFixed(1)} % of the study variation; above 30 % it is not acceptable.`,
    });
  else if (percent >= 10) {
    warnings.push({
      code: 'gauge-conditional',
      message: `The gauge takes ${percent.toFixed(1)} % of the study variation; 10 to 30 % is acceptable only with a reason.`,
    });
  }
  if (ndc === null)
    warnings.push({
      code: 'no-gauge-variation',
      message: 'Repeated measurements never differ; the resolution of the gauge is too coarse to judge it.',
    });
  else if (ndc < 5)
    warnings.push({ code: 'few-categories', message: `The gauge tells ${ndc} categories of parts apart; 5 are asked for.` });
  return warnings;
}

function designWarnings(read: ReadGaugeStudy): Warning[] {
  if (read.parts.length >= 5 && read.operators.length >= 2) return [];
  return [
    {
      code: 'small-study',
      message: `${read.parts.length} parts and ${read.operators.length} operators are few; 10 parts and 3 operators are usual.`,
    },
  ];
}
