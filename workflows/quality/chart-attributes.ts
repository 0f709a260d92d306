// Attribute charts: p and np (defective units), c and u (defects). Only the single-point rule applies to them.
import { perPoint } from './chart-subgroups.ts';
import { fewPointsWarning, zoneRulesWarning } from './chart-warnings.ts';
import type { LimitChartResult } from './control-chart.ts';
import type { ReadControlChart } from './control-chart-request.ts';
import type { Warning } from './request-reader.ts';
import { beyondLimits } from './run-rules.ts';
import { sum } from './sums.ts';

/** What a chart plots, around what, with which standard deviation per point. */
interface Plot {
  readonly center: number;
  readonly points: readonly number[];
  readonly deviations: readonly number[];
  /** Largest possible value: 1 for p, n for np. */
  readonly ceiling: number;
}

/**
 * Limits are centre +- 3 standard deviations, lower ones not below 0 (upper ones of p and np not above what can be).
 * p: sqrt(p(1-p)/n); np: sqrt(np(1-p)); c: sqrt(c); u: sqrt(u/n). Source: Montgomery, chapter 7.
 */
export function attributeChart(read: ReadControlChart): LimitChartResult {
  const { center, points, deviations, ceiling } = plotOf(read);
  const ucl = perPoint(deviations.map((deviation) => Math.min(ceiling, center + 3 * deviation)));
  const lcl = perPoint(deviations.map((deviation) => Math.max(0, center - 3 * deviation)));
  const silent = read.rules === 'none' || deviations.every((deviation) => deviation === 0);
  return {
    center,
    sigma: read.chart === 'np' || read.chart === 'c' ? (deviations[0] ?? 0) : null,
    ucl,
    lcl,
    points,
    signals: silent ? [] : beyondLimits(points, lcl, ucl, read.excluded),
    spread: null,
    warnings: [
      ...noVariation(deviations),
      ...fewPointsWarning(points.length - read.excluded.size, read.baseline !== undefined),
      ...zoneRulesWarning(read.rules, `a ${read.chart} chart's distribution is not symmetric`),
    ],
  };
}

function plotOf(read: ReadControlChart): Plot {
  const { counts, sizes, excluded, baseline } = read;
  const kept = <T>(items: readonly T[]): T[] => items.filter((_, at) => !excluded.has(at + 1));
  const keptSum = sum(kept(counts));
  if (read.chart === 'c') {
    const center = baseline?.center ?? keptSum / kept(counts).length;
    return { center, points: counts, deviations: counts.map(() => Math.sqrt(center)), ceiling: Number.POSITIVE_INFINITY };
  }
  const size = sizes[0] ?? 1;
  if (read.chart === 'np') {
    const center = baseline?.center ?? keptSum / kept(counts).length;
    const deviation = Math.sqrt(Math.max(0, center * (1 - center / size)));
    return { center, points: counts, deviations: counts.map(() => deviation), ceiling: size };
  }
  const center = baseline?.center ?? keptSum / sum(kept(sizes));
  const points = counts.map((count, at) => count / (sizes[at] ?? 1));
  const unit = read.chart === 'p' ? center * (1 - center) : center;
  return {
    center,
    points,
    deviations: sizes.map((each) => Math.sqrt(unit / each)),
    ceiling: read.chart === 'p' ? 1 : Number.POSITIVE_INFINITY,
  };
}

function noVariation(deviations: readonly number[]): Warning[] {
  if (deviations.some((deviation) => deviation > 0)) return [];
  return [{ code: 'zero-variance', message: 'The average is 0 or 100 %, so there are no limits; count a larger sample or rarer groups.' }];
}
