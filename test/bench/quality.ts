// Control charts per second and picture pairs per second. The named other of the charts is the bare arithmetic in a plain loop (no checks, no
// compensated sums, no rules), of the pairs the budget of 60 ms on one core.
import { createFileComparer } from '../../workflows/quality/image-compare/compare-files.ts';
import { compareImages } from '../../workflows/quality/image-compare/compare-images.ts';
import { decodeImage } from '../../workflows/quality/image-compare/decode-image.ts';
import { createImagePool } from '../../workflows/quality/image-compare/pool.ts';
import { controlChart } from '../../workflows/quality/control-chart.ts';
import { hasDeepPcb, pcbPairs } from '../quality/deeppcb.ts';
import { median } from './statistics.ts';

const rounds = 7;

export async function benchQuality(): Promise<void> {
  const subgroups = Array.from({ length: 25 }, (_, row) => Array.from({ length: 5 }, (__, at) => wave(5 * row + at)));
  const values = Array.from({ length: 10_000 }, (_, at) => wave(at));
  report(
    'X-bar/R 25x5, Nelson',
    () => controlChart({ chart: 'xbar-r', data: subgroups, rules: 'nelson' }),
    () => plainSubgroups(subgroups),
    400,
  );
  report(
    'I-MR 10,000 points, Nelson',
    () => controlChart({ chart: 'i-mr', data: values, rules: 'nelson' }),
    () => plainIndividuals(values),
    10,
  );
  report(
    'c 10,000 points',
    () => controlChart({ chart: 'c', data: values.map((value) => Math.round(Math.abs(value))) }),
    () => plainIndividuals(values),
    10,
  );
  if (hasDeepPcb) await benchPictures();
  else console.log('picture pairs: ../shared/data/deeppcb is absent');
}

/** Ordinary looking data without a random source. */
function wave(at: number): number {
  return 50 + 2 * Math.sin(at * 12.9898) + 2 * Math.cos(at * 78.233);
}

function report(title: string, ours: () => unknown, other: () => unknown, repeats: number): void {
  const [rate, plain] = [perSecond(ours, repeats), perSecond(other, repeats)];
  console.log(`${title}: ${format(rate)} charts/s (plain loop: ${format(plain)}/s, ratio ${(plain / rate).toFixed(1)})`);
}

/** Milliseconds of processor time so far: on a shared machine the clock on the wall measures the neighbours. */
function processorMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Median over rounds of calls per second of processor time, after one round of warming up. */
function perSecond(run: () => unknown, repeats: number): number {
  const rates: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = processorMilliseconds();
    for (let repeat = 0; repeat < repeats; repeat++) run();
    if (round > 0) rates.push((1000 * repeats) / (processorMilliseconds() - start));
  }
  return median(rates);
}

async function benchPictures(): Promise<void> {
  const pairs = pcbPairs('all');
  const decoded = await Promise.all(
    pairs.map(async ({ golden, image }) => [await decodeImage(golden, '/golden'), await decodeImage(image, '/image')] as const),
  );
  const times = decoded.flatMap(([golden, image], at) => {
    const start = processorMilliseconds();
    compareImages(golden, image);
    // The first pairs warm the compiler up.
    return at < 4 ? [] : [processorMilliseconds() - start];
  });
  console.log(
    `compare 640x640, decoded: median ${median(times).toFixed(1)} ms a pair, slowest ${Math.max(...times).toFixed(1)} ms of one core (budget 60 ms)`,
  );
  const compare = createFileComparer();
  const start = processorMilliseconds();
  for (const { golden, image } of pairs) await compare({ golden, image });
  const each = (processorMilliseconds() - start) / pairs.length;
  console.log(`from files, decoding both: ${each.toFixed(1)} ms of processor time a pair, ${format(1000 / each)} pairs/s and core`);
  const pool = createImagePool();
  await Promise.all(pairs.slice(0, 2 * pool.size).map(({ golden, image }) => pool.compare({ golden, image })));
  const pooled = performance.now();
  await Promise.all(pairs.map(({ golden, image }) => pool.compare({ golden, image })));
  console.log(
    `from files, pool of ${pool.size} threads: ${format((1000 * pairs.length) / (performance.now() - pooled))} pairs/s on the wall clock`,
  );
  await pool.close();
}

function plainSubgroups(groups: readonly (readonly number[])[]): number {
  let [means, ranges] = [0, 0];
  for (const group of groups) {
    let total = 0;
    for (const value of group) total += value;
    means += total / group.length;
    ranges += Math.max(...group) - Math.min(...group);
  }
  return means / groups.length + (ranges / groups.length) * 0.577;
}

function plainIndividuals(values: readonly number[]): number {
  let [total, moving] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    total += values[at] ?? 0;
    if (at > 0) moving += Math.abs((values[at] ?? 0) - (values[at - 1] ?? 0));
  }
  return total / values.length + (2.66 * moving) / (values.length - 1);
}

function format(rate: number): string {
  return rate >= 100 ? Math.round(rate).toLocaleString('en') : rate.toFixed(1);
}
