// What changed between two versions of a workflow, task by task, and around the tasks.
import type { WorkflowDocument } from './document.ts';
import { jsonEqual } from './json-equal.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { pointer } from './pointer.ts';

export interface TaskChange {
  readonly change: 'added' | 'removed' | 'changed' | 'moved';
  readonly name: string;
  /** In the older document; absent when added. */
  readonly before?: string;
  /** In the newer document; absent when removed. */
  readonly after?: string;
  /** Names of the fields that differ, when changed. A moved task may also have changed: then it is listed twice. */
  readonly fields?: readonly string[];
}

export interface DocumentDiff {
  readonly tasks: readonly TaskChange[];
  /** Pointers of what differs outside the tasks: header, input, output, use, schedule ... */
  readonly around: readonly string[];
}

interface Found {
  readonly name: string;
  readonly path: string;
  /** Place of the task by the names above it: what stays the same when a neighbour is added. */
  readonly place: string;
  readonly list: string;
  readonly own: JsonObject;
}

/** Tasks are the same when they have the same name in the same list; what is nested in a task is compared as tasks of its own. */
export function diffDocuments(before: WorkflowDocument, after: WorkflowDocument): DocumentDiff {
  const old = tasksOf(before as unknown as Json);
  const fresh = tasksOf(after as unknown as Json);
  const tasks: TaskChange[] = [];
  for (const [place, task] of old) if (!fresh.has(place)) tasks.push({ change: 'removed', name: task.name, before: task.path });
  for (const [place, task] of fresh) {
    const earlier = old.get(place);
    if (!earlier) {
      tasks.push({ change: 'added', name: task.name, after: task.path });
      continue;
    }
    const fields = differing(earlier.own, task.own);
    if (fields.length > 0) tasks.push({ change: 'changed', name: task.name, before: earlier.path, after: task.path, fields });
  }
  return { tasks: [...joinMoves(tasks), ...reordered(old, fresh)], around: aroundOf(before as unknown as Json, after as unknown as Json) };
}

/** A task that left one list and came into another under the same name was moved. */
function joinMoves(changes: readonly TaskChange[]): TaskChange[] {
  const joined: TaskChange[] = [];
  const used = new Set<TaskChange>();
  for (const change of changes) {
    if (used.has(change)) continue;
    const partner =
      change.change === 'removed'
        ? changes.find((other) => other.change === 'added' && other.name === change.name && !used.has(other))
        : undefined;
    if (partner?.after !== undefined && change.before !== undefined) {
      used.add(partner);
      joined.push({ change: 'moved', name: change.name, before: change.before, after: partner.after });
    } else joined.push(change);
  }
  return joined;
}

/** Within one list, the tasks outside the longest run that kept its order have moved. */
function reordered(old: ReadonlyMap<string, Found>, fresh: ReadonlyMap<string, Found>): TaskChange[] {
  const lists = new Map<string, Found[]>();
  for (const [place, task] of fresh) if (old.has(place)) lists.set(task.list, [...(lists.get(task.list) ?? []), task]);
  const order = new Map([...old.keys()].map((place, index) => [place, index]));
  const moved: TaskChange[] = [];
  for (const tasks of lists.values()) {
    const kept = longestRising(tasks.map((task) => order.get(task.place) ?? 0));
    tasks.forEach((task, index) => {
      const before = old.get(task.place)?.path;
      if (!kept.has(index) && before !== undefined) moved.push({ change: 'moved', name: task.name, before, after: task.path });
    });
  }
  return moved;
}

/** Indexes of a longest increasing subsequence (patience sorting, n log n). */
function longestRising(values: readonly number[]): Set<number> {
  const tails: number[] = [];
  const previous: number[] = [];
  values.forEach((value, index) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = index;
  });
  const kept = new Set<number>();
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) kept.add(at);
  return kept;
}

const LISTS: ReadonlySet<string> = new Set(['do', 'try', 'branches', 'before', 'after', 'compensate']);

function tasksOf(document: Json): Map<string, Found> {
  const found = new Map<string, Found>();
  collect(document, '', '', found);
  return found;
}

/** Walks the document; below a task, its own fields are kept without the lists nested in them. */
function collect(value: Json, path: string, place: string, found: Map<string, Found>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    const at = pointer(path, key);
    if (LISTS.has(key) && Array.isArray(part)) collectList(part as readonly Json[], at, `${place}/${key}`, found);
    else collect(part as Json, at, `${place}/${key}`, found);
  }
}

function collectList(list: readonly Json[], path: string, place: string, found: Map<string, Found>): void {
  list.forEach((item, index) => {
    const [entry] = isJsonObject(item) ? Object.entries(item) : [];
    if (!entry || !isJsonObject(entry[1])) return;
    const [name, task] = entry;
    const here = `${place}/${name}`;
    const at = pointer(path, index, name);
    found.set(here, { name, path: at, place: here, list: place, own: withoutLists(task) as JsonObject });
    collect(task, at, here, found);
  });
}

function withoutLists(value: Json): Json {
  if (Array.isArray(value)) return value.map((part: Json) => withoutLists(part));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, LISTS.has(key) && Array.isArray(part) ? [] : withoutLists(part as Json)]),
  );
}

function differing(before: JsonObject, after: JsonObject): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => !jsonEqual(before[key], after[key]));
}

function aroundOf(before: Json, after: Json): string[] {
  if (!isJsonObject(before) || !isJsonObject(after)) return [];
  return differing(withoutLists(before) as JsonObject, withoutLists(after) as JsonObject).flatMap((key) => {
    const [left, right] = [before[key], after[key]];
    if (!isJsonObject(left) || !isJsonObject(right)) return [pointer('', key)];
    return differing(left, right).map((inner) => pointer('', key, inner));
  });
}
