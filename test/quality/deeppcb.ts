// The 40 DeepPCB pairs of ../shared and the counting of hits, for tests and the bench. Tuned on the even pairs of the sorted ids, reported on the odd.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Defect, DefectType } from '../../workflows/quality/image-compare/compare-images.ts';

const folder = path.resolve(import.meta.dirname, '../../../shared/data/deeppcb');
export const hasDeepPcb = existsSync(folder);

export interface PcbPair {
  readonly id: string;
  readonly golden: string;
  readonly image: string;
  readonly truth: readonly Box[];
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly type: DefectType;
}

const types: readonly DefectType[] = ['unknown', 'open', 'short', 'mousebite', 'spur', 'copper', 'pin-hole'];

export function pcbPairs(part: 'tuned' | 'unseen' | 'all'): PcbPair[] {
  const ids = readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => name.slice(0, -4))
    .toSorted();
  return ids
    .filter((_, at) => part === 'all' || (at % 2 === 0) === (part === 'tuned'))
    .map((id) => ({
      id,
      golden: path.join(folder, `${id}_temp.jpg`),
      image: path.join(folder, `${id}_test.jpg`),
      truth: readFileSync(path.join(folder, `${id}.txt`), 'utf8')
        .trim()
        .split('\n')
        .map(boxOf),
    }));
}

function boxOf(line: string): Box {
  const [left = 0, top = 0, right = 0, bottom = 0, type = 0] = line.trim().split(/\s+/).map(Number);
  return { x: left, y: top, width: right - left, height: bottom - top, type: types[type] ?? 'unknown' };
}

export interface Hits {
  readonly found: number;
  readonly wrong: number;
  readonly missed: number;
}

/** One-to-one matches with intersection over union above 0.33, the best first; with `typed` the type must agree too. */
export function countHits(defects: readonly Defect[], truth: readonly Box[], typed: boolean): Hits {
  const pairs = defects
    .flatMap((defect, at) => truth.map((box, to) => ({ at, to, overlap: typed && defect.type !== box.type ? 0 : overlap(defect, box) })))
    .filter((pair) => pair.overlap > 0.33)
    .toSorted((a, b) => b.overlap - a.overlap);
  const used = { at: new Set<number>(), to: new Set<number>() };
  for (const { at, to } of pairs) {
    if (used.at.has(at) || used.to.has(to)) continue;
    used.at.add(at);
    used.to.add(to);
  }
  return { found: used.at.size, wrong: defects.length - used.at.size, missed: truth.length - used.to.size };
}

function overlap(a: Omit<Box, 'type'>, b: Omit<Box, 'type'>): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (a.width * a.height + b.width * b.height - width * height);
}

/** F = 2 found / (2 found + wrong + missed) over all pairs. */
export function fScore(hits: readonly Hits[]): number {
  const total = (key: keyof Hits): number => hits.reduce((sum, each) => sum + each[key], 0);
  return (2 * total('found')) / (2 * total('found') + total('wrong') + total('missed'));
}
