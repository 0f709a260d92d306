// Golden-template comparison: is this picture the golden one, and where not? Pure arrays in, data out; decoding lives in decode-image.ts.
import { refuse, type Warning } from '../request-reader.ts';
import { and, type Bitmap, clearRectangle, close, countPixels, cropped, dilate, fullBitmap, not, open, without, xor } from './bitmap.ts';
import { type Blob, findBlobs } from './blobs.ts';
import { type CompareOptions, type ReadCompareOptions, readCompareOptions } from './compare-options.ts';
import { type DefectType, type DifferenceKind, defectType, shapeOf } from './defect-type.ts';
import { foreground, type GreyImage, otsuSeparation, type Separation } from './grey-image.ts';
import { type Aligned, align } from './local-alignment.ts';
import { findShift, type Shift } from './shift-search.ts';

export type { CompareOptions, Rectangle } from './compare-options.ts';
export type { DefectType } from './defect-type.ts';
export type { GreyImage } from './grey-image.ts';

export interface Defect {
  /** Box in pixels of the inspected picture, margin included. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly type: DefectType;
  /** 0 to 1, grows with the area: 1 - minArea / (2 area). */
  readonly score: number;
}

export interface ImageCompareResult {
  readonly verdict: 'ok' | 'ng' | 'unsure';
  /** What stands at (a, b) in the golden picture stands at (a + x, b + y) in the inspected one. */
  readonly shift: Shift;
  /** From top to bottom. */
  readonly defects: readonly Defect[];
  readonly warnings: readonly Warning[];
}

/** Differences this near to each other are one defect (an open that left specks). */
const joinDistance = 3;
/** Steps by which a found core grows back to the full difference that the tolerance had hidden. */
const regrowth = 3;

/**
 * Both pictures are parted into material and gap, laid over each other, and differences wider than the tolerance are reported as defects.
 * ng: a defect scores at least `unsureBelow`; unsure: only weaker defects, or pictures that cannot be compared safely (see warnings).
 * @throws AppError 'invalid': size-mismatch, image-size, or an issue of the options
 */
export function compareImages(golden: GreyImage, image: GreyImage, options: CompareOptions = {}): ImageCompareResult {
  const read = readCompareOptions(options);
  checkSizes(golden, image);
  const separations = [otsuSeparation(golden), otsuSeparation(image)] as const;
  const expected = foreground(golden, read.threshold ?? separations[0].threshold, read.foreground);
  const seen = foreground(image, read.threshold ?? separations[1].threshold, read.foreground);
  const shift = findShift(expected, seen, Math.min(read.maxShift, Math.floor(Math.min(golden.width, golden.height) / 4)));
  const aligned = align(expected, seen, shift, read.maxLocalShift);
  const compared = comparedArea(golden, read, aligned);
  const defects = (['extra', 'missing'] as const)
    .flatMap((kind) => differences(kind, expected, aligned, compared, read))
    .toSorted((a, b) => a.y - b.y || a.x - b.x);
  const warnings = warningsOf(separations, expected, aligned, compared, shift, read);
  const certain = defects.some((defect) => defect.score >= read.unsureBelow);
  const doubtful = defects.length > 0 || warnings.length > 0;
  return { verdict: certain ? 'ng' : doubtful ? 'unsure' : 'ok', shift, defects, warnings };
}

function checkSizes(golden: GreyImage, image: GreyImage): void {
  for (const [path, picture] of [
    ['/golden', golden],
    ['/image', image],
  ] as const) {
    if (picture.width < 16 || picture.height < 16 || picture.pixels.length !== picture.width * picture.height) {
      refuse(
        'image comparison',
        path,
        'image-size',
        `A picture needs at least 16 x 16 pixels and as many grey values; this one is ${picture.width} x ${picture.height}.`,
      );
    }
  }
  if (golden.width !== image.width || golden.height !== image.height) {
    const sizes = `${golden.width} x ${golden.height} against ${image.width} x ${image.height}`;
    refuse(
      'image comparison',
      '/image',
      'size-mismatch',
      `The pictures differ in size (${sizes} pixels); photograph at the golden picture's resolution.`,
    );
  }
}

function comparedArea(golden: GreyImage, read: ReadCompareOptions, aligned: Aligned): Bitmap {
  const allowed = fullBitmap(golden.width, golden.height);
  for (const mask of read.masks) clearRectangle(allowed, mask.x, mask.y, mask.width, mask.height);
  return and(allowed, aligned.valid);
}

function differences(kind: DifferenceKind, golden: Bitmap, aligned: Aligned, compared: Bitmap, read: ReadCompareOptions): Defect[] {
  // Missing material is extra gap: one procedure serves both.
  const expected = kind === 'extra' ? golden : not(golden);
  const seen = kind === 'extra' ? aligned.picture : not(aligned.picture);
  const all = and(without(seen, expected), compared);
  // Edges of photographs flicker by a pixel: with a tolerance, a difference must be three pixels wide somewhere; with tolerance 0 none is ignored.
  const core = and(without(seen, dilate(expected, read.tolerance)), open(all, Math.min(1, read.tolerance)));
  const cores = and(core, compared);
  let grown = cores;
  for (let step = 0; step < Math.max(regrowth, read.tolerance); step++) grown = and(dilate(grown, 1), all);
  return findBlobs(close(grown, joinDistance)).flatMap((blob) => {
    const window = [blob.left, blob.top, blob.right - blob.left + 1, blob.bottom - blob.top + 1] as const;
    const shape = shapeOf(blob, ...window);
    const area = countPixels(and(shape, cropped(grown, ...window)));
    if (area < read.minArea || countPixels(and(shape, cropped(cores, ...window))) < 2) return [];
    return [{ ...boxOf(blob, golden, aligned, read.margin), type: defectType(blob, kind, golden), score: 1 - read.minArea / (2 * area) }];
  });
}

function boxOf(blob: Blob, golden: Bitmap, aligned: Aligned, margin: number): Pick<Defect, 'x' | 'y' | 'width' | 'height'> {
  const shift = aligned.shiftAt((blob.left + blob.right) >> 1, (blob.top + blob.bottom) >> 1);
  const left = Math.min(golden.width - 1, Math.max(0, blob.left + shift.x - margin));
  const top = Math.min(golden.height - 1, Math.max(0, blob.top + shift.y - margin));
  const right = Math.max(left, Math.min(golden.width - 1, blob.right + shift.x + margin));
  const bottom = Math.max(top, Math.min(golden.height - 1, blob.bottom + shift.y + margin));
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** Reasons why a verdict is not to be trusted. */
function warningsOf(
  separations: readonly [Separation, Separation],
  expected: Bitmap,
  aligned: Aligned,
  compared: Bitmap,
  shift: Shift,
  read: ReadCompareOptions,
): Warning[] {
  const warnings: Warning[] = [];
  if (read.maxShift > 0 && Math.max(Math.abs(shift.x), Math.abs(shift.y)) >= read.maxShift) {
    warnings.push({
      code: 'shift-at-limit',
      message: `The picture is displaced by ${read.maxShift} pixels or more; fix its place or raise maxShift.`,
    });
  }
  const differing = countPixels(and(xor(expected, aligned.picture), compared));
  if (differing > 0.2 * countPixels(compared)) {
    warnings.push({
      code: 'pictures-differ-widely',
      message: 'More than a fifth of the picture differs; is this the right product and side?',
    });
  }
  for (const [at, { contrast }] of separations.entries()) {
    if (read.threshold === undefined && contrast < 32) {
      warnings.push({
        code: 'low-contrast',
        message: `The ${at === 0 ? 'golden' : 'inspected'} picture has hardly any contrast; look at the light, or give a threshold.`,
      });
    }
  }
  return warnings;
}
