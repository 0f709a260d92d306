// Names a difference by its topology: how many separate pieces of the surrounding it touches.
import { and, type Bitmap, createBitmap, cropped, dilate, not, setPixel, without } from './bitmap.ts';
import { type Blob, findBlobs } from './blobs.ts';

export type DefectType = 'open' | 'short' | 'mousebite' | 'spur' | 'copper' | 'pin-hole' | 'unknown';
export type DifferenceKind = 'extra' | 'missing';

/** How far around a difference its neighbours are looked for, and how many pixels a contact needs to count. */
const reach = 2;
const smallestContact = 2;

/**
 * Extra material touches no golden material: an island of copper; one piece: a spur; several: a short.
 * Missing material touches no golden gap: a pin-hole; one: a mousebite; several: the trace is open from side to side.
 * At the edge of the picture the surrounding is not seen whole, so "touches nothing" means nothing there: unknown.
 */
export function defectType(blob: Blob, kind: DifferenceKind, golden: Bitmap): DefectType {
  const left = blob.left - reach - 1;
  const top = blob.top - reach - 1;
  const width = blob.right - left + reach + 2;
  const height = blob.bottom - top + reach + 2;
  const local = cropped(golden, left, top, width, height);
  const surrounding = kind === 'extra' ? local : not(local);
  const shape = shapeOf(blob, left, top, width, height);
  const ring = without(dilate(shape, reach), shape);
  const contacts = findBlobs(and(ring, surrounding)).filter((contact) => contact.area >= smallestContact).length;
  const atEdge = left < 0 || top < 0 || left + width > golden.width || top + height > golden.height;
  if (atEdge && contacts === 0) return 'unknown';
  if (kind === 'extra') return contacts === 0 ? 'copper' : contacts === 1 ? 'spur' : 'short';
  return contacts === 0 ? 'pin-hole' : contacts === 1 ? 'mousebite' : 'open';
}

/** The blob alone, in a window. */
export function shapeOf(blob: Blob, left: number, top: number, width: number, height: number): Bitmap {
  const shape = createBitmap(width, height);
  for (const run of blob.runs) for (let x = run.first; x <= run.last; x++) setPixel(shape, x - left, run.y - top);
  return shape;
}
