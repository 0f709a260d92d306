// The line of a control chart with its points: plain dots, diamonds for signals, crosses for points left out of the limits.
import { fill, stroke } from './paint.ts';
import type { Scale } from './scale.ts';
import { element, linePath } from './svg-element.ts';
import { thinPoints } from './thin-points.ts';

export interface Series {
  readonly points: readonly (number | null)[];
  /** Drawn dashed with open dots: the lower sum of a CUSUM chart. */
  readonly hollow?: boolean;
}

export interface SeriesPlace {
  /** Pixel of a 0-based position. */
  readonly at: (index: number) => number;
  readonly y: Scale;
  readonly plotTop: number;
  /** 0-based positions of signals. */
  readonly marked: ReadonlySet<number>;
  /** 1-based positions left out of the limits. */
  readonly excluded: ReadonlySet<number>;
}

const mostPoints = 600;
/** Up to here every signal keeps its own point of the line and its leader; beyond, marks lie on one another anyway. */
const mostMarks = 200;

/** Draws one series. Long series are thinned; signals and left-out points stay. */
export function seriesMarkup(series: Series, place: SeriesPlace): string {
  const { marked, excluded } = place;
  const many = marked.size > mostMarks;
  const special = new Set([...marked, ...[...excluded].map((position) => position - 1)]);
  const kept = thinPoints(series.points, mostPoints, many ? new Set() : special);
  const pixel = (index: number): readonly [number, number] => [place.at(index), place.y.at(series.points[index] ?? 0)];
  const line = element('path', {
    d: linePath(kept.map(pixel)),
    ...stroke('series', 1.3, series.hollow ? '4 2' : undefined),
    'stroke-linejoin': 'round',
  });
  const radius = kept.length > 150 ? 0 : kept.length > 60 ? 1.8 : 2.8;
  const dots = radius === 0 ? [] : kept.filter((index) => !special.has(index)).map((index) => dot(...pixel(index), radius, series.hollow));
  return line + dots.join('') + specialMarkup(series, place, pixel, many);
}

function specialMarkup(series: Series, place: SeriesPlace, pixel: (index: number) => readonly [number, number], many: boolean): string {
  // Where marks lie on one another, one for each spot is drawn: the picture is the same, the file is not.
  const spots = new Set<string>();
  const distinct = ([x, y]: readonly [number, number]): boolean => {
    const spot = `${Math.round(x / 4)} ${Math.round(y / 4)}`;
    if (many && spots.has(spot)) return false;
    spots.add(spot);
    return true;
  };
  const present = (index: number): boolean => typeof series.points[index] === 'number';
  const crosses = [...place.excluded]
    .map((position) => position - 1)
    .filter(present)
    .map((index) => cross(...pixel(index)));
  const diamonds = [...place.marked]
    .filter((index) => present(index) && !place.excluded.has(index + 1))
    .map(pixel)
    .filter(distinct)
    .map(([x, y]) => diamond(x, y, many ? undefined : place.plotTop));
  return crosses.join('') + diamonds.join('');
}

function dot(x: number, y: number, radius: number, hollow: boolean | undefined): string {
  if (!hollow) return element('circle', { cx: x, cy: y, r: radius, ...fill('series') });
  return element('circle', { cx: x, cy: y, r: radius, ...stroke('series', 1.2) });
}

/** A diamond, with a dotted leader up to its rule's name where there is room. */
function diamond(x: number, y: number, plotTop: number | undefined): string {
  const leads = plotTop !== undefined && y - plotTop > 10;
  const leader = leads ? element('path', { d: `M${round(x)} ${round(plotTop)}V${round(y - 7)}`, ...stroke('signal', 0.6, '1.5 2.5') }) : '';
  return leader + element('path', { d: `M${round(x)} ${round(y - 6)}l6 6l-6 6l-6 -6Z`, ...fill('signal'), 'data-signal': 1 });
}

function cross(x: number, y: number): string {
  return element('path', { d: `M${round(x - 4)} ${round(y - 4)}l8 8m0 -8l-8 8`, ...stroke('muted', 1.6), 'data-excluded': 1 });
}

const round = (value: number): number => Math.round(value * 100) / 100;
