// Connected groups of set pixels of a bitmap (8-neighbourhood), found from runs of pixels with a union-find.
import type { Bitmap } from './bitmap.ts';

/** Pixels first..last of row y. */
export interface Run {
  readonly y: number;
  readonly first: number;
  readonly last: number;
}

export interface Blob {
  readonly runs: readonly Run[];
  readonly area: number;
  readonly left: number;
  readonly top: number;
  /** Inclusive. */
  readonly right: number;
  readonly bottom: number;
}

export function runsOf(map: Bitmap): Run[] {
  const runs: Run[] = [];
  for (let y = 0; y < map.height; y++) {
    const row = y * map.stride;
    let first = -1;
    for (let w = 0; w < map.stride; w++) {
      const word = map.words[row + w] as number;
      // Whole words of nothing, or of a running run, need no look at their bits.
      if (word === 0 && first < 0) continue;
      if (word === 0xffffffff && first >= 0) continue;
      for (let bit = 0; bit < 32; bit++) {
        const set = ((word >>> bit) & 1) === 1;
        if (set && first < 0) first = 32 * w + bit;
        else if (!set && first >= 0) {
          runs.push({ y, first, last: 32 * w + bit - 1 });
          first = -1;
        }
      }
    }
    if (first >= 0) runs.push({ y, first, last: map.width - 1 });
  }
  return runs;
}

export function findBlobs(map: Bitmap): Blob[] {
  return blobsOfRuns(runsOf(map));
}

/** Groups runs given in order of rows. `reach` 1 joins diagonal neighbours, 0 only those above each other. */
export function blobsOfRuns(runs: readonly Run[], reach: 0 | 1 = 1): Blob[] {
  const parent = runs.map((_, at) => at);
  const root = (at: number): number => {
    let up = at;
    while (parent[up] !== up) {
      parent[up] = parent[parent[up] as number] as number;
      up = parent[up] as number;
    }
    return up;
  };
  let above = 0;
  for (let at = 0; at < runs.length; at++) {
    const run = runs[at] as Run;
    while (
      above < at &&
      ((runs[above] as Run).y < run.y - 1 || ((runs[above] as Run).y === run.y - 1 && (runs[above] as Run).last + reach < run.first))
    )
      above++;
    for (let other = above; other < at; other++) {
      const candidate = runs[other] as Run;
      if (candidate.y !== run.y - 1 || candidate.first > run.last + reach) break;
      parent[root(other)] = root(at);
    }
  }
  const groups = new Map<number, Run[]>();
  runs.forEach((run, at) => {
    const key = root(at);
    const group = groups.get(key);
    if (group) group.push(run);
    else groups.set(key, [run]);
  });
  return [...groups.values()].map(blobOf);
}

function blobOf(runs: readonly Run[]): Blob {
  let [area, left, right] = [0, Number.POSITIVE_INFINITY, -1];
  for (const run of runs) {
    area += run.last - run.first + 1;
    left = Math.min(left, run.first);
    right = Math.max(right, run.last);
  }
  return { runs, area, left, right, top: runs[0]?.y ?? 0, bottom: runs.at(-1)?.y ?? 0 };
}
