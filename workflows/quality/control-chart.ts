// Control charts: one request in, limits, points and signals out (the contract of `aix inspect control-chart`). The families live in chart-*.ts.
import { attributeChart } from './chart-attributes.ts';
import { cusumChart } from './chart-cusum.ts';
import { ewmaChart } from './chart-ewma.ts';
import { individualsChart } from './chart-individuals.ts';
import { subgroupChart } from './chart-subgroups.ts';
import type { ControlChartRequest, ReadControlChart } from './control-chart-request.ts';
import { readControlChart } from './control-chart-request.ts';
import { finiteResult, type Warning } from './request-reader.ts';
import type { Signal } from './run-rules.ts';

export type { Baseline, ChartKind, ControlChartRequest, SizedCounts } from './control-chart-request.ts';
export type { RuleName, RuleSet, Signal } from './run-rules.ts';

/** The R, S or moving-range chart beside a variables chart. `points` stand under the point they belong to; null where there is none. */
export interface SpreadChart {
  /** Differs by point only where the subgroup size does. */
  readonly center: number | readonly number[];
  readonly ucl: number | readonly number[];
  readonly lcl: number | readonly number[];
  readonly points: readonly (number | null)[];
  readonly signals: readonly Signal[];
}

/** Every chart but CUSUM. */
export interface LimitChartResult {
  readonly center: number;
  /** Of single values; null for p and u, whose sigma depends on the size. */
  readonly sigma: number | null;
  /** One number while the limits are constant. */
  readonly ucl: number | readonly number[];
  readonly lcl: number | readonly number[];
  readonly points: readonly number[];
  readonly signals: readonly Signal[];
  readonly spread: SpreadChart | null;
  readonly warnings: readonly Warning[];
}

export interface CusumResult {
  readonly center: number;
  readonly sigma: number;
  /** K and H in the unit of the data. */
  readonly reference: number;
  readonly decisionInterval: number;
  readonly upper: readonly number[];
  readonly lower: readonly number[];
  readonly signals: readonly Signal[];
  readonly warnings: readonly Warning[];
}

export type ControlChartResult = LimitChartResult | CusumResult;

/**
 * Computes a control chart.
 * Sources: Montgomery, Introduction to Statistical Quality Control; NIST/SEMATECH handbook 6.3; constants in chart-constants.ts.
 * @throws AppError 'invalid' with issues (unknown-key, not-finite, too-few-points, subgroup-size, zero-variance, ...)
 */
export function controlChart(request: ControlChartRequest & { readonly chart: 'cusum' }): CusumResult;
export function controlChart(
  request: ControlChartRequest & { readonly chart: Exclude<ControlChartRequest['chart'], 'cusum'> },
): LimitChartResult;
export function controlChart(request: ControlChartRequest): ControlChartResult;
export function controlChart(request: ControlChartRequest): ControlChartResult {
  const read = readControlChart(request);
  const result = chartOf(read);
  return finiteResult('control chart', { ...result, warnings: [...read.warnings, ...result.warnings] });
}

export function isCusumResult(result: ControlChartResult): result is CusumResult {
  return 'upper' in result;
}

function chartOf(read: ReadControlChart): ControlChartResult {
  switch (read.chart) {
    case 'i-mr':
      return individualsChart(read);
    case 'xbar-r':
    case 'xbar-s':
      return subgroupChart(read);
    case 'p':
    case 'np':
    case 'c':
    case 'u':
      return attributeChart(read);
    case 'ewma':
      return ewmaChart(read);
    case 'cusum':
      return cusumChart(read);
  }
}
