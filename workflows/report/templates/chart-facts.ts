// Reads control-chart facts: the result contract of workflows/quality, from JSON of unknown shape. Draws nothing.
import { isJsonObject, type Json } from '../../definition/json.ts';
import type { ControlChartResult, LimitChartResult } from '../../quality/control-chart.ts';
import { createFactsReader, type FactsReader } from '../facts-reader.ts';

/** A bare result does not say its kind: single values with a moving range are told apart, the rest stays unnamed. */
export function guessKind(result: ControlChartResult): string {
  if ('upper' in result) return 'cusum';
  return result.spread && result.spread.points[0] === null ? 'i-mr' : 'other';
}

/**
 * The facts as a chart result, or undefined where they are none. A list with anything but finite numbers in it makes the whole none: leaving such
 * points out would move every signal after them to another point.
 */
export function chartResult(value: Json | undefined): ControlChartResult | undefined {
  if (!isJsonObject(value)) return undefined;
  const facts = createFactsReader(value);
  return Array.isArray(value.upper) ? cusumResult(facts) : limitResult(facts);
}

function cusumResult(facts: FactsReader): ControlChartResult | undefined {
  const upper = numberList(facts.value('upper'));
  const lower = numberList(facts.value('lower'));
  const interval = facts.number('decisionInterval');
  if (!upper || !lower || upper.length !== lower.length || interval === undefined) return undefined;
  return {
    upper,
    lower,
    decisionInterval: interval,
    center: facts.number('center') ?? 0,
    sigma: facts.number('sigma') ?? 1,
    reference: facts.number('reference') ?? 0,
    signals: readSignals(facts, upper.length),
    warnings: [],
  };
}

function limitResult(facts: FactsReader): LimitChartResult | undefined {
  const points = numberList(facts.value('points'));
  const center = facts.number('center');
  const ucl = points && limit(facts, 'ucl', points.length);
  const lcl = points && limit(facts, 'lcl', points.length);
  if (!points || center === undefined || ucl === undefined || lcl === undefined) return undefined;
  const spread = readSpread(facts.part('spread'), points.length);
  return {
    center,
    ucl,
    lcl,
    points,
    spread,
    sigma: facts.number('sigma') ?? null,
    signals: readSignals(facts, points.length),
    warnings: [],
  };
}

function readSpread(spread: FactsReader | undefined, count: number): LimitChartResult['spread'] {
  const points = spread?.value('points');
  if (!spread || !Array.isArray(points) || points.length !== count) return null;
  const center = limit(spread, 'center', count);
  const ucl = limit(spread, 'ucl', count);
  const lcl = limit(spread, 'lcl', count);
  if (center === undefined || ucl === undefined || lcl === undefined) return null;
  const values = points.map((point: Json) => (typeof point === 'number' ? point : null));
  return { center, ucl, lcl, points: values, signals: readSignals(spread, count) };
}

/** A non-empty list of finite numbers. */
function numberList(value: Json | undefined): readonly number[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const numbers = value.filter((item: Json): item is number => typeof item === 'number' && Number.isFinite(item));
  return numbers.length === value.length ? numbers : undefined;
}

/** One limit for all points, or one for each. */
function limit(facts: FactsReader, key: string, count: number): number | readonly number[] | undefined {
  const list = numberList(facts.value(key));
  if (list) return list.length === count ? list : undefined;
  const one = facts.value(key);
  return typeof one === 'number' && Number.isFinite(one) ? one : undefined;
}

/** Signals at points that exist. */
function readSignals(facts: FactsReader, count: number): LimitChartResult['signals'] {
  return facts.list('signals').flatMap((signal) => {
    const index = signal.number('index');
    const rule = signal.text('rule');
    if (index === undefined || rule === undefined || !Number.isInteger(index) || index < 1 || index > count) return [];
    return [{ index, rule: rule as LimitChartResult['signals'][number]['rule'] }];
  });
}
