// Finds measurements that look copied: the same value many times in a row, or a sequence that comes again.
import { createRequestReader, type Warning } from './request-reader.ts';

export interface IdenticalSeriesRequest {
  readonly data: readonly number[];
  /** Equal neighbours from which a run is reported; default 7. */
  readonly runLength?: number;
  /** Length from which a repeated sequence is reported; default 5. */
  readonly repeatLength?: number;
}

export interface IdenticalSeriesResult {
  /** 1-based positions. */
  readonly runs: readonly { readonly start: number; readonly length: number; readonly value: number }[];
  readonly repeats: readonly { readonly first: number; readonly second: number; readonly length: number }[];
  readonly suspicious: boolean;
  readonly warnings: readonly Warning[];
}

/** A repeat is the longest block of differing values that stands twice without overlap; blocks inside a longer one are not listed again. */
export function identicalSeries(request: IdenticalSeriesRequest): IdenticalSeriesResult {
  const reader = createRequestReader();
  const record = reader.record(request, ['data', 'runLength', 'repeatLength']) ?? {};
  reader.required(record, ['data']);
  const data = reader.numbers(record.data, '/data') ?? [];
  const runLength = reader.number(record.runLength, '/runLength', { integer: true, min: 3 }) ?? 7;
  const repeatLength = reader.number(record.repeatLength, '/repeatLength', { integer: true, min: 3 }) ?? 5;
  if (data.length > 20_000) reader.fail('/data', 'too-many-points', 'At most 20000 values can be searched; give a shorter window.');
  reader.finish('identical series');
  const runs = findRuns(data, runLength);
  const repeats = findRepeats(data, repeatLength);
  const warnings: Warning[] = [];
  if (runs.length > 0)
    warnings.push({
      code: 'identical-values',
      message: `${runs.length} times at least ${runLength} equal values follow each other; were they measured?`,
    });
  if (repeats.length > 0)
    warnings.push({ code: 'repeated-sequence', message: `${repeats.length} sequences of values come again exactly; were they copied?` });
  return { runs, repeats, suspicious: warnings.length > 0, warnings };
}

function findRuns(data: readonly number[], least: number): IdenticalSeriesResult['runs'] {
  const runs: { start: number; length: number; value: number }[] = [];
  let start = 0;
  for (let at = 1; at <= data.length; at++) {
    if (at < data.length && data[at] === data[start]) continue;
    if (at - start >= least) runs.push({ start: start + 1, length: at - start, value: data[start] ?? 0 });
    start = at;
  }
  return runs;
}

/** Blocks of `least` values are looked up by their text; a hit is then followed as far as it goes. */
function findRepeats(data: readonly number[], least: number): IdenticalSeriesResult['repeats'] {
  const repeats: { first: number; second: number; length: number }[] = [];
  const seen = new Map<string, number>();
  let covered = 0;
  for (let at = 0; at + least <= data.length; at++) {
    const block = data.slice(at, at + least);
    // Equal values are a run, not a repeat.
    if (new Set(block).size < 3) continue;
    const key = block.join(' ');
    const first = seen.get(key);
    if (first === undefined) seen.set(key, at);
    else if (at >= covered && at - first >= least) {
      let length = least;
      while (at + length < data.length && first + length < at && data[first + length] === data[at + length]) length++;
      repeats.push({ first: first + 1, second: at + 1, length });
      covered = at + length;
    }
  }
  return repeats;
}
