// Axes as arithmetic: domains that are never empty, round ticks, and the way from a value to a pixel.

export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
  /** Pixel of a value. */
  readonly at: (value: number) => number;
}

/** A linear scale over the finite values, padded by a share of its span; from and to are pixels (from = the lower value). */
export function linearScale(
  values: readonly number[],
  from: number,
  to: number,
  options: { padding?: number; zero?: boolean; count?: number } = {},
): Scale {
  // Beyond 1e300 a padded span overflows; such a value is drawn at the edge.
  const finite = values.filter(Number.isFinite).map((value) => Math.max(-1e300, Math.min(1e300, value)));
  let min = finite.length === 0 ? 0 : finite.reduce((low, value) => Math.min(low, value), Infinity);
  let max = finite.length === 0 ? 1 : finite.reduce((high, value) => Math.max(high, value), -Infinity);
  if (options.zero) {
    min = Math.min(0, min);
    max = Math.max(0, max);
  }
  // Below 1e-300 a span has no digits left to divide by.
  if (max - min <= Math.max(Math.abs(max), Math.abs(min)) * 1e-12 || max - min < 1e-300) {
    const half = Math.abs(max) < 1e-300 ? 1 : Math.abs(max) * 0.05;
    if (!options.zero) min -= half;
    max += half;
  }
  const padding = (max - min) * (options.padding ?? 0.06);
  const low = options.zero && min === 0 ? 0 : min - padding;
  const high = max + padding;
  const at = (value: number): number => {
    const pixel = from + ((value - low) / (high - low)) * (to - from);
    return Number.isFinite(pixel) ? pixel : value > 0 ? to : from;
  };
  return { min: low, max: high, ticks: roundTicks(low, high, options.count ?? 5), at };
}

/** Round numbers (1, 2, 2.5, 5 times a power of ten) inside a span, about `count` of them. */
export function roundTicks(min: number, max: number, count: number): number[] {
  const raw = (max - min) / Math.max(1, count);
  if (!(raw > 0) || !Number.isFinite(raw)) return [];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= raw * 0.999) ?? raw;
  const ticks: number[] = [];
  const first = Math.ceil(min / step - 1e-9);
  for (let index = first; index * step <= max + step * 1e-9 && ticks.length < 50; index++)
    ticks.push(Number((index * step).toPrecision(12)));
  return ticks;
}

/** Whole-number ticks 1..count for an axis of points, at most `most` of them. */
export function indexTicks(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, index) => index + 1);
  const step = [1, 2, 5, 10].flatMap((factor) => [0, 1, 2, 3, 4, 5].map((power) => factor * 10 ** power)).sort((a, b) => a - b);
  const size = step.find((candidate) => count / candidate <= most) ?? count;
  const ticks = [1];
  for (let index = size; index <= count; index += size) if (index > 1 && index - 1 > size / 2) ticks.push(index);
  return ticks;
}

/** A tick or a limit in few digits: at most `digits` significant ones, without an exponent where that stays short. */
export function shortNumber(value: number, digits = 5): string {
  if (!Number.isFinite(value)) return 'n/a';
  if (Math.abs(value) >= 10 ** digits && Math.abs(value) < 1e12) return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
  return String(Number(value.toPrecision(digits))).replace('-', '−');
}
