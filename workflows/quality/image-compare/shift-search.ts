// Finds by how many pixels the inspected picture is displaced against the golden one.
import { type Bitmap, countBits, shiftedWord } from './bitmap.ts';

export interface Shift {
  readonly x: number;
  readonly y: number;
}

/**
 * The displacement (dx, dy) with the fewest differing pixels per compared pixel; the smallest displacement wins a tie.
 * A feature at (x, y) of the golden picture stands at (x + dx, y + dy) in the inspected one.
 */
export function findShift(golden: Bitmap, inspected: Bitmap, maximum: number): Shift {
  // Every eighth row finds the neighbourhood; all rows settle it.
  const coarse = best(golden, inspected, grid({ x: 0, y: 0 }, maximum), 8);
  return best(
    golden,
    inspected,
    grid(coarse, 2).filter((at) => Math.max(Math.abs(at.x), Math.abs(at.y)) <= maximum),
    1,
  );
}

function grid(center: Shift, reach: number): Shift[] {
  const shifts: Shift[] = [];
  for (let y = -reach; y <= reach; y++) for (let x = -reach; x <= reach; x++) shifts.push({ x: center.x + x, y: center.y + y });
  return shifts.toSorted((a, b) => a.x * a.x + a.y * a.y - b.x * b.x - b.y * b.y);
}

function best(golden: Bitmap, inspected: Bitmap, shifts: readonly Shift[], everyRow: number): Shift {
  let found: Shift = { x: 0, y: 0 };
  let least = Number.POSITIVE_INFINITY;
  for (const shift of shifts) {
    const share = differingShare(golden, inspected, shift, everyRow);
    if (share < least) [least, found] = [share, shift];
  }
  return found;
}

function differingShare(golden: Bitmap, inspected: Bitmap, shift: Shift, everyRow: number): number {
  const { width, height, stride } = golden;
  const firstRow = Math.max(0, -shift.y);
  const lastRow = Math.min(height, height - shift.y);
  // Whole words inside the overlap are enough: the few columns at the sides do not decide.
  const lastWord = (width >>> 5) - 1;
  let differing = 0;
  let compared = 0;
  for (let y = firstRow; y < lastRow; y += everyRow) {
    const row = y * stride;
    const other = (y + shift.y) * stride;
    for (let w = 1; w < lastWord; w++)
      differing += countBits((golden.words[row + w] as number) ^ shiftedWord(inspected.words, other, w, stride, -shift.x));
    compared += 32 * Math.max(0, lastWord - 1);
  }
  return compared === 0 ? (shift.x === 0 && shift.y === 0 ? 0 : 1) : differing / compared;
}
