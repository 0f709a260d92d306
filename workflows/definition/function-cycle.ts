// Functions that call each other must come to an end: a cycle among use.functions would call for ever.
import { type Checking, report } from './checking.ts';
import { isJsonObject, type Json } from './json.ts';
import { pointer } from './pointer.ts';

export function checkFunctionCycles(checking: Checking): void {
  const use = isJsonObject(checking.document) ? checking.document['use'] : undefined;
  const functions = isJsonObject(use) && isJsonObject(use['functions']) ? use['functions'] : {};
  const calls = new Map(Object.entries(functions).map(([name, body]) => [name, calledBy(body, checking.declared.functions)]));
  for (const name of calls.keys()) {
    const way = wayBack(name, calls);
    if (!way) continue;
    const listed = way.join(' -> ');
    report(
      checking,
      pointer('/use/functions', name),
      'function-cycle',
      `These functions call each other without end: ${listed}.`,
      `함수가 서로를 끝없이 호출합니다: ${listed}.`,
    );
  }
}

function calledBy(value: Json, known: ReadonlySet<string>): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (part: Json): void => {
    if (typeof part !== 'object' || part === null) return;
    if (isJsonObject(part) && typeof part['call'] === 'string' && known.has(part['call'])) names.add(part['call']);
    for (const inner of Object.values(part)) visit(inner as Json);
  };
  visit(value);
  return names;
}

/** Breadth first, so the shortest way back is named. */
function wayBack(start: string, calls: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | undefined {
  const queue: (readonly string[])[] = [[start]];
  const seen = new Set<string>();
  for (let way = queue.shift(); way; way = queue.shift()) {
    for (const next of calls.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return [...way, next];
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push([...way, next]);
    }
  }
  return undefined;
}
