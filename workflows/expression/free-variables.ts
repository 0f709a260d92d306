// Which variables a program takes from outside: every `$name` that nothing in it binds.
import { namesOf, type Node, type Pattern } from './syntax.ts';

export interface FreeVariable {
  readonly name: string;
  /** UTF-16 offset of its use. */
  readonly at: number;
}

type Bound = ReadonlySet<string>;

/** In order of appearance, repeats included. */
export function freeVariables(node: Node): FreeVariable[] {
  const found: FreeVariable[] = [];
  visit(node, new Set(), found);
  return found;
}

function visit(node: Node, bound: Bound, found: FreeVariable[]): void {
  const inside = (child: Node | undefined, more: readonly string[] = []): void => {
    if (child !== undefined) visit(child, more.length === 0 ? bound : new Set([...bound, ...more]), found);
  };
  switch (node.kind) {
    case 'variable':
      if (!bound.has(node.name)) found.push({ name: node.name, at: node.at });
      return;
    case 'bind':
      inside(node.source);
      visitPatterns(node.patterns, bound, found);
      inside(node.body, node.patterns.flatMap(namesOf));
      return;
    case 'reduce':
    case 'foreach':
      inside(node.source);
      visitPatterns(node.patterns, bound, found);
      inside(node.init);
      inside(node.update, node.patterns.flatMap(namesOf));
      if (node.kind === 'foreach') inside(node.extract, node.patterns.flatMap(namesOf));
      return;
    case 'define':
      inside(
        node.definition.body,
        node.definition.params.flatMap((param) => (param.isValue ? [param.name] : [])),
      );
      inside(node.body);
      return;
    default:
      for (const child of childrenOf(node)) inside(child);
  }
}

function visitPatterns(patterns: readonly Pattern[], bound: Bound, found: FreeVariable[]): void {
  for (const pattern of patterns) {
    if (pattern.kind === 'array') visitPatterns(pattern.items, bound, found);
    if (pattern.kind !== 'object') continue;
    for (const entry of pattern.entries) {
      visit(entry.key, bound, found);
      if (entry.pattern !== undefined) visitPatterns([entry.pattern], bound, found);
    }
  }
}

type Binding = 'variable' | 'bind' | 'reduce' | 'foreach' | 'define';

/** The nodes directly inside a node that binds nothing. */
function childrenOf(node: Exclude<Node, { kind: Binding }>): readonly (Node | undefined)[] {
  switch (node.kind) {
    case 'identity':
    case 'recurse':
    case 'literal':
    case 'format':
    case 'break':
      return [];
    case 'index':
      return [node.key, node.target];
    case 'slice':
      return [node.target, node.from, node.to];
    case 'iterate':
      return [node.target];
    case 'array':
    case 'negate':
    case 'label':
      return [node.body];
    case 'text':
      return node.parts.flatMap((part) => (typeof part === 'string' ? [] : [part]));
    case 'object':
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case 'if':
      return [node.condition, node.consequent, node.otherwise];
    case 'try':
      return [node.body, node.handler];
    case 'call':
      return node.args;
    default:
      return [node.left, node.right];
  }
}
