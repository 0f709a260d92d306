// Where a list of tasks leads: loops without a way out or without rest, and tasks that nothing leads to.
import { callName } from './call-name.ts';
import { type Checking, report, warn } from './checking.ts';
import { wayText } from './closest.ts';
import { TASK_KINDS } from './document.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { pointer } from './pointer.ts';

interface Step {
  readonly name: string;
  readonly task: JsonObject;
  readonly path: string;
  /** Indexes of the steps that may come next; the length of the list stands for leaving it. */
  readonly next: ReadonlySet<number>;
}

export function checkFlow(checking: Checking): void {
  visit(checking, checking.document, '', hasBudget(checking.document));
}

/** Finds every task list, wherever it stands: a list whose entries are objects with one task in each. */
function visit(checking: Checking, value: Json, path: string, bounded: boolean): void {
  if (typeof value !== 'object' || value === null) return;
  if (isJsonObject(value)) {
    for (const key of ['do', 'try', 'before', 'after'] as const) {
      const list = value[key];
      if (Array.isArray(list)) checkList(checking, list as readonly Json[], pointer(path, key), bounded);
    }
  }
  for (const [key, part] of Object.entries(value)) visit(checking, part as Json, pointer(path, key), bounded);
}

function checkList(checking: Checking, list: readonly Json[], path: string, bounded: boolean): void {
  const steps = readSteps(list, path);
  if (!steps) return;
  warnUnreachable(checking, steps);
  for (const loop of loopsOf(steps)) judgeLoop(checking, steps, loop, bounded);
}

function readSteps(list: readonly Json[], path: string): Step[] | undefined {
  const named = list.map((item) => (isJsonObject(item) ? Object.entries(item)[0] : undefined));
  const indexes = new Map<string, number>();
  named.forEach((entry, index) => entry && indexes.set(entry[0], index));
  const steps: Step[] = [];
  for (const [index, entry] of named.entries()) {
    const task = entry?.[1];
    if (!entry || !isJsonObject(task) || !TASK_KINDS.some((kind) => Object.hasOwn(task, kind))) return undefined;
    steps.push({ name: entry[0], task, path: pointer(path, index, entry[0]), next: nextOf(task, index, indexes, list.length) });
  }
  return steps;
}

function nextOf(task: JsonObject, index: number, indexes: ReadonlyMap<string, number>, out: number): ReadonlySet<number> {
  const target = (then: Json | undefined): number => {
    if (then === undefined || then === 'continue') return index + 1;
    return (typeof then === 'string' ? indexes.get(then) : undefined) ?? out;
  };
  const next = new Set<number>();
  const cases = task['switch'];
  if (Array.isArray(cases)) {
    let closed = false;
    for (const item of cases as readonly Json[]) {
      const [choice] = isJsonObject(item) ? Object.values(item) : [];
      if (!isJsonObject(choice)) continue;
      const then = choice['then'];
      // A case that says `continue` leaves it to the task's own `then`.
      next.add(then === undefined || then === 'continue' ? target(task['then']) : target(then));
      closed ||= choice['when'] === undefined;
    }
    if (!closed) next.add(target(task['then']));
  } else if (!Object.hasOwn(task, 'raise')) next.add(target(task['then']));
  else next.add(out);
  if (task['if'] !== undefined) next.add(index + 1);
  return next;
}

function warnUnreachable(checking: Checking, steps: readonly Step[]): void {
  const reached = new Set<number>();
  const open = [0];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at >= steps.length || reached.has(at)) continue;
    reached.add(at);
    open.push(...(steps[at]?.next ?? []));
  }
  steps.forEach((step, index) => {
    if (!reached.has(index))
      warn(
        checking,
        step.path,
        'unreachable-task',
        `Nothing leads to the task "${step.name}", so it never runs.`,
        `"${step.name}" 작업으로 가는 길이 없어 실행되지 않습니다.`,
      );
  });
}

/** Groups of steps that can reach each other: strongly connected components by Kosaraju's algorithm, without recursion. */
function loopsOf(steps: readonly Step[]): number[][] {
  if (steps.every((step, index) => [...step.next].every((next) => next > index))) return [];
  const forward = steps.map((step) => [...step.next].filter((next) => next < steps.length));
  const backward: number[][] = steps.map(() => []);
  forward.forEach((targets, index) => {
    for (const target of targets) backward[target]?.push(index);
  });
  const group = new Map<number, number>();
  const groups: number[][] = [];
  for (const start of finishingOrder(forward).reverse()) {
    if (group.has(start)) continue;
    const members: number[] = [];
    const open = [start];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (group.has(at)) continue;
      group.set(at, groups.length);
      members.push(at);
      open.push(...(backward[at] ?? []));
    }
    groups.push(members.sort((left, right) => left - right));
  }
  return groups.filter(([first, ...rest]) => first !== undefined && (rest.length > 0 || forward[first]?.includes(first)));
}

/** Depth-first order in which nodes are left for good. */
function finishingOrder(edges: readonly (readonly number[])[]): number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  for (let root = 0; root < edges.length; root += 1) {
    const path: { node: number; edge: number }[] = seen.has(root) ? [] : [{ node: root, edge: 0 }];
    seen.add(root);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = edges[top.node]?.[top.edge];
      top.edge += 1;
      if (next === undefined) order.push(path.pop()?.node ?? root);
      else if (!seen.has(next)) {
        seen.add(next);
        path.push({ node: next, edge: 0 });
      }
    }
  }
  return order;
}

function judgeLoop(checking: Checking, steps: readonly Step[], loop: readonly number[], bounded: boolean): void {
  const members = loop.map((index) => steps[index]).filter((step) => step !== undefined);
  const first = members[0];
  if (!first || bounded || members.some((step) => rests(checking, step.task))) return;
  const names = wayText(members.map((step) => step.name));
  const inside = new Set(loop);
  const leaves = members.some((step) => [...step.next].some((next) => !inside.has(next)) || endsWithin(step.task));
  if (leaves) {
    warn(
      checking,
      first.path,
      'unbounded-loop',
      `The loop ${names} has neither a wait nor a budget; add a wait, or set document.metadata.aix.budget.`,
      `반복 ${names}에 대기도 예산도 없습니다. wait를 넣거나 document.metadata.aix.budget을 정하세요.`,
    );
  } else {
    report(
      checking,
      first.path,
      'endless-loop',
      `The loop ${names} never ends and never rests; give it a way out, a wait, or a budget (document.metadata.aix.budget).`,
      `반복 ${names}은(는) 끝나지도 쉬지도 않습니다. 나가는 길이나 wait, 예산(document.metadata.aix.budget)을 넣으세요.`,
    );
  }
}

/** Whether a task, or anything inside it, waits for time, events or people. */
function rests(checking: Checking, task: JsonObject): boolean {
  return somewhere(task, (part) => {
    if (Object.hasOwn(part, 'wait') || Object.hasOwn(part, 'listen')) return true;
    const { call } = part;
    if (typeof call !== 'string') return false;
    const { name } = callName(call);
    return Object.hasOwn(checking.catalog, name) && checking.catalog[name]?.taskClass === 'wait';
  });
}

function endsWithin(task: JsonObject): boolean {
  return somewhere(task, (part) => part['then'] === 'end' || Object.hasOwn(part, 'raise'));
}

function somewhere(value: Json, holds: (part: JsonObject) => boolean): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (isJsonObject(value) && holds(value)) return true;
  return Object.values(value).some((part) => somewhere(part as Json, holds));
}

function hasBudget(document: Json): boolean {
  if (!isJsonObject(document)) return false;
  if (document['timeout'] !== undefined) return true;
  const header = isJsonObject(document['document']) ? document['document'] : {};
  const metadata = isJsonObject(header['metadata']) ? header['metadata'] : {};
  const aix = isJsonObject(metadata['aix']) ? metadata['aix'] : {};
  const budget = isJsonObject(aix['budget']) ? aix['budget'] : {};
  return budget['wallTime'] !== undefined || budget['steps'] !== undefined;
}
