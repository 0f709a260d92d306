// "Did you mean ...?": the known name nearest to a misspelt one.

/** A hint is not worth a second: thousands of wrong names among thousands of known ones would take it. */
const MAXIMUM_CANDIDATES = 200;

/** @returns the nearest of `known`, or undefined when none is near enough to be worth a guess. */
export function closest(name: string, known: Iterable<string>): string | undefined {
  const wanted = plain(name);
  const limit = Math.max(1, Math.min(3, Math.floor(wanted.length / 3)));
  let best: string | undefined;
  let bestDistance = limit + 1;
  let looked = 0;
  for (const candidate of known) {
    looked += 1;
    if (looked > MAXIMUM_CANDIDATES) break;
    if (candidate === name) continue;
    const distance = editDistance(wanted, plain(candidate), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Case and word marks are the commonest slips (maxItems, max-items, max_items): they cost nothing. */
function plain(name: string): string {
  return name
    .slice(0, 80)
    .toLowerCase()
    .replaceAll(/[-_\s]/g, '');
}

/** Optimal string alignment (insert, delete, replace, swap neighbours); at or past `limit` the exact number does not matter. */
function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) >= limit) return limit;
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + (same ? 0 : 1));
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) {
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      }
      current.push(cost);
    }
    // No later row can come below the least of this one and the one before.
    if (Math.min(...current) >= limit && Math.min(...previous) >= limit) return limit;
    before = previous;
    previous = current;
  }
  return previous[right.length] ?? limit;
}

export interface Suggestion {
  readonly en: string;
  readonly ko: string;
}

/** The tail of a sentence: the guess, else the list of names when it is short, else nothing. */
export function suggestion(name: string, known: Iterable<string>): Suggestion {
  const names = firstOf(known, MAXIMUM_CANDIDATES);
  const guess = closest(name, names);
  if (guess !== undefined) return { en: ` Did you mean "${guess}"?`, ko: ` "${guess}" 아닌가요?` };
  if (names.length === 0 || names.length > 12) return { en: '', ko: '' };
  const listed = names.join(', ');
  return { en: ` Known: ${listed}.`, ko: ` 쓸 수 있는 이름: ${listed}.` };
}

function firstOf(names: Iterable<string>, count: number): string[] {
  const first: string[] = [];
  for (const name of names) {
    if (first.length === count) break;
    first.push(name);
  }
  return first;
}

/** Names along a way; a long one is cut, since nobody reads five thousand. */
export function wayText(names: readonly string[]): string {
  return names.length <= 12 ? names.join(' -> ') : [...names.slice(0, 10), '…', names.at(-1)].join(' -> ');
}
