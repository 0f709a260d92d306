// X-bar charts with R or S beside them, for constant and variable subgroup sizes.
import { chartConstants } from './chart-constants.ts';
import { fewPointsWarning, zeroVariance, zoneRulesWarning } from './chart-warnings.ts';
import type { LimitChartResult, SpreadChart } from './control-chart.ts';
import type { ReadControlChart } from './control-chart-request.ts';
import type { Warning } from './request-reader.ts';
import { beyondLimits, type RuleName, type RuleSet, runRules, type Signal } from './run-rules.ts';
import { mean, range, standardDeviation, sum } from './sums.ts';

interface Subgroup {
  readonly position: number;
  readonly size: number;
  readonly mean: number;
  /** Range or standard deviation. */
  readonly spread: number;
}

/**
 * Centre = mean of the subgroup means, weighted by size; sigma = mean of R/d2 or S/c4; limits = centre +- 3 sigma / sqrt(n).
 * Spread chart by D3, D4 or B3, B4. Source: Montgomery, chapter 6; variable sizes: the same sigma with each subgroup's own n.
 */
export function subgroupChart(read: ReadControlChart): LimitChartResult {
  const byRange = read.chart === 'xbar-r';
  const groups = read.subgroups.map((values, at) => ({
    position: at + 1,
    size: values.length,
    mean: mean(values),
    spread: byRange ? range(values) : standardDeviation(values),
  }));
  const kept = groups.filter((group) => !read.excluded.has(group.position));
  const constant = groups.every((group) => group.size === groups[0]?.size);
  const unbias = (size: number): number => (byRange ? chartConstants(size).d2 : chartConstants(size).c4);
  const center = read.baseline?.center ?? read.target ?? weightedMean(kept);
  const sigma = read.baseline?.sigma ?? read.sigma ?? estimate(kept, constant, unbias);
  const frozen = read.baseline !== undefined || read.sigma !== undefined;
  const halfWidths = groups.map((group) => (3 * sigma) / Math.sqrt(group.size));
  return {
    center,
    sigma,
    ucl: perPoint(halfWidths.map((half) => center + half)),
    lcl: perPoint(halfWidths.map((half) => center - half)),
    points: groups.map((group) => group.mean),
    signals: sigma === 0 ? [] : meanSignals(kept, center, sigma, read.rules, read.trendLength, constant),
    spread: spreadChart(groups, sigma, byRange, unbias, read),
    warnings: [
      ...(sigma === 0 ? zeroVariance(kept.map((group) => group.mean)) : []),
      ...fewPointsWarning(kept.length, frozen),
      ...sizeWarnings(groups, byRange, constant, read.rules),
    ],
  };
}

/** One number when all are the same, as with constant subgroup sizes. */
export function perPoint(limits: readonly number[]): number | readonly number[] {
  const first = limits[0] ?? 0;
  return limits.every((limit) => limit === first) ? first : limits;
}

function weightedMean(groups: readonly Subgroup[]): number {
  const first = mean(groups.map((group) => group.mean));
  const total = sum(groups.map((group) => group.size));
  return first + sum(groups.map((group) => group.size * (group.mean - first))) / total;
}

/** For one size: the mean spread over the constant (the textbook's R-bar / d2). Else the mean of each subgroup's own estimate. */
function estimate(groups: readonly Subgroup[], constant: boolean, unbias: (size: number) => number): number {
  if (constant) return mean(groups.map((group) => group.spread)) / unbias(groups[0]?.size ?? 2);
  return mean(groups.map((group) => group.spread / unbias(group.size)));
}

function meanSignals(
  kept: readonly Subgroup[],
  center: number,
  sigma: number,
  rules: RuleSet,
  trendLength: number,
  constant: boolean,
): readonly Signal[] {
  const z = kept.map((group) => ((group.mean - center) * Math.sqrt(group.size)) / sigma);
  const positions = kept.map((group) => group.position);
  if (constant || rules === 'none' || rules === 'shewhart') return runRules(z, rules, trendLength, positions);
  const single: RuleName = rules === 'nelson' ? 'N1' : 'W1';
  return runRules(z, 'shewhart', trendLength, positions).map((signal) => ({ ...signal, rule: single }));
}

function spreadChart(
  groups: readonly Subgroup[],
  sigma: number,
  byRange: boolean,
  unbias: (size: number) => number,
  read: ReadControlChart,
): SpreadChart {
  const centers = groups.map((group) => unbias(group.size) * sigma);
  const limit = (side: 'lower' | 'upper') =>
    perPoint(
      groups.map((group, at) => {
        const constants = chartConstants(group.size);
        const factor = byRange ? (side === 'lower' ? constants.D3 : constants.D4) : side === 'lower' ? constants.B3 : constants.B4;
        return factor * (centers[at] ?? 0);
      }),
    );
  const ucl = limit('upper');
  const lcl = limit('lower');
  const points = groups.map((group) => group.spread);
  const signals = read.rules === 'none' || sigma === 0 ? [] : beyondLimits(points, lcl, ucl, read.excluded);
  return { center: perPoint(centers), ucl, lcl, points, signals };
}

function sizeWarnings(groups: readonly Subgroup[], byRange: boolean, constant: boolean, rules: RuleSet): Warning[] {
  const warnings: Warning[] = [];
  if (!constant) {
    warnings.push({ code: 'variable-subgroup-size', message: 'Subgroup sizes differ, so the limits differ from point to point.' });
    warnings.push(...zoneRulesWarning(rules, 'the subgroup sizes differ'));
  }
  if (byRange && groups.some((group) => group.size > 9)) {
    warnings.push({
      code: 'range-inefficient',
      message: 'Ranges of 10 or more values waste information; chart xbar-s suits these subgroups better.',
    });
  }
  return warnings;
}
