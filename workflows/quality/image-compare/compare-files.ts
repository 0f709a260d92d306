// One comparison from files or bytes: decode both, compare. Runs inside the pool's worker threads; golden pictures are kept decoded.
import { stat } from 'node:fs/promises';
import { type CompareOptions, compareImages, type GreyImage, type ImageCompareResult } from './compare-images.ts';
import { type DecodeLimits, decodeImage } from './decode-image.ts';

export interface CompareJob {
  /** A path, or the bytes of a JPEG, PNG, WebP or TIFF file. */
  readonly golden: string | Uint8Array;
  readonly image: string | Uint8Array;
  readonly options?: CompareOptions;
  readonly limits?: DecodeLimits;
}

const keptGoldens = 8;

/** A comparer that remembers the last golden pictures by path, time and size. */
export function createFileComparer(): (job: CompareJob) => Promise<ImageCompareResult> {
  const goldens = new Map<string, GreyImage>();
  const golden = async (source: string | Uint8Array, limits: DecodeLimits | undefined): Promise<GreyImage> => {
    const key = typeof source === 'string' ? await fileKey(source) : undefined;
    const known = key === undefined ? undefined : goldens.get(key);
    if (known) return known;
    const decoded = await decodeImage(source, '/golden', limits);
    if (key !== undefined) {
      goldens.set(key, decoded);
      const oldest = goldens.size > keptGoldens ? goldens.keys().next().value : undefined;
      if (oldest !== undefined) goldens.delete(oldest);
    }
    return decoded;
  };
  return async (job) => {
    const expected = await golden(job.golden, job.limits);
    return compareImages(expected, await decodeImage(job.image, '/image', job.limits), job.options);
  };
}

async function fileKey(file: string): Promise<string | undefined> {
  try {
    const { mtimeMs, size } = await stat(file);
    return `${file}\n${mtimeMs}\n${size}`;
  } catch {
    // Reading it will say what is wrong.
    return undefined;
  }
}
