// Settings of an image comparison: defaults, per-product values, and their reading from untrusted JSON.
import { createRequestReader, pointer, type RequestReader } from '../request-reader.ts';

/** In pixels of the golden picture. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface CompareOptions {
  /** Pixels that an edge may move without being a difference; default 1. Above 0, differences narrower than three pixels are ignored as well. */
  readonly tolerance?: number;
  /** Largest displacement of the whole picture that is searched, in pixels; default 10. */
  readonly maxShift?: number;
  /** Largest further displacement of a part of the picture (warped or stretched photographs), in pixels; default 3, 0 switches it off. */
  readonly maxLocalShift?: number;
  /** Areas that are not compared (serial numbers, date codes). */
  readonly masks?: readonly Rectangle[];
  /** Smallest defect in pixels; default 16. */
  readonly minArea?: number;
  /** Pixels added around a defect's box; default 8, as people draw boxes. */
  readonly margin?: number;
  /** Which side of the threshold is the material (copper, print, part); default dark. */
  readonly foreground?: 'dark' | 'bright';
  /** Grey level that parts dark from bright, 1 to 255; default: Otsu's threshold of each picture. */
  readonly threshold?: number;
  /** Defects scoring below this leave the verdict to a person (unsure); 0 to 1, default 0.6. */
  readonly unsureBelow?: number;
}

export type ReadCompareOptions = Required<Omit<CompareOptions, 'threshold'>> & Pick<CompareOptions, 'threshold'>;

export const compareOptionKeys = [
  'tolerance',
  'maxShift',
  'maxLocalShift',
  'masks',
  'minArea',
  'margin',
  'foreground',
  'threshold',
  'unsureBelow',
] as const;

/** Reads options out of a record that may hold other keys; issues go to the reader. */
export function readOptionFields(reader: RequestReader, record: Readonly<Record<string, unknown>>): ReadCompareOptions {
  const whole = (key: string, max: number, fallback: number, min = 0): number =>
    reader.number(record[key], pointer('', key), { integer: true, min, max }) ?? fallback;
  return {
    tolerance: whole('tolerance', 16, 1),
    maxShift: whole('maxShift', 31, 10),
    maxLocalShift: whole('maxLocalShift', 8, 3),
    masks: readMasks(reader, record.masks),
    minArea: whole('minArea', 1_000_000, 16, 1),
    margin: whole('margin', 100, 8),
    foreground: reader.choice(record.foreground, '/foreground', ['dark', 'bright'] as const) ?? 'dark',
    threshold: reader.number(record.threshold, '/threshold', { min: 1, max: 255 }),
    unsureBelow: reader.number(record.unsureBelow, '/unsureBelow', { min: 0, max: 1 }) ?? 0.6,
  };
}

export function readCompareOptions(options: unknown): ReadCompareOptions {
  const reader = createRequestReader();
  const read = readOptionFields(reader, reader.record(options, compareOptionKeys) ?? {});
  reader.finish('image comparison');
  return read;
}

function readMasks(reader: RequestReader, value: unknown): Rectangle[] {
  return (reader.list(value, '/masks') ?? []).flatMap((item, at) => {
    const path = pointer('/masks', at);
    const record = reader.record(item ?? null, ['x', 'y', 'width', 'height'], path);
    if (!record) return [];
    reader.required(record, ['x', 'y', 'width', 'height'], path);
    const field = (key: string, min: number): number => reader.number(record[key], pointer(path, key), { integer: true, min }) ?? 0;
    return [{ x: field('x', 0), y: field('y', 0), width: field('width', 1), height: field('height', 1) }];
  });
}
