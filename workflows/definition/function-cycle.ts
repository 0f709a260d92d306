// Functions that call each other must come to an end: a cycle among use.functions would call for ever.
import { type Checking, report } from './checking.ts';
import { wayText } from './closest.ts';
import { isJsonObject, type Json } from './json.ts';
import { pointer } from './pointer.ts';

export function checkFunctionCycles(checking: Checking): void {
  const use = isJsonObject(checking.document) ? checking.document['use'] : undefined;
  const functions = isJsonObject(use) && isJsonObject(use['functions']) ? use['functions'] : {};
  const calls = new Map(Object.entries(functions).map(([name, body]) => [name, calledBy(body, checking.declared.functions)]));
  const said = new Set<string>();
  for (const name of calls.keys()) {
    // One issue names the whole circle; its other members need none of their own.
    const way = said.has(name) ? undefined : wayBack(name, calls);
    if (!way) continue;
    for (const member of way) said.add(member);
    const listed = wayText(way);
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

/** Breadth first, so the shortest way back is named. Each name remembers whence it was reached: ways are not copied. */
function wayBack(start: string, calls: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | undefined {
  const reachedFrom = new Map<string, string>();
  const queue = [start];
  for (const name of queue) {
    for (const next of calls.get(name) ?? []) {
      if (next === start) return [...wayTo(name, start, reachedFrom), start];
      if (reachedFrom.has(next)) continue;
      reachedFrom.set(next, name);
      queue.push(next);
    }
  }
  return undefined;
}

function wayTo(name: string, start: string, reachedFrom: ReadonlyMap<string, string>): string[] {
  const way = [name];
  for (let at = name; at !== start; ) {
    at = reachedFrom.get(at) ?? start;
    way.unshift(at);
  }
  return way;
}
