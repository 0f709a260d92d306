// A flow graph as Mermaid text, for places that draw Mermaid themselves (repositories, wikis).
import type { FlowEdge, FlowGraph, FlowNode } from './graph.ts';

const SHAPES: Readonly<Partial<Record<FlowNode['kind'], readonly [string, string]>>> = {
  start: ['([', '])'],
  end: ['([', '])'],
  switch: ['{', '}'],
  for: ['[/', '/]'],
  fork: ['[[', ']]'],
  try: ['[[', ']]'],
  wait: ['(', ')'],
  listen: ['>', ']'],
  emit: ['>', ']'],
  raise: ['{{', '}}'],
};

export function mermaid(graph: FlowGraph): string {
  return [
    'flowchart TD',
    ...graph.nodes.map((node) => `  ${nodeText(node)}`),
    ...graph.edges.map((edge) => `  ${edgeText(edge)}`),
    '',
  ].join('\n');
}

function nodeText(node: FlowNode): string {
  const [open, close] = SHAPES[node.kind] ?? ['[', ']'];
  const shown = node.call === undefined || node.call === node.name ? node.name : `${node.name} (${node.call})`;
  // `end` is a word of Mermaid, so ids get a mark of their own.
  return `${idText(node.id)}${open}"${escaped(shown)}"${close}`;
}

function edgeText({ from, to, label, kind }: FlowEdge): string {
  const arrow = kind === 'error' ? '-.->' : '-->';
  return `${idText(from)} ${arrow}${label === undefined ? '' : `|"${escaped(label)}"|`} ${idText(to)}`;
}

function idText(id: string): string {
  return id === 'end' || id === 'start' ? `${id}_` : id;
}

/** Mermaid's own entities; a quote or a bracket would end the text. */
function escaped(text: string): string {
  return text.replaceAll(/[#"<>`&;{}[\]|\\\r\n]/g, (letter) => `#${letter.charCodeAt(0)};`);
}
