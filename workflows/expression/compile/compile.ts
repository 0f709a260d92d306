// The syntax tree to filters: one exhaustive table; each construct lives in a file beside this one.
import { type Filter, single } from '../filter.ts';
import type { Scope } from '../scope.ts';
import type { Node } from '../syntax.ts';
import { compileIndex, compileIterate, compileRecurse, compileSlice, identity } from './access.ts';
import { compileAssign } from './assign.ts';
import { compileBind } from './bind.ts';
import { compileArray, compileFormat, compileObject, compileText } from './construct.ts';
import { compileBreak, compileIf, compileLabel, compileTry } from './control.ts';
import { compileForeach, compileReduce } from './fold.ts';
import { compileCall, compileDefine, compileVariable } from './names.ts';
import { compileAlternative, compileBinary, compileComma, compileLogic, compileNegate, compilePipe } from './operators.ts';

export type Compile = (node: Node, scope: Scope) => Filter;

/** @throws ExpressionError of kind `syntax` for a name that is not defined. */
export function compileNode(node: Node, scope: Scope): Filter {
  switch (node.kind) {
    case 'identity':
      return identity;
    case 'recurse':
      return compileRecurse();
    case 'literal': {
      const { value } = node;
      return single(() => value);
    }
    case 'index':
      return compileIndex(compileNode(node.target, scope), compileNode(node.key, scope), node.key, node.isOptional);
    case 'slice':
      return compileSlice(compileNode(node.target, scope), bound(node.from, scope), bound(node.to, scope), node.isOptional);
    case 'iterate':
      return compileIterate(compileNode(node.target, scope), node.isOptional);
    case 'pipe':
      return compilePipe(compileNode(node.left, scope), compileNode(node.right, scope));
    case 'comma':
      return compileComma(compileNode(node.left, scope), compileNode(node.right, scope));
    case 'negate':
      return compileNegate(compileNode(node.body, scope));
    case 'binary':
      return compileBinary(node.operator, compileNode(node.left, scope), compileNode(node.right, scope));
    case 'logic':
      return compileLogic(node.operator, compileNode(node.left, scope), compileNode(node.right, scope));
    case 'alternative':
      return compileAlternative(compileNode(node.left, scope), compileNode(node.right, scope));
    case 'assign':
      return compileAssign(node.operator, compileNode(node.left, scope), compileNode(node.right, scope));
    default:
      return compileConstruct(node, scope);
  }
}

type Leaf = 'identity' | 'recurse' | 'literal' | 'index' | 'slice' | 'iterate';
type Operator = 'pipe' | 'comma' | 'negate' | 'binary' | 'logic' | 'alternative' | 'assign';

function compileConstruct(node: Exclude<Node, { kind: Leaf | Operator }>, scope: Scope): Filter {
  switch (node.kind) {
    case 'array':
      return compileArray(node.body === undefined ? undefined : compileNode(node.body, scope));
    case 'object':
      return compileObject(node.entries.map(({ key, value }) => ({ key: compileNode(key, scope), value: compileNode(value, scope) })));
    case 'text':
      return compileText(
        node.format,
        node.parts.map((part) => (typeof part === 'string' ? part : compileNode(part, scope))),
      );
    case 'format':
      return compileFormat(node.name, node.at, scope);
    case 'if':
      return compileIf(compileNode(node.condition, scope), compileNode(node.consequent, scope), bound(node.otherwise, scope) ?? identity);
    case 'try':
      return compileTry(compileNode(node.body, scope), bound(node.handler, scope));
    case 'label':
      return compileLabel(compileNode(node.body, scope.withLabel(node.name)));
    case 'break':
      return compileBreak(node, scope);
    case 'reduce':
      return compileReduce(node, scope, compileNode);
    case 'foreach':
      return compileForeach(node, scope, compileNode);
    case 'bind':
      return compileBind(node, scope, compileNode);
    case 'define':
      return compileDefine(node, scope, compileNode);
    case 'call':
      return compileCall(node, scope, compileNode);
    case 'variable':
      return compileVariable(node, scope);
  }
}

function bound(node: Node | undefined, scope: Scope): Filter | undefined {
  return node === undefined ? undefined : compileNode(node, scope);
}
