// Where everything of a picture stands. One task per row, top-down in the order of the document, indented by nesting, so that it can be
// read on a phone however many tasks there are. Ways to the next row are short arrows; all others run along rails at the right.
import type { FlowEdge, FlowGraph, FlowNode } from './graph.ts';

export const WIDTH = 360;
const MARGIN = 12;
const INDENT = 16;
const HEAD = 46;
const PILL = 28;
const PORT = 18;
const GAP = 22;
const MAXIMUM_INDENT = 7;

/** A way out of a box that is named: drawn as a line of text in the box, from which the rail starts. */
export interface Port {
  readonly label: string;
  readonly y: number;
  readonly edge: FlowEdge;
}

export interface Box {
  readonly node: FlowNode;
  readonly row: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly ports: readonly Port[];
}

export interface Rail {
  /** Where it comes from: y of each source, x of its right edge. */
  readonly sources: readonly { readonly x: number; readonly y: number; readonly error: boolean }[];
  readonly target: { readonly x: number; readonly y: number };
  readonly x: number;
}

export interface Arrow {
  readonly x: number;
  readonly from: number;
  readonly to: number;
  /** Several ways may lead to the same next task: each has its name. */
  readonly labels: readonly string[];
  readonly error: boolean;
}

/** The trunk of a fork: down the left side, with a twig to each branch. */
export interface Trunk {
  readonly x: number;
  readonly from: number;
  readonly twigs: readonly { readonly x: number; readonly y: number }[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly rails: readonly Rail[];
  readonly trunks: readonly Trunk[];
}

export function layoutGraph(graph: FlowGraph): Layout {
  const rows = new Map(graph.nodes.map((node, row) => [node.id, row]));
  const rowOf = (id: string): number => rows.get(id) ?? 0;
  const isArrow = (edge: FlowEdge): boolean => rowOf(edge.to) === rowOf(edge.from) + 1 && edge.kind !== 'branch';
  const railed = graph.edges.filter((edge) => edge.kind !== 'branch' && !isArrow(edge));
  const lanes = assignLanes(railed, rowOf);
  const boxes = placeBoxes(graph, railed, railsWidth(lanes));
  const boxOf = new Map(boxes.map((box) => [box.node.id, box]));
  const last = boxes.at(-1);
  return {
    width: WIDTH,
    height: (last ? last.y + last.height : 0) + MARGIN,
    boxes,
    arrows: together(graph.edges.filter(isArrow)).flatMap((edges) => arrowOf(edges, boxOf)),
    rails: railsOf(railed, lanes, boxOf),
    trunks: trunksOf(graph, boxOf),
  };
}

function laneCount(lanes: ReadonlyMap<string, number>): number {
  return Math.max(0, ...[...lanes.values()].map((lane) => lane + 1));
}

function laneStep(lanes: ReadonlyMap<string, number>): number {
  return Math.max(3, Math.min(10, 80 / Math.max(1, laneCount(lanes))));
}

function railsWidth(lanes: ReadonlyMap<string, number>): number {
  return laneCount(lanes) === 0 ? 0 : laneCount(lanes) * laneStep(lanes) + 8;
}

/** One lane per target, shared by all that lead there; lanes are used again where the spans do not meet. Short spans stay inside. */
function assignLanes(edges: readonly FlowEdge[], rowOf: (id: string) => number): ReadonlyMap<string, number> {
  const spans = new Map<string, { from: number; to: number }>();
  for (const edge of edges) {
    const span = spans.get(edge.to) ?? { from: rowOf(edge.to), to: rowOf(edge.to) };
    spans.set(edge.to, { from: Math.min(span.from, rowOf(edge.from)), to: Math.max(span.to, rowOf(edge.from)) });
  }
  const ordered = [...spans].sort(([, left], [, right]) => left.to - left.from - (right.to - right.from) || left.from - right.from);
  const taken: { from: number; to: number }[][] = [];
  const lanes = new Map<string, number>();
  for (const [target, span] of ordered) {
    const free = taken.findIndex((lane) => lane.every((other) => other.to < span.from || other.from > span.to));
    const lane = free === -1 ? taken.length : free;
    taken[lane] = [...(taken[lane] ?? []), span];
    lanes.set(target, lane);
  }
  return lanes;
}

function placeBoxes(graph: FlowGraph, railed: readonly FlowEdge[], rails: number): Box[] {
  let y = MARGIN;
  return graph.nodes.map((node, row) => {
    const named = railed.filter((edge) => edge.from === node.id && edge.label !== undefined);
    const pill = node.kind === 'start' || node.kind === 'end';
    const x = MARGIN + Math.min(node.depth, MAXIMUM_INDENT) * INDENT;
    const height = (pill ? PILL : HEAD) + (named.length > 0 ? named.length * PORT + 6 : 0);
    const top = y;
    y += height + GAP;
    return {
      node,
      row,
      x,
      y: top,
      width: pill ? 84 : WIDTH - MARGIN - rails - x,
      height,
      ports: named.map((edge, index) => ({ label: edge.label ?? '', y: top + HEAD + index * PORT + PORT / 2, edge })),
    };
  });
}

/** Ways from the same box to the same next one are drawn as one arrow. */
function together(edges: readonly FlowEdge[]): FlowEdge[][] {
  const groups = new Map<string, FlowEdge[]>();
  for (const edge of edges) groups.set(`${edge.from} ${edge.to}`, [...(groups.get(`${edge.from} ${edge.to}`) ?? []), edge]);
  return [...groups.values()];
}

function arrowOf(edges: readonly FlowEdge[], boxOf: ReadonlyMap<string, Box>): Arrow[] {
  const [first] = edges;
  const [from, to] = [boxOf.get(first?.from ?? ''), boxOf.get(first?.to ?? '')];
  if (!from || !to) return [];
  const labels = edges.flatMap((edge) => (edge.label === undefined ? [] : [edge.label]));
  return [
    { x: Math.max(from.x, to.x) + 20, from: from.y + from.height, to: to.y, labels, error: edges.every((edge) => edge.kind === 'error') },
  ];
}

function railsOf(edges: readonly FlowEdge[], lanes: ReadonlyMap<string, number>, boxOf: ReadonlyMap<string, Box>): Rail[] {
  const step = laneStep(lanes);
  const first = WIDTH - MARGIN - railsWidth(lanes) + 10;
  return [...lanes].flatMap(([id, lane]) => {
    const target = boxOf.get(id);
    if (!target) return [];
    const sources = edges
      .filter((edge) => edge.to === id)
      .flatMap((edge) => {
        const box = boxOf.get(edge.from);
        const port = box?.ports.find((one) => one.edge === edge);
        // Ways without a name leave near the lower edge, so that they do not cross those that come in.
        return box ? [{ x: box.x + box.width, y: port?.y ?? box.y + Math.min(box.height, HEAD) - 10, error: edge.kind === 'error' }] : [];
      });
    return [{ sources, target: { x: target.x + target.width, y: target.y + 14 }, x: first + lane * step }];
  });
}

function trunksOf(graph: FlowGraph, boxOf: ReadonlyMap<string, Box>): Trunk[] {
  return graph.nodes.flatMap((node) => {
    const box = boxOf.get(node.id);
    const twigs = graph.edges
      .filter((edge) => edge.from === node.id && edge.kind === 'branch')
      .flatMap((edge) => {
        const branch = boxOf.get(edge.to);
        return branch ? [{ x: branch.x, y: branch.y + 23 }] : [];
      });
    return box && twigs.length > 0 ? [{ x: box.x + INDENT / 2, from: box.y + box.height, twigs }] : [];
  });
}
