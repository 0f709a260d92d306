// A flow graph as an SVG picture of our own drawing: 360 units wide, scalable, light and dark by the page's colours, states by shape,
// colour and word together. Class names are stable, so that pages may restyle it.
import { GRAPH_CSS } from './graph-css.ts';
import type { FlowGraph, FlowNode } from './graph.ts';
import { type Arrow, type Box, layoutGraph, type Rail, type Trunk } from './graph-layout.ts';
import { GRAPH_STATES, GRAPH_WORDS, type GraphLanguage, type GraphState } from './graph-wording.ts';

export interface GraphSvgOptions {
  readonly lang: GraphLanguage;
  /** State of each task by its path. */
  readonly states?: Readonly<Record<string, string>>;
  /** Name of the workflow, for the picture's title. */
  readonly name?: string;
  /** Without the style sheet, for pages that carry GRAPH_CSS themselves. */
  readonly withoutStyle?: boolean;
}

export function graphSvg(graph: FlowGraph, options: GraphSvgOptions): string {
  const { width, height, boxes, arrows, rails, trunks } = layoutGraph(graph);
  const words = GRAPH_WORDS[options.lang];
  const label = (text: string): string => words.labels[text] ?? text;
  const title = words.picture(options.name ?? '');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="flow" viewBox="0 0 ${width} ${round(height)}" width="${width}" height="${round(height)}" role="img" lang="${options.lang}" aria-label="${escaped(title.trim())}">`,
    `<title>${escaped(title.trim())}</title>`,
    options.withoutStyle === true ? '' : `<style>${GRAPH_CSS}</style>`,
    '<defs><marker id="flow-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="flow-tip" d="M0 0.5 8 4 0 7.5z"/></marker></defs>',
    `<g class="flow-edges">${[...trunks.map(trunkMark), ...rails.map(railMark), ...arrows.map((arrow) => arrowMark(arrow, label))].join('')}</g>`,
    ...boxes.map((box) => boxMark(box, options, label)),
    '</svg>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function arrowMark(arrow: Arrow, label: (text: string) => string): string {
  const line = `<path class="flow-edge${arrow.error ? ' flow-edge--error' : ''}" d="M${arrow.x} ${round(arrow.from)}V${round(arrow.to)}" marker-end="url(#flow-tip)"/>`;
  if (arrow.labels.length === 0) return line;
  const words = fitted(arrow.labels.map(label).join(' · '), 300 - arrow.x, 11);
  return `${line}<text class="flow-label" x="${arrow.x + 8}" y="${round((arrow.from + arrow.to) / 2 + 3)}">${escaped(words)}</text>`;
}

function railMark(rail: Rail): string {
  const { target, x } = rail;
  return rail.sources
    .map((source) => {
      const down = target.y > source.y ? 1 : -1;
      const corner = Math.min(6, Math.abs(target.y - source.y) / 2, x - Math.max(source.x, target.x));
      const way = `M${round(source.x)} ${round(source.y)}H${round(x - corner)}q${round(corner)} 0 ${round(corner)} ${round(down * corner)}V${round(target.y - down * corner)}q0 ${round(down * corner)} ${round(-corner)} ${round(down * corner)}H${round(target.x + 1)}`;
      return `<path class="flow-edge${source.error ? ' flow-edge--error' : ''}" d="${way}" marker-end="url(#flow-tip)"/>`;
    })
    .join('');
}

function trunkMark(trunk: Trunk): string {
  return trunk.twigs
    .map(
      (twig) =>
        `<path class="flow-edge flow-edge--branch" d="M${trunk.x} ${round(trunk.from)}V${round(twig.y - 5)}q0 5 5 5H${round(twig.x)}" marker-end="url(#flow-tip)"/>`,
    )
    .join('');
}

function boxMark(box: Box, options: GraphSvgOptions, label: (text: string) => string): string {
  const { node, x, y, width, height, ports } = box;
  const words = GRAPH_WORDS[options.lang];
  if (node.kind === 'start' || node.kind === 'end') {
    return `<g class="flow-node flow-node--${node.kind}"><rect class="flow-box" x="${x}" y="${round(y)}" width="${width}" height="${height}" rx="${height / 2}"/><text class="flow-name" x="${x + width / 2}" y="${round(y + 19)}" text-anchor="middle">${words.kinds[node.kind]}</text></g>`;
  }
  const state = stateOf(options, node);
  const name = node.title?.[options.lang] ?? node.title?.[options.lang === 'ko' ? 'en' : 'ko'] ?? node.name;
  const kind = [words.kinds[node.kind], node.call].filter((part) => part !== undefined).join(' · ');
  const second = state === undefined ? kind : `${words.states[state]} · ${kind}`;
  const room = width - 24 - (state === undefined ? 0 : 26);
  const portMarks = ports.map(
    (port) =>
      `<text class="flow-label flow-port" x="${round(x + width - 8)}" y="${round(port.y + 4)}" text-anchor="end">${escaped(fitted(label(port.label), width - 24, 11))}</text>`,
  );
  return [
    `<g class="flow-node flow-node--${node.kind}${state === undefined ? '' : ` flow-node--${state}`}" data-path="${escaped(node.path)}">`,
    `<title>${escaped(`${name} (${second})`)}</title>`,
    `<rect class="flow-box" x="${x}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="6"/>`,
    `<text class="flow-name" x="${x + 12}" y="${round(y + 19)}">${escaped(fitted(name, room, 14))}</text>`,
    `<text class="flow-kind" x="${x + 12}" y="${round(y + 36)}">${escaped(fitted(second, room, 12))}</text>`,
    ...portMarks,
    state === undefined ? '' : stateMark(state, x + width - 20, y + 23),
    '</g>',
  ].join('');
}

function stateOf({ states }: GraphSvgOptions, node: FlowNode): GraphState | undefined {
  const given = states && Object.hasOwn(states, node.path) ? states[node.path] : undefined;
  return GRAPH_STATES.find((state) => state === given);
}

/** Each state has a shape of its own, so that none depends on seeing colours. */
const STATE_SHAPES: Readonly<Record<GraphState, string>> = {
  completed: '<circle r="9"/><path class="flow-sign" d="M-4 0.5-1 3.5 4-3"/>',
  running: '<circle r="9"/><path class="flow-sign flow-sign--solid" d="M-2.5-4.5 4.5 0-2.5 4.5z"/>',
  waiting: '<path d="M-7-9H7L0.8 0 7 9H-7L-0.8 0z"/>',
  faulted: '<path d="M-4-9H4L9-4V4L4 9H-4L-9 4V-4z"/><path class="flow-sign" d="M-3.5-3.5 3.5 3.5M3.5-3.5-3.5 3.5"/>',
  skipped: '<circle r="8.5" stroke-dasharray="3 2"/><path class="flow-sign" d="M-4 0H4"/>',
  cancelled: '<rect x="-8" y="-8" width="16" height="16"/><path class="flow-sign" d="M-4 4 4-4"/>',
};

function stateMark(state: GraphState, x: number, y: number): string {
  return `<g class="flow-state" transform="translate(${round(x)} ${round(y)})">${STATE_SHAPES[state]}</g>`;
}

/** Cuts text to a width. Letters are measured roughly: Hangul and other wide letters one em, the rest a little over half. */
function fitted(text: string, width: number, size: number): string {
  let used = 0;
  let cut = 0;
  const letters = Array.from(text);
  for (const [index, letter] of letters.entries()) {
    used +=
      size * ((letter.codePointAt(0) ?? 0) >= 0x1100 ? 1 : /[A-Zmw@%]/.test(letter) ? 0.76 : /[il.,:;'|!() ]/.test(letter) ? 0.34 : 0.58);
    if (used + size * 0.8 <= width) cut = index + 1;
    if (used > width) return `${letters.slice(0, cut).join('')}…`;
  }
  return text;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
