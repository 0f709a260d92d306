// The lines of a chart's value axis, drawn the same in every chart with one plot.
import { chartText, stroke } from './paint.ts';
import { type Scale, shortNumber } from './scale.ts';
import { element } from './svg-element.ts';

/** Pixels from the top left corner of the chart. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export function gridLine(tick: number, y: Scale, plot: Plot): string {
  const level = Math.round(y.at(tick) * 10) / 10;
  const line = element('path', { d: `M${plot.left} ${level}H${plot.right}`, ...stroke('grid', 0.7) });
  return line + chartText(plot.left - 6, level + 3.5, shortNumber(tick, 6), { size: 10, anchor: 'end', ink: 'muted' });
}
