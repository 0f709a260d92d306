// Reads control-chart facts: the result contract of workflows/quality, from JSON of unknown shape. Draws nothing.
import { isJsonObject, type Json } from '../../definition/json.ts';
import type { ControlChartResult, LimitChartResult } from '../../quality/control-chart.ts';
import { createFactsReader, type FactsReader } from '../facts-reader.ts';

/** A bare result does not say its kind: single values with a moving range are told apart, the rest stays unnamed. */
export function guessKind(result: ControlChartResult): string {
  if ('upper' in result) return 'cusum';
  return result.spread && result.spread.points[0] === null ? 'i-mr' : 'other';
}

/** The facts as a chart result, or undefined where they are none. */
export function chartResult(value: Json | undefined): ControlChartResult | undefined {
  if (!isJsonObject(value)) return undefined;
  const facts = createFactsReader(value);
  const base = { signals: readSignals(facts), warnings: [] };
  const center = facts.number('center');
  if (Array.isArray(value.upper) && Array.isArray(value.lower)) {
    const interval = facts.number('decisionInterval');
    if (interval === undefined) return undefined;
    const sums = { upper: facts.numbers('upper'), lower: facts.numbers('lower') };
    return {
      ...base,
      ...sums,
      center: center ?? 0,
      sigma: facts.number('sigma') ?? 1,
      reference: facts.number('reference') ?? 0,
      decisionInterval: interval,
    };
  }
  const ucl = limit(facts, 'ucl');
  const lcl = limit(facts, 'lcl');
  if (center === undefined || ucl === undefined || lcl === undefined || !Array.isArray(value.points)) return undefined;
  return {
    ...base,
    center,
    ucl,
    lcl,
    sigma: facts.number('sigma') ?? null,
    points: facts.numbers('points'),
    spread: readSpread(facts.part('spread')),
  };
}

function readSpread(spread: FactsReader | undefined): LimitChartResult['spread'] {
  const center = spread && limit(spread, 'center');
  const ucl = spread && limit(spread, 'ucl');
  const lcl = spread && limit(spread, 'lcl');
  const points = spread?.value('points');
  if (!spread || center === undefined || ucl === undefined || lcl === undefined || !Array.isArray(points)) return null;
  return {
    center,
    ucl,
    lcl,
    points: points.map((point: Json) => (typeof point === 'number' ? point : null)),
    signals: readSignals(spread),
  };
}

function limit(facts: FactsReader, key: string): number | readonly number[] | undefined {
  return Array.isArray(facts.value(key)) ? facts.numbers(key) : facts.number(key);
}

function readSignals(facts: FactsReader): LimitChartResult['signals'] {
  return facts.list('signals').flatMap((signal) => {
    const index = signal.number('index');
    const rule = signal.text('rule');
    return index === undefined || rule === undefined ? [] : [{ index, rule: rule as LimitChartResult['signals'][number]['rule'] }];
  });
}
