// When a fold may change its state in place: jq does it by counting references, here the shape of the update tells.
import type { Node } from '../syntax.ts';

const SCALAR_CALLS: ReadonlySet<string> = new Set(
  'length tostring tojson tonumber type not has keys now floor round startswith endswith test contains index ascii_downcase'.split(' '),
);

/** Whether the node can never give its input itself back, nor keep it in what it gives: only parts of it. */
export function neverYieldsInput(node: Node): boolean {
  switch (node.kind) {
    case 'literal':
    case 'variable':
      return true;
    case 'index':
      return (node.target.kind === 'identity' || neverYieldsInput(node.target)) && neverYieldsInput(node.key);
    case 'pipe':
      return neverYieldsInput(node.left);
    case 'binary':
    case 'logic':
    case 'alternative':
      return neverYieldsInput(node.left) && neverYieldsInput(node.right);
    case 'array':
      return node.body === undefined || neverYieldsInput(node.body);
    case 'object':
      return node.entries.every(({ key, value }) => neverYieldsInput(key) && neverYieldsInput(value));
    case 'text':
      return node.parts.every((part) => typeof part === 'string' || neverYieldsInput(part));
    case 'if':
      return (
        neverYieldsInput(node.condition) &&
        neverYieldsInput(node.consequent) &&
        node.otherwise !== undefined &&
        neverYieldsInput(node.otherwise)
      );
    case 'call':
      return SCALAR_CALLS.has(node.name) && node.args.every(neverYieldsInput);
    default:
      return false;
  }
}

/** `.a[$k]`: names one place at least one step inside its input. */
export function isPlainPlace(node: Node): boolean {
  return node.kind === 'index' && (node.target.kind === 'identity' || isPlainPlace(node.target)) && neverYieldsInput(node.key);
}
