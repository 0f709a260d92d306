// The document as a picture's raw material: one node per task (and a start and an end), one edge per way from one to the next.
// How it is drawn is the question of mermaid.ts and graph-svg.ts.
import { type LocalText, TASK_KINDS, type TaskKind, type WorkflowDocument } from './document.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { pointer } from './pointer.ts';

export interface FlowNode {
  readonly id: string;
  /** JSON Pointer of the task; "" for start and end. */
  readonly path: string;
  readonly kind: TaskKind | 'start' | 'end';
  readonly name: string;
  readonly title?: LocalText;
  /** Whom a call calls. */
  readonly call?: string;
  /** How many tasks it stands inside of. */
  readonly depth: number;
}

export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  /** `branch`: several of these are gone along at once (fork). `error`: gone along when something fails. */
  readonly kind?: 'branch' | 'error';
}

export interface FlowGraph {
  /** In the order of the document: start first, end last. */
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}

interface Drawing {
  readonly nodes: FlowNode[];
  readonly edges: FlowEdge[];
  readonly ids: Map<string, string>;
}

/** Where a list of tasks leads to, as node ids. */
interface Around {
  /** After its last task, or on `exit`. */
  readonly leave: string;
  /** When a task inside fails. */
  readonly fail: string;
  readonly depth: number;
}

const START = 'start';
const END = 'end';

/** Works on any document that could be read, valid or not: what cannot be understood is left out. */
export function flowGraph(document: WorkflowDocument): FlowGraph {
  const drawing: Drawing = { nodes: [{ id: START, path: '', kind: 'start', name: 'start', depth: 0 }], edges: [], ids: new Map() };
  const first = drawList(drawing, document.do as unknown as Json, '/do', { leave: END, fail: END, depth: 0 });
  drawing.nodes.push({ id: END, path: '', kind: 'end', name: 'end', depth: 0 });
  const edges = [{ from: START, to: first }, ...drawing.edges];
  return { nodes: drawing.nodes, edges: [...new Map(edges.map((edge) => [`${edge.from} ${edge.to} ${edge.label ?? ''}`, edge])).values()] };
}

function idOf(drawing: Drawing, path: string): string {
  const known = drawing.ids.get(path);
  if (known) return known;
  const id = `n${drawing.ids.size + 1}`;
  drawing.ids.set(path, id);
  return id;
}

interface Entry {
  readonly name: string;
  readonly task: JsonObject;
  readonly path: string;
}

function entriesOf(list: Json | undefined, path: string): Entry[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: Json, index: number) => {
    const [first] = isJsonObject(item) ? Object.entries(item) : [];
    return first && isJsonObject(first[1]) ? [{ name: first[0], task: first[1], path: pointer(path, index, first[0]) }] : [];
  });
}

/** Draws a list. @returns the id of what comes first: its first task, or where the list leads when it is empty. */
function drawList(drawing: Drawing, list: Json | undefined, path: string, around: Around): string {
  const entries = entriesOf(list, path);
  entries.forEach((entry, index) => {
    const follow = (then: Json | undefined): string => {
      const next = entries[index + 1];
      if (then === undefined || then === 'continue') return next ? idOf(drawing, next.path) : around.leave;
      if (then === 'exit') return around.leave;
      if (then === 'end') return END;
      const target = entries.find((other) => other.name === then);
      return target ? idOf(drawing, target.path) : around.leave;
    };
    drawTask(drawing, entry, follow, around);
  });
  return entries[0] ? idOf(drawing, entries[0].path) : around.leave;
}

type Follow = (then: Json | undefined) => string;

function drawTask(drawing: Drawing, { name, task, path }: Entry, follow: Follow, around: Around): void {
  const kind = TASK_KINDS.find((one) => Object.hasOwn(task, one));
  if (!kind) return;
  const id = idOf(drawing, path);
  const title = titleOf(task);
  drawing.nodes.push({
    id,
    path,
    kind,
    name,
    depth: around.depth,
    ...(title ? { title } : {}),
    ...(typeof task['call'] === 'string' ? { call: task['call'] } : {}),
  });
  DRAW[kind]({ drawing, id, task, path, follow, next: follow(task['then']), inside: { ...around, depth: around.depth + 1 } });
  // Skipped by its `if`, a task is passed by: that is a way of its own unless the task leads there anyway.
  const past = follow(undefined);
  const leadsThere = drawing.edges.some((edge) => edge.from === id && edge.to === past);
  if (task['if'] !== undefined && !leadsThere) drawing.edges.push({ from: id, to: past, label: 'skipped' });
}

interface Stroke {
  readonly drawing: Drawing;
  readonly id: string;
  readonly task: JsonObject;
  readonly path: string;
  readonly follow: Follow;
  /** What comes after the task as a whole. */
  readonly next: string;
  readonly inside: Around;
}

function edge(stroke: Stroke, to: string, label?: string, kind?: FlowEdge['kind']): void {
  stroke.drawing.edges.push({ from: stroke.id, to, ...(label === undefined ? {} : { label }), ...(kind ? { kind } : {}) });
}

const plain = (stroke: Stroke): void => edge(stroke, stroke.next);

const DRAW: Readonly<Record<TaskKind, (stroke: Stroke) => void>> = {
  call: plain,
  emit: plain,
  run: plain,
  set: plain,
  wait: plain,
  raise: (stroke) => edge(stroke, stroke.inside.fail, 'error', 'error'),
  do: (stroke) =>
    edge(stroke, drawList(stroke.drawing, stroke.task['do'], pointer(stroke.path, 'do'), { ...stroke.inside, leave: stroke.next })),
  for: (stroke) => drawLoop(stroke, stroke.task['do'], pointer(stroke.path, 'do'), 'each'),
  listen: (stroke) => {
    const loop = stroke.task['foreach'];
    if (isJsonObject(loop) && Array.isArray(loop['do'])) drawLoop(stroke, loop['do'], pointer(stroke.path, 'foreach', 'do'), 'each event');
    else plain(stroke);
  },
  switch: drawSwitch,
  fork: drawFork,
  try: drawTry,
};

function drawLoop(stroke: Stroke, list: Json | undefined, path: string, label: string): void {
  edge(stroke, drawList(stroke.drawing, list, path, { ...stroke.inside, leave: stroke.id }), label);
  edge(stroke, stroke.next, 'done');
}

function drawSwitch(stroke: Stroke): void {
  const cases = stroke.task['switch'];
  let closed = false;
  for (const item of Array.isArray(cases) ? (cases as readonly Json[]) : []) {
    const [entry] = isJsonObject(item) ? Object.entries(item) : [];
    if (!entry || !isJsonObject(entry[1])) continue;
    const { then, when } = entry[1];
    edge(stroke, then === undefined || then === 'continue' ? stroke.next : stroke.follow(then), entry[0]);
    closed ||= when === undefined;
  }
  if (!closed) edge(stroke, stroke.next, 'otherwise');
}

function drawFork(stroke: Stroke): void {
  const fork = stroke.task['fork'];
  const branches = isJsonObject(fork) ? fork['branches'] : undefined;
  const path = pointer(stroke.path, 'fork', 'branches');
  const entries = entriesOf(branches, path);
  for (const entry of entries) {
    // Branches do not follow each other: each leads out of the fork.
    drawTask(stroke.drawing, entry, (then) => (then === 'end' ? END : stroke.next), stroke.inside);
    edge(stroke, idOf(stroke.drawing, entry.path), undefined, 'branch');
  }
  if (entries.length === 0) plain(stroke);
}

function drawTry(stroke: Stroke): void {
  const { drawing, task, path, next, inside } = stroke;
  const handler = isJsonObject(task['catch']) ? task['catch'] : {};
  const handled = entriesOf(handler['do'], pointer(path, 'catch', 'do'));
  // A failure inside leads to the handler, or just past the task when there is none.
  const first = drawList(drawing, task['try'], pointer(path, 'try'), {
    ...inside,
    leave: next,
    fail: handled[0] ? idOf(drawing, handled[0].path) : next,
  });
  edge(stroke, first);
  edge(stroke, drawList(drawing, handler['do'], pointer(path, 'catch', 'do'), { ...inside, leave: next }), 'error', 'error');
}

function titleOf(task: JsonObject): LocalText | undefined {
  const metadata = isJsonObject(task['metadata']) ? task['metadata'] : {};
  const aix = isJsonObject(metadata['aix']) ? metadata['aix'] : {};
  return isJsonObject(aix['title']) ? (aix['title'] as LocalText) : undefined;
}
