// Bitmaps of one bit per pixel, 32 pixels to a word: set algebra, shifting and square morphology at 32 pixels a step.
// Knows nothing of defects.

export interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** Words per row; bit i of word w of a row is pixel 32 w + i. Bits past the width are 0. */
  readonly stride: number;
  readonly words: Uint32Array;
}

export function createBitmap(width: number, height: number): Bitmap {
  const stride = (width + 31) >>> 5;
  return { width, height, stride, words: new Uint32Array(stride * height) };
}

/** Bits of the last word of a row that lie within the width. */
function lastMask(width: number): number {
  const used = width & 31;
  return used === 0 ? 0xffffffff : (1 << used) - 1;
}

/** Combines two bitmaps of one size word by word; bits past the width are cleared. */
function combine(first: Bitmap, second: Bitmap, operation: (a: number, b: number) => number): Bitmap {
  const result = createBitmap(first.width, first.height);
  const { words } = result;
  for (let at = 0; at < words.length; at++) words[at] = operation(first.words[at] as number, second.words[at] as number);
  return clearPastWidth(result);
}

function clearPastWidth(map: Bitmap): Bitmap {
  const mask = lastMask(map.width);
  if (mask !== 0xffffffff)
    for (let at = map.stride - 1; at < map.words.length; at += map.stride) map.words[at] = (map.words[at] as number) & mask;
  return map;
}

export const and = (a: Bitmap, b: Bitmap): Bitmap => combine(a, b, (x, y) => x & y);
export const or = (a: Bitmap, b: Bitmap): Bitmap => combine(a, b, (x, y) => x | y);
export const xor = (a: Bitmap, b: Bitmap): Bitmap => combine(a, b, (x, y) => x ^ y);
/** Pixels of `a` that are not in `b`. */
export const without = (a: Bitmap, b: Bitmap): Bitmap => combine(a, b, (x, y) => x & ~y);
export const not = (a: Bitmap): Bitmap => combine(a, a, (x) => ~x);

export function getPixel(map: Bitmap, x: number, y: number): boolean {
  return ((map.words[y * map.stride + (x >>> 5)] as number) >>> (x & 31)) % 2 === 1;
}

export function setPixel(map: Bitmap, x: number, y: number): void {
  const at = y * map.stride + (x >>> 5);
  map.words[at] = (map.words[at] as number) | (1 << (x & 31));
}

/** Number of set bits of a word. */
export function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

export function countPixels(map: Bitmap): number {
  let total = 0;
  for (let at = 0; at < map.words.length; at++) total += countBits(map.words[at] as number);
  return total;
}

/** The image moved by (dx, dy): pixel (x, y) of the result is pixel (x - dx, y - dy). What moves in is 0. |dx| < 32. */
export function shifted(map: Bitmap, dx: number, dy: number): Bitmap {
  const result = createBitmap(map.width, map.height);
  const { stride, height } = map;
  for (let y = Math.max(0, dy); y < Math.min(height, height + dy); y++) {
    const from = (y - dy) * stride;
    for (let w = 0; w < stride; w++) result.words[y * stride + w] = shiftedWord(map.words, from, w, stride, dx);
  }
  return clearPastWidth(result);
}

/** Word w of a row whose pixels move right by dx (left when negative). */
export function shiftedWord(words: Uint32Array, row: number, w: number, stride: number, dx: number): number {
  const word = words[row + w] as number;
  if (dx === 0) return word;
  if (dx > 0) return (word << dx) | (w > 0 ? (words[row + w - 1] as number) >>> (32 - dx) : 0);
  return (word >>> -dx) | (w + 1 < stride ? (words[row + w + 1] as number) << (32 + dx) : 0);
}

/** A bitmap with every pixel set. */
export function fullBitmap(width: number, height: number): Bitmap {
  const map = createBitmap(width, height);
  map.words.fill(0xffffffff);
  return clearPastWidth(map);
}

/** One row of words: the columns of a golden picture that a picture displaced by dx shows as well. */
export function visibleColumns(width: number, dx: number): Uint32Array {
  return shifted(fullBitmap(width, 1), -dx, 0).words;
}

/** Clears the pixels of a rectangle, as far as it lies inside. */
export function clearRectangle(map: Bitmap, left: number, top: number, width: number, height: number): void {
  for (let y = Math.max(0, top); y < Math.min(map.height, top + height); y++) {
    for (let x = Math.max(0, left); x < Math.min(map.width, left + width); x++) {
      const at = y * map.stride + (x >>> 5);
      map.words[at] = (map.words[at] as number) & ~(1 << (x & 31));
    }
  }
}

/** A window of a bitmap; what lies outside the bitmap is 0. */
export function cropped(map: Bitmap, left: number, top: number, width: number, height: number): Bitmap {
  const result = createBitmap(width, height);
  const firstWord = left >> 5;
  const bits = left & 31;
  const word = (row: number, w: number): number => (w < 0 || w >= map.stride ? 0 : (map.words[row + w] as number));
  for (let y = Math.max(0, -top); y < Math.min(height, map.height - top); y++) {
    const row = (y + top) * map.stride;
    for (let w = 0; w < result.stride; w++) {
      const low = word(row, firstWord + w) >>> bits;
      result.words[y * result.stride + w] = bits === 0 ? low : low | (word(row, firstWord + w + 1) << (32 - bits));
    }
  }
  return clearPastWidth(result);
}

/** Every pixel within a square of the radius around a set pixel. Outside the image nothing is set. */
export function dilate(map: Bitmap, radius: number): Bitmap {
  let wide = map;
  // Doubling would save steps for large radii; tolerances are 1 to 5 pixels.
  for (let step = 0; step < radius; step++) wide = dilateRows(wide);
  for (let step = 0; step < radius; step++) wide = dilateColumns(wide);
  return wide;
}

/** Pixels whose whole square of the radius is set. Outside the image everything counts as set, so an edge of the picture is no edge. */
export function erode(map: Bitmap, radius: number): Bitmap {
  return radius === 0 ? map : not(dilate(not(map), radius));
}

export function open(map: Bitmap, radius: number): Bitmap {
  return radius === 0 ? map : dilate(erode(map, radius), radius);
}

export function close(map: Bitmap, radius: number): Bitmap {
  return radius === 0 ? map : erode(dilate(map, radius), radius);
}

function dilateRows(map: Bitmap): Bitmap {
  const result = createBitmap(map.width, map.height);
  const { stride, words } = map;
  for (let row = 0; row < words.length; row += stride) {
    for (let w = 0; w < stride; w++) {
      result.words[row + w] = (words[row + w] as number) | shiftedWord(words, row, w, stride, 1) | shiftedWord(words, row, w, stride, -1);
    }
  }
  return clearPastWidth(result);
}

function dilateColumns(map: Bitmap): Bitmap {
  const result = createBitmap(map.width, map.height);
  const { stride, words } = map;
  for (let at = 0; at < words.length; at++) {
    result.words[at] = (words[at] as number) | (words[at - stride] ?? 0) | (words[at + stride] ?? 0);
  }
  return result;
}
