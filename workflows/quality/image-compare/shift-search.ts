// Finds by how many pixels the inspected picture is displaced against the golden one.
import { type Bitmap, countBits, shiftedWord, visibleColumns } from './bitmap.ts';

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
  const visible = visibleColumns(width, shift.x);
  let [differing, rows] = [0, 0];
  for (let y = Math.max(0, -shift.y); y < Math.min(height, height - shift.y); y += everyRow) {
    const row = y * stride;
    const other = (y + shift.y) * stride;
    for (let w = 0; w < stride; w++) {
      const word = (golden.words[row + w] as number) ^ shiftedWord(inspected.words, other, w, stride, -shift.x);
      differing += countBits(word & (visible[w] as number));
    }
    rows++;
  }
  return differing / (rows * (width - Math.abs(shift.x)));
}
