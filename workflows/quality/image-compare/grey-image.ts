// A grey picture as the comparison takes it, and its division into dark and bright by Otsu's threshold.
import { type Bitmap, createBitmap } from './bitmap.ts';

export interface GreyImage {
  readonly width: number;
  readonly height: number;
  /** Row by row, 0 black to 255 white; width * height of them. */
  readonly pixels: Uint8Array;
}

export interface Separation {
  /** Levels below it are dark. */
  readonly threshold: number;
  /** Difference of the mean grey levels on the two sides; 0 for a picture of one level. */
  readonly contrast: number;
}

/**
 * The grey level that best parts an image in two (Otsu, IEEE Trans. SMC 9, 1979). Where several levels part equally well (an empty middle of
 * the histogram) their middle is taken.
 */
export function otsuSeparation(image: GreyImage): Separation {
  const histogram = new Float64Array(256);
  for (const level of image.pixels) histogram[level] = (histogram[level] as number) + 1;
  const count = image.pixels.length;
  let total = 0;
  histogram.forEach((frequency, level) => {
    total += frequency * level;
  });
  let [below, sumBelow, best, first, last, contrast] = [0, 0, -1, 128, 128, 0];
  for (let level = 1; level < 256; level++) {
    below += histogram[level - 1] as number;
    sumBelow += (histogram[level - 1] as number) * (level - 1);
    if (below === 0 || below === count) continue;
    const apart = (total - sumBelow) / (count - below) - sumBelow / below;
    const between = below * (count - below) * apart * apart;
    if (between > best * (1 + 1e-12)) [best, first, last, contrast] = [between, level, level, apart];
    else if (between >= best * (1 - 1e-12)) last = level;
  }
  return { threshold: Math.round((first + last) / 2), contrast };
}

/** Pixels on the foreground side of the threshold. */
export function foreground(image: GreyImage, threshold: number, side: 'dark' | 'bright'): Bitmap {
  const map = createBitmap(image.width, image.height);
  const { width, pixels } = image;
  const flip = side === 'dark' ? 0 : -1;
  let at = 0;
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < width; x += 32) {
      let word = 0;
      const end = Math.min(32, width - x);
      for (let bit = 0; bit < end; bit++) if ((pixels[at + bit] as number) < threshold) word |= 1 << bit;
      at += end;
      if (flip) word = ~word & (end === 32 ? -1 : (1 << end) - 1);
      map.words[y * map.stride + (x >>> 5)] = word;
    }
  }
  return map;
}
