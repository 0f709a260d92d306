// Brings an inspected picture onto the golden one: one displacement for the whole, then a small further one for each block of 32 pixels,
// because a photographed or scanned part is also stretched. What was moved in from outside the picture is marked as not comparable.
import { type Bitmap, countBits, createBitmap, shiftedWord, visibleColumns } from './bitmap.ts';
import type { Shift } from './shift-search.ts';

export interface Aligned {
  /** The inspected picture in the golden picture's coordinates. */
  readonly picture: Bitmap;
  /** Pixels that both pictures show. */
  readonly valid: Bitmap;
  /** Total displacement at a pixel of the golden picture. */
  shiftAt(x: number, y: number): Shift;
}

interface Candidate {
  readonly shift: Shift;
  /** Differing pixels per block. */
  readonly costs: Float64Array;
  /** Differing pixels that a further displacement has to save. */
  readonly price: number;
}

const block = 32;
/** A block's displacement is judged with two blocks around it, weighted by nearness: a defect must not pull its own block. */
const around = 2;
const pricePerPixel = 30;

export function align(golden: Bitmap, inspected: Bitmap, shift: Shift, reach: number): Aligned {
  const candidates = offsets(reach).map((offset): Candidate => {
    const total = { x: shift.x + offset.x, y: shift.y + offset.y };
    return { shift: total, costs: blockCosts(golden, inspected, total), price: pricePerPixel * Math.hypot(offset.x, offset.y) };
  });
  const columns = golden.stride;
  const rows = Math.ceil(golden.height / block);
  const chosen = Array.from({ length: rows * columns }, (_, at) =>
    cheapest(candidates, at % columns, Math.floor(at / columns), columns, rows),
  );
  const picture = createBitmap(golden.width, golden.height);
  const valid = createBitmap(golden.width, golden.height);
  const columnsAt = new Map<number, Uint32Array>();
  const visible = (dx: number): Uint32Array => {
    const known = columnsAt.get(dx) ?? visibleColumns(golden.width, dx);
    columnsAt.set(dx, known);
    return known;
  };
  for (let y = 0; y < golden.height; y++) {
    for (let w = 0; w < columns; w++) {
      const { x: dx, y: dy } = chosen[Math.floor(y / block) * columns + w]?.shift ?? shift;
      if (y + dy < 0 || y + dy >= golden.height) continue;
      picture.words[y * columns + w] = shiftedWord(inspected.words, (y + dy) * columns, w, columns, -dx) & (visible(dx)[w] as number);
      valid.words[y * columns + w] = visible(dx)[w] as number;
    }
  }
  return { picture, valid, shiftAt: (x, y) => chosen[Math.floor(y / block) * columns + (x >>> 5)]?.shift ?? shift };
}

/** Nearest first, so that a tie keeps the smaller displacement. */
function offsets(reach: number): Shift[] {
  const list: Shift[] = [];
  for (let y = -reach; y <= reach; y++) for (let x = -reach; x <= reach; x++) list.push({ x, y });
  return list.toSorted((a, b) => a.x * a.x + a.y * a.y - b.x * b.x - b.y * b.y);
}

function blockCosts(golden: Bitmap, inspected: Bitmap, shift: Shift): Float64Array {
  const { stride, height } = golden;
  const visible = visibleColumns(golden.width, shift.x);
  const costs = new Float64Array(stride * Math.ceil(height / block));
  for (let y = Math.max(0, -shift.y); y < Math.min(height, height - shift.y); y++) {
    const row = Math.floor(y / block) * stride;
    const from = (y + shift.y) * stride;
    for (let w = 0; w < stride; w++) {
      const differing =
        ((golden.words[y * stride + w] as number) ^ shiftedWord(inspected.words, from, w, stride, -shift.x)) & (visible[w] as number);
      if (differing !== 0) costs[row + w] = (costs[row + w] as number) + countBits(differing);
    }
  }
  return costs;
}

function cheapest(candidates: readonly Candidate[], column: number, row: number, columns: number, rows: number): Candidate | undefined {
  let found: Candidate | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (candidate.price >= least) continue;
    let cost = candidate.price;
    for (let y = Math.max(0, row - around); y <= Math.min(rows - 1, row + around); y++) {
      const weight = (around + 1 - Math.abs(y - row)) / (around + 1);
      for (let x = Math.max(0, column - around); x <= Math.min(columns - 1, column + around); x++) {
        cost += weight * (around + 1 - Math.abs(x - column)) * (candidate.costs[y * columns + x] as number);
      }
    }
    if (cost < least) [least, found] = [cost, candidate];
  }
  return found;
}
