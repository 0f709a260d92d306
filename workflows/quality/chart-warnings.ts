// Warnings and refusals that several chart families share.
import { refuse, type Warning } from './request-reader.ts';
import type { RuleSet } from './run-rules.ts';

/** Limits from few points are rough: Montgomery asks for 20 to 25. */
export function fewPointsWarning(used: number, frozen: boolean): Warning[] {
  if (frozen || used >= 20) return [];
  return [{ code: 'few-points', message: `The limits come from ${used} points; 20 or more are usual before they are frozen.` }];
}

/** Zone rules assume constant limits and a symmetric distribution; elsewhere only the single-point rule is tested. */
export function zoneRulesWarning(rules: RuleSet, why: string): Warning[] {
  if (rules === 'none' || rules === 'shewhart') return [];
  return [{ code: 'zone-rules-not-applied', message: `Only the single-point rule was tested: ${why}.` }];
}

/** Sigma 0: with equal points a chart without limits still makes sense (and a warning); with different points it does not. */
export function zeroVariance(points: readonly number[]): Warning[] {
  if (points.every((point) => point === points[0])) {
    return [
      {
        code: 'zero-variance',
        message: 'All values are equal, so there is no spread to compute limits from; check the resolution of the gauge.',
      },
    ];
  }
  return refuse(
    'control chart',
    '/data',
    'zero-variance',
    'The values within subgroups do not differ, so there is no spread to compute limits from; check the gauge, or give a baseline.',
  );
}
